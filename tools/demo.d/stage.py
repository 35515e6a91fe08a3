"""stage -- everything that the story needs, running in one temporary folder.

    Redis ← php-fpm (with errnotice) ← nginx          the shop
    Redis → consumer → the stand-in for DingTalk       or a real robot
"""
import contextlib
import getpass
import os
import pathlib
import shutil
import subprocess

import story
from nginx import Nginx
from support import paths
from support.consumer import Consumer
from support.dingtalk import Server
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.robot import Robot
from support.wait import wait_until

TOKEN, SECRET, KEYWORD = "shop", "SECdemo", "报警"
MOBILE = "13800000000"
REPEAT_S = 5
SHOP = pathlib.Path(__file__).with_name("shop")


class Refused(Exception):
    """The robot that was named takes no message; the text says why."""


class Stage:
    """Use with `with`: what was started is ended, last first, however it goes."""

    def __init__(self, folder, vendor, webhook="", secret="", keyword=""):
        self.folder = pathlib.Path(folder)
        self.vendor = pathlib.Path(vendor)
        self.shop = self.folder / "shop"
        self.extension = self.folder / "errnotice.so"
        self.robot = {"webhook": webhook, "secret": secret, "keyword": keyword}
        self.dingtalk = None  # the stand-in, unless a real robot is used
        self.user = "www-data" if os.geteuid() == 0 else getpass.getuser()
        self._open = contextlib.ExitStack()

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(self, *error):
        return self._open.__exit__(*error)

    def _start(self):
        self.folder.chmod(0o755)
        shutil.copytree(SHOP, self.shop)
        shutil.copytree(self.vendor, self.shop / "vendor")
        _open_to_read(self.shop)
        shutil.copyfile(paths.extension(), self.extension)  # the checkout may be closed to php-fpm's user
        if not self.robot["webhook"]:
            self.dingtalk = self._open.enter_context(Server([Robot(TOKEN, SECRET, [KEYWORD])]))
            self.robot = {"webhook": self.dingtalk.webhook(TOKEN), "secret": SECRET, "keyword": KEYWORD}
        self.redis = self._open.enter_context(Redis(self.folder))
        scratch = self.folder / "tmp"  # where PHP puts large requests
        scratch.mkdir()
        scratch.chmod(0o1777)
        self.fpm = Fpm(self.folder, self.ini(), {"www": Pool(2, [f"env[TMPDIR] = {scratch}"])},
                       extension=self.extension, system_ini=True, user=self.user)
        self._open.enter_context(self.fpm)
        self.nginx = Nginx(self.folder, self.shop / "public", self.fpm.socket(), self.user).start()
        self._open.callback(self.nginx.stop)
        self.consumer = Consumer(self.folder, self.redis.unix_url, {"shop": _given(self.robot)}, self._routes(),
                                 self._sections())
        if not self.dingtalk:
            self._ask_robot()
        self._open.enter_context(self.consumer)

    def _ask_robot(self):
        """A wrong address or secret is said before anything happens in the shop."""
        self.consumer.write_conf()
        done = subprocess.run([paths.consumer(), "--config", self.consumer.conf, "test-notice", "shop"],
                              capture_output=True, text=True, timeout=60, check=False)
        if done.returncode:
            raise Refused((done.stdout + done.stderr).strip())

    def ini(self):
        """The lines of php.ini, all that changes for the application."""
        return [
            f'errnotice.codes = "{story.CODES}"',
            f'errnotice.ignore_codes = "{story.IGNORED}"',
            'errnotice.app = "shop"',
            'errnotice.environment = "demo"',
            f'errnotice.redis = "{self.redis.unix_url}"',
        ]

    def _routes(self):
        return {
            "orders": {"codes": "10000-10999", "robot": "shop", "mention": MOBILE, "mention_names": "小李",
                       "repeat": f"{REPEAT_S}s"},
            "rest": {"robot": "shop"},
        }

    def _sections(self):
        codes = self.folder / "codes.conf"
        codes.write_text("".join(f"[{code}]\ntitle = {title}\nseverity = {severity}\n\n"
                                 for code, (title, severity) in story.DICTIONARY.items()), "utf-8")
        return {"codes": {"file": codes}}

    def work(self, jobs):
        """Runs the queue worker over the jobs' lines; its exit status."""
        arguments = [paths.php_cli(), self.shop / "bin" / "worker.php"]
        env = {**os.environ, "PHP_INI_SCAN_DIR": f":{self.fpm.folder / 'conf.d'}"}
        if os.geteuid() == 0:
            arguments = ["setpriv", f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups", *arguments]
        done = subprocess.run(arguments, input=jobs, capture_output=True, text=True, env=env, timeout=60, check=False)
        return done.returncode

    def wait_told(self, count, timeout=60):
        """Until the messages that DingTalk accepted tell `count` errors."""
        return self.consumer.wait("told_total", count, timeout)

    def drained(self):
        """Until nothing is left on the stream."""
        client = self.redis.client()
        wait_until(lambda: client.xlen("errnotice:events") == 0, 20, "empty stream")


def _open_to_read(folder):
    """A strict umask of the checkout or of Composer does not keep php-fpm's user out."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))


def _given(keys):
    return {key: value for key, value in keys.items() if value}
