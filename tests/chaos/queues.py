"""queues -- where the events go, as people run it: one Redis over a network, or by its name, sentinels, a cluster.

Each has what the estate needs: `url` for PHP and relay, `launcher` of what reaches it
there, `server` for those beside it (a Redis, to `start`, `stop` and ask by `client`,
its `unix_url` for consumers), `faults` by lane, and `loses`: may it lose what it took?
"""
import contextlib
import threading
import time

from support import refusals
from support.cluster import Cluster
from support.nameserver import NameServer
from support.redis import Redis
from support.sentinel import Watched
from support.stream import KEY
from support.wait import wait_until
from faults import of_daemon, of_network, of_redis
from network import Network
import network

SYNCED = "appendfsync always"  # what it took is there after a kill
PASSWORD = "redisPLANTED"
BEHIND_S = 1.0                 # of writes that the replica never sees
HANG_UP_S = 0.3
NODE_TIMEOUT = "cluster-node-timeout 1000"


class Line:
    """One Redis, on a host of its own where this machine allows that."""
    loses = False

    def __init__(self, folder, end):
        self._network = end.enter_context(Network()) if network.possible() else None
        options = {"host": Network.BACK, "launcher": self._network.back} if self._network else {}
        self.server = Redis(folder, password=PASSWORD, settings=[SYNCED], **options)
        self.launcher = self._network.there if self._network else []
        self.url = self.server.url

    def faults(self):
        found = {"redis": {**of_daemon(self.server), **of_redis(self.server)}}
        return {**found, "network": of_network(self._network)} if self._network else found


class Named:
    """One Redis, whose address a name server knows."""
    loses = False

    def __init__(self, folder, end):
        self._names = end.enter_context(NameServer(folder))
        self._names.speaks.set()
        self.server = Redis(folder, password=PASSWORD, settings=[SYNCED])
        self.launcher = self._names.launcher
        self.url = self.server.url.replace(self.server.host, "redis.errnotice.test")

    def faults(self):
        return {"redis": {**of_daemon(self.server), **of_redis(self.server), "has no name": self._nameless}}

    @contextlib.contextmanager
    def _nameless(self):
        """Connections are lost again and again meanwhile, so that many have to ask."""
        over = threading.Event()

        def hang_up():
            while not over.wait(HANG_UP_S):
                refusals.disconnected(self.server.client())

        beside = threading.Thread(target=hang_up)
        self._names.speaks.clear()
        refusals.disconnected(self.server.client())
        beside.start()
        yield
        over.set()
        beside.join()
        self._names.speaks.set()


class Sentinels(Watched):
    """A master and its replica.  What the replica did not get is lost when it takes over."""
    loses, launcher = True, []

    def __init__(self, folder, _end):
        super().__init__(folder)
        for server in (self.master, self.replica):
            server.settings.append(SYNCED)
        self.server = self

    @property
    def unix_url(self):
        return self.url

    def client(self, **options):
        return self.master.client(**options)

    def faults(self):
        return {"redis": {"fails over": self._fails_over, "changes places": self._changes_places,
                          "fails over to one that was behind": self._was_behind}}

    @contextlib.contextmanager
    def _fails_over(self):
        self.fail_over()
        yield
        self._follow()

    @contextlib.contextmanager
    def _was_behind(self):
        self.cut()
        time.sleep(BEHIND_S)
        self.master.kill()
        self.replica.resume()
        self.fail_over(kill=False)
        yield
        self._follow()

    @contextlib.contextmanager
    def _changes_places(self):
        self.change_places()
        yield
        self._linked()

    def _follow(self):
        """Who was killed comes back, as a replica."""
        for server in (self.master, self.replica):
            server.settings = [line for line in server.settings if not line.startswith("replicaof ")]
        self.replica.settings.append(f"replicaof 127.0.0.1 {self.master.port}")
        self.replica.start()
        self._linked()

    def _linked(self):
        wait_until(lambda: self.replica.client().info("replication")["master_link_status"] == "up", 30, "replica")


class Nodes(Cluster):
    """Three nodes and a replica of each.  What a replica did not get is lost when it takes over."""
    loses, launcher = True, []

    def __init__(self, folder, _end):
        super().__init__(folder, replicas=True, settings=[SYNCED, NODE_TIMEOUT])
        self.server = self

    @property
    def unix_url(self):
        return self.url

    def client(self, **options):
        return self.owner(KEY).client(**options)

    def faults(self):
        return {"redis": {"fails over": self._fails_over, "changes places": self._changes_places,
                          "moves the slot": self._slot_moves}}

    @contextlib.contextmanager
    def _fails_over(self):
        gone = self.fail_over(KEY)
        yield
        gone.start()
        self.wait_replica(gone)

    @contextlib.contextmanager
    def _changes_places(self):
        self.change_places(KEY)
        yield

    @contextlib.contextmanager
    def _slot_moves(self):
        self.begin_move(KEY, self.others(KEY)[0])
        yield
        self.move_key(KEY)
        self.end_move(KEY)


KINDS = {"line": Line, "named": Named, "sentinel": Sentinels, "cluster": Nodes}
