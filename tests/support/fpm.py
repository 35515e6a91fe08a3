"""fpm -- a private php-fpm with our extension, on a unix socket a pool.

    with Fpm(tmp_path, ini=["errnotice.codes=500"]) as fpm:
        response = fpm.request(script)

php.ini holds the given lines and nothing of the system's; `system_ini` adds what
the distribution loads by default.  Workers are static: they live until killed.
"""
import dataclasses
import getpass
import os
import pathlib
import signal

from support import fastcgi, paths
from support.process import GRACE_S, Process, children
from support.wait import wait_until


@dataclasses.dataclass
class Pool:
    workers: int = 2
    settings: list = dataclasses.field(default_factory=list)  # lines as "php_admin_value[x] = y"


class Fpm:
    def __init__(self, folder, ini=(), pools=None, extension="built", settings=(), system_ini=False, user=None,
                 launcher=()):
        """`extension`: a path, None for PHP without it; `settings`: lines of [global]; `launcher`: starts it, by exec."""
        self.folder = pathlib.Path(folder) / "fpm"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.pools = pools or {"www": Pool()}
        self.user = user or getpass.getuser()
        self._ini = list(ini)
        self._settings = list(settings)
        self._extension = paths.extension() if extension == "built" else extension
        self._system_ini = system_ini
        self._launcher = list(launcher)
        self._process = None

    @property
    def pid(self):
        """The master's."""
        return self._process.pid

    @property
    def workers(self):
        return children(self._process.pid)

    def socket(self, pool="www"):
        return self.folder / f"{pool}.sock"

    def log(self):
        return self._process.text() if self._process else (self.folder / "fpm.out").read_text("utf-8", "replace")

    def start(self):
        conf = self.folder / "fpm.conf"
        conf.write_text("\n".join(self._lines()) + "\n", "utf-8")
        scan = self.folder / "conf.d"
        scan.mkdir(exist_ok=True)
        (scan / "50-test.ini").write_text("\n".join(self._ini_lines()) + "\n", "utf-8")
        arguments = [*self._launcher, paths.php_fpm(), "-F", "-O", "-y", conf]
        if not self._system_ini:
            empty = self.folder / "php.ini"
            empty.write_text("", "utf-8")
            arguments += ["-c", empty]
        if os.geteuid() == 0:
            arguments.append("-R")
        env = {**os.environ, "PHP_INI_SCAN_DIR": f":{scan}" if self._system_ini else str(scan)}
        self._process = Process(arguments, self.folder / "fpm.out", env=env)
        for pool in self.pools:
            wait_until(lambda: self._process.need() and self._pong(pool), 20, f"answer of php-fpm's pool {pool}")
        return self

    def request(self, script, uri="/", pool="www", **options):
        """One request; a fastcgi.Response."""
        return fastcgi.request(self.socket(pool), script, uri, **options)

    def reload(self):
        """SIGUSR2, as `systemctl reload` does; returns when new workers answer."""
        old = set(self.workers)
        self._process.send(signal.SIGUSR2)
        wait_until(lambda: self.workers and not old & set(self.workers), 20, "new workers after a reload")
        for pool in self.pools:
            wait_until(lambda: self._pong(pool), 20, f"answer of pool {pool} after a reload")

    def stop(self, graceful=True, timeout=GRACE_S):
        """Ends it: SIGQUIT lets requests finish, SIGTERM does not."""
        if self._process:
            self._process.stop(signal.SIGQUIT if graceful else signal.SIGTERM, timeout)
            self._process = None

    def kill(self):
        """SIGKILL for the master and every worker: nobody gets to say anything."""
        for pid in [self.pid, *self.workers]:
            os.kill(pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _pong(self, pool):
        return self.request("/ping", "/ping", pool, params={"SCRIPT_NAME": "/ping"}, timeout=5).body == b"pong"

    def _ini_lines(self):
        # the spool of this machine, if it has one, is not the tests'
        loads = [f"extension={self._extension}", "errnotice.spool="] if self._extension else []
        return loads + self._ini

    def _lines(self):
        lines = ["[global]", f"pid = {self.folder / 'fpm.pid'}", f"error_log = {self.folder / 'fpm.log'}",
                 "daemonize = no", *self._settings]
        for name, pool in self.pools.items():
            lines += [f"[{name}]", f"listen = {self.socket(name)}", "listen.mode = 0666", "pm = static",
                      f"pm.max_children = {pool.workers}", "ping.path = /ping", "catch_workers_output = yes",
                      "clear_env = no"]
            if os.geteuid() == 0:
                lines.append(f"user = {self.user}")
            lines += pool.settings
        return lines

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop(graceful=False)
