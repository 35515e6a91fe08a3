"""house -- everything at once: Redis, php-fpm, the stand-in for DingTalk and the consumer.

One house serves the whole session.  Tests keep apart by the name of their
application: each uses its own, and asks `reports(app)` what became of it.

php-fpm has one worker, so that a request begins when the hand-over of the one
before it has ended; that is what makes `reports` exact: it sends an error of its
own after all others, and waits until that one is counted.  The pool `wide` has
several, for tests that want many requests at once.
"""
import collections
import os
import pathlib
import subprocess

from support import paths
from support.consumer import Consumer
from support.dingtalk import Robot, Server
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until

APPS = pathlib.Path(__file__).parent / "apps"
SENTINEL = APPS / "plain" / "sentinel.php"
SPREAD = 40                    # applications spread0 … with a robot each, so that no budget binds
HOSTILES = 5                   # the same: hostile0 …, whose route mentions somebody
MARK = "PLANTED"               # in every secret of the house

# everything is compiled to machine code at once: what frameworks do to the search is worst then
JIT = ["opcache.jit_buffer_size=64M", "opcache.jit=tracing", "opcache.jit_hot_func=1", "opcache.jit_hot_loop=1",
       "opcache.jit_hot_return=1", "opcache.jit_hot_side_exit=1"]

# What a request has unless the test says otherwise.  FastCGI's PHP_VALUE stays with
# the worker, so each request sets all of them.
DEFAULTS = {
    "errnotice.enable": "1",
    "errnotice.codes": "10000-10999, ORDER_*, MAIL_404, E_ERROR",
    "errnotice.ignore_codes": "",
    "errnotice.classes": "",
    "errnotice.ignore_classes": "auto",
    "errnotice.code_from": "code",
    "errnotice.boundaries": "auto",
    "errnotice.environment": "test",
    "errnotice.release": "",
}


def robot(name):
    return Robot(token(name), secret=f"SEC{MARK}{name}", keywords=["告警"])


def token(name):
    """The access token of a robot of the house."""
    return f"{MARK}-{name}"


def mention(name):
    return {"mention": "13800138000"} if name.startswith("hostile") else {}


class House:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        own = ["main", "again", "secret", *(f"spread{n}" for n in range(SPREAD)), *(f"hostile{n}" for n in range(HOSTILES))]
        robots = {name: robot(name) for name in ["everyone", *own]}
        self.redis = Redis(folder, password=f"redis{MARK}")
        self.dingtalk = Server(list(robots.values()))
        self.fpm = Fpm(folder, system_ini=True, pools={"www": Pool(1), "wide": Pool(4)},
                       ini=["display_errors=0", "log_errors=1", *JIT, f'errnotice.redis="{self.redis.unix_url}"'])
        self.consumer = Consumer(
            folder, self.redis.unix_url,
            robots={name: {"webhook": self.dingtalk.webhook(its.token), "secret": its.secret, "keyword": "告警",
                           "timezone": "Asia/Shanghai"} for name, its in robots.items()},
            routes={"sentinels": {"apps": "*-sentinel", "robot": "none"},
                    **{name: {"apps": name, "robot": name, **mention(name)} for name in own},
                    "rest": {"apps": "*", "robot": "everyone"}})
        self._sentinels = collections.Counter()

    def start(self):
        self.redis.start()
        self.dingtalk.start()
        self.consumer.start()
        self.fpm.start()
        return self

    def stop(self):
        for part in (self.fpm, self.consumer, self.dingtalk, self.redis):
            part.stop()

    def request(self, script, uri="/", app="e2e", ini=None, params=None, **options):
        """A FastCGI request with the directives of DEFAULTS, changed by `ini`."""
        values = {**DEFAULTS, "errnotice.app": app, **(ini or {})}
        lines = "\n".join(f'{name} = "{value}"' for name, value in values.items())
        return self.fpm.request(script, uri, params={"PHP_VALUE": lines, **(params or {})}, **options)

    def cli(self, *arguments, app="e2e", ini=None, env=None, **options):
        """php-cli with the same directives, and `env` besides; a CompletedProcess."""
        values = {"errnotice.redis": self.redis.unix_url, **DEFAULTS, "errnotice.app": app, **(ini or {})}
        lines = [f"extension={paths.extension()}", *(f'{name} = "{value}"' for name, value in values.items())]
        scan = self.folder / "cli.d"
        scan.mkdir(exist_ok=True)
        (scan / "50-test.ini").write_text("\n".join(lines) + "\n", "utf-8")
        return subprocess.run([paths.php_cli(), *map(os.fspath, arguments)], capture_output=True, timeout=60,
                              check=False, env={**os.environ, **(env or {}), "PHP_INI_SCAN_DIR": f":{scan}"}, **options)

    def settle(self, app):
        """Until everything that was thrown before is counted."""
        guard = f"{app}-sentinel"
        self._sentinels[guard] += 1
        self.request(SENTINEL, app=guard)
        wait_until(lambda: self.total(guard) >= self._sentinels[guard], 20, f"count of {guard}")

    def total(self, app):
        """How many errors of `app` are counted."""
        return self.consumer.query("SELECT COALESCE(SUM(total), 0) AS n FROM errnotice_issue WHERE app = ?", app)[0]["n"]

    def reports(self, app):
        """What was reported for `app`, oldest first, one row an event."""
        self.settle(app)
        return self.consumer.query(
            "SELECT i.class, i.code, i.site, i.total, e.kind, e.path, e.sapi, e.message, e.file, e.line, e.detail"
            " FROM errnotice_event e JOIN errnotice_issue i USING (fp) WHERE i.app = ? ORDER BY e.time_ms, e.id", app)
