"""relay -- the real `errnotice-consumer relay` over a spool of its own.

    relay = Relay(tmp_path, redis.url, spool)
    relay.once()
"""
import os
import pathlib
import subprocess

from support import paths
from support.daemon import Daemon
from support.process import GRACE_S, Process
from support.wait import wait_until


class Relay(Daemon):
    def __init__(self, folder, redis_url, spool, program=None, user=None, launcher=(), **keys):
        """
        `user`: id of user and group that it runs as, if not this one's; `launcher`: starts it, by exec;
        `keys`: further ones of [spool].
        """
        self.folder = pathlib.Path(folder) / "relay"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.spool = pathlib.Path(spool)
        conf = self.folder / "relay.conf"
        lines = "\n".join(f"{key} = {value}" for key, value in {"path": spool, **keys}.items())
        conf.write_text(f"[queue]\nredis = {redis_url}\n[spool]\n{lines}\n", "utf-8")
        self._user = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        if user is not None:
            for path in (self.folder, conf):
                os.chown(path, user, user)
        self._starts = 0       # in its log
        self._arguments = [*launcher, program or paths.consumer(), "--config", conf, "relay"]

    @property
    def files(self):
        """What is in the spool, by name."""
        return sorted(path.name for path in self.spool.iterdir())

    def once(self):
        """Its exit status; what it says goes to the log."""
        with open(self.folder / "relay.log", "ab") as log:
            return subprocess.run([*self._arguments, "--once"], stdout=log, stderr=log, timeout=60, check=False).returncode

    def start(self):
        """Returns when it has begun, and so takes signals."""
        self._process = Process(self._arguments, self.folder / "relay.log", **self._user)
        self._starts += 1
        wait_until(lambda: self._process.need() and self.log().count(" relays ") == self._starts, 10, "relay")
        return self

    def stop(self, timeout=GRACE_S):
        """SIGTERM; the exit status must be 0."""
        if self._process:
            process, self._process = self._process, None
            process.stop_well(timeout)

    def log(self):
        return (self.folder / "relay.log").read_text("utf-8", "replace")
