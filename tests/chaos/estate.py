"""estate -- all of it: php-fpm with a spool and a relay on one host, a queue on others, consumers, a store, the group.

Where this machine allows, the hosts of php-fpm and of a single Redis are network
namespaces, and the spool and a store of SQLite lie on small disks of their own.  What
a queue lost is known of what php-fpm sent, not of what a relay did: beside a queue that
loses there is no spool.
"""
import contextlib
import json
import pathlib
import subprocess
import sys

from support import disk
from support.disk import SmallDisk
from support.fpm import Fpm, Pool
from support.mariadb import MariaDb
from support.relay import Relay
from e2e.room import Room
import queues

HERE = pathlib.Path(__file__).resolve().parent
CONSUMERS = {"sqlite": 1, "mariadb": 3}
WORKERS = 8
TIMEOUT_S = 0.05               # errnotice.timeout
SPOOL_SIZE, STORE_SIZE = "4m", "256m"
STREAM_LIMIT = 2000
SLOTS = 64                     # less than a second's errors: of some only the number is kept


class Estate:
    """Use with `with`: what was started is ended, last first, however it goes."""

    def __init__(self, folder, store, queue="line", spool_size=SPOOL_SIZE):
        """`queue`: a kind of queues.py."""
        self.folder = pathlib.Path(folder)
        self.book = self.folder / "book"  # PHP writes what it throws: load.py
        self._store, self._kind, self._spool_size = store, queue, spool_size
        self._open = contextlib.ExitStack()
        self._loads = 0
        self.crashed = set()   # workers that a fault had crash
        self.relay = self.spool_disk = self.store_disk = self.server = None

    def __enter__(self):
        with contextlib.ExitStack() as opening:
            self._open = opening
            self._build()
            self._open = opening.pop_all()
        return self

    def __exit__(self, *_error):
        self._open.close()

    def _build(self):
        self.queue = queues.KINDS[self._kind](self.folder, self._open)
        self.room = Room(self.folder, redis=self.queue.server)
        self.redis, self.dingtalk = self.room.redis, self.room.dingtalk
        self._stores()
        self.book.touch()
        if not self.queue.loses:
            self.relay = Relay(self.folder, self.queue.url, self._spool(), launcher=self.queue.launcher,
                               stream_limit=STREAM_LIMIT)
        self.fpm = Fpm(self.folder, pools={"www": Pool(WORKERS, ["pm.max_requests = 1000"])},
                       launcher=self.queue.launcher, ini=self._ini(),
                       settings=["process_control_timeout = 10s", "emergency_restart_threshold = 0"])
        for part in (self.redis, *self.consumers, *([self.relay] if self.relay else []), self.fpm):
            self._open.callback(part.stop)
            part.start()

    def _ini(self):
        return [f'errnotice.redis="{self.queue.url}"', 'errnotice.codes="10000-39999"', "errnotice.app=chaos",
                f'errnotice.spool="{self.relay.spool if self.relay else ""}"',
                f"errnotice.heartbeat={'1s' if self.queue.loses else '60s'}",
                f"errnotice.timeout={int(TIMEOUT_S * 1000)}", f"errnotice.stream_limit={STREAM_LIMIT}",
                f"errnotice.slots={SLOTS}", "display_errors=0", "log_errors=0"]

    def _stores(self):
        """The store, and the consumers of it, not yet started."""
        sections = {"queue": {"claim_after": "1s"}, "route told": {"repeat": "2s"}}
        if self._store == "mariadb":
            self.server = MariaDb(self.folder, database="dbstatis")
            self._open.callback(self.server.stop)
            self.server.start().restart()
            sections["store"] = {"url": self.server.url}
        elif disk.possible():
            self.store_disk = self._open.enter_context(SmallDisk(self.folder / "store", STORE_SIZE))
            sections["store"] = {"url": f"sqlite:{self.store_disk.folder}/errnotice.db"}
        self._open.enter_context(self.dingtalk)
        self.consumers = [self.room.another(f"consumer-{n}", sections) for n in range(CONSUMERS[self._store])]
        if self.store_disk:
            self.consumers[0].database = self.store_disk.folder / "errnotice.db"

    def _spool(self):
        home = self.folder / "spool"
        if disk.possible():
            self.spool_disk = self._open.enter_context(SmallDisk(home, self._spool_size))
        folder = home / "errnotice"
        folder.mkdir(mode=0o770, parents=True)
        return folder

    @contextlib.contextmanager
    def load(self, rate, hold_us=0):
        """Errors at a steady rate while a block runs; gives the file of their answers, whole after the block."""
        self._loads += 1
        answers = self.folder / f"answers-{self._loads}"
        with subprocess.Popen([sys.executable, HERE / "load.py", self.fpm.socket(), self.book, answers, str(rate),
                               str(hold_us)], stdin=subprocess.PIPE) as sender:
            try:
                yield answers
            finally:
                sender.stdin.close()
                if sender.wait(60):
                    raise RuntimeError(f"load.py ended with status {sender.returncode}")

    def status(self):
        """errnotice_status() of a worker; a request that throws nothing hands over what waits, too."""
        return json.loads(self.fpm.request(HERE / "status.php").body)

    def waiting(self):
        """What is still on its way, by place; empty when nothing is."""
        places = {"slots": self.status()["slots"]["used"], "spool": len(self.relay.files) if self.relay else 0,
                  "stream": self.room.left}
        return {name: count for name, count in places.items() if count}
