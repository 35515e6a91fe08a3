"""relay -- the real `errnotice-consumer relay` over a spool of its own.

    relay = Relay(tmp_path, redis.url, spool)
    relay.once()
"""
import os
import pathlib
import subprocess

from support import paths
from support.process import Process


class Relay:
    def __init__(self, folder, redis_url, spool, program=None, user=None, **keys):
        """`user`: id of user and group that it runs as, if not this one's; `keys`: further ones of [spool]."""
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
        self._arguments = [program or paths.consumer(), "--config", conf, "relay"]
        self._process = None

    @property
    def files(self):
        """What is in the spool, by name."""
        return sorted(path.name for path in self.spool.iterdir())

    def once(self):
        """Its exit status; what it says goes to the log."""
        with open(self.folder / "relay.log", "ab") as log:
            return subprocess.run([*self._arguments, "--once"], stdout=log, stderr=log, timeout=60, check=False).returncode

    def start(self):
        self._process = Process(self._arguments, self.folder / "relay.log", **self._user)
        return self

    def stop(self):
        """SIGTERM; the exit status must be 0."""
        if self._process:
            process, self._process = self._process, None
            process.stop_well()

    def kill(self):
        self._process.kill()
        self._process = None

    def log(self):
        return (self.folder / "relay.log").read_text("utf-8", "replace")
