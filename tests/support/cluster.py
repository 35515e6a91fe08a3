"""cluster -- three nodes of a real Redis Cluster, and a key's slot that moves between them.  Where asked, each has a replica.

    with Cluster(tmp_path) as cluster:
        cluster.url                          cluster://… of all three
        cluster.begin_move(key, node)        the slot is on its way, the key still where it was
        cluster.move_key(key); cluster.end_move(key)
        cluster.fail_over(key)               kill -9 of the slot's node; returns when its replica has taken its place
"""
import pathlib

from support.process import free_port
from support.redis import Redis
from support.wait import wait_until

SLOTS = 16384
MASTERS = 3


class Cluster:
    def __init__(self, folder, tls=None, replicas=False, settings=()):
        """`tls`: certificates; then clients, and the nodes among themselves, speak TLS."""
        self._buses = [free_port() for _ in range(2 * MASTERS if replicas else MASTERS)]
        self.nodes = [Redis(pathlib.Path(folder) / f"node{i}", settings=[
            "cluster-enabled yes", "cluster-node-timeout 5000", f"cluster-port {bus}", *settings])
            for i, bus in enumerate(self._buses)]
        self._moves = {}
        self._tls = tls
        self._ports = {node: free_port() if tls else node.port for node in self.nodes}
        for node, port in self._ports.items():
            node.settings += ["tls-cluster yes", *tls.redis_settings(port)] if tls else []

    @property
    def url(self):
        return ("cluster://" + ",".join(f"127.0.0.1:{port}" for port in self._ports.values())
                + (f"?tls=yes&{self._tls.options}" if self._tls else ""))

    def start(self):
        for node in self.nodes:
            node.start()
        for i, node in enumerate(self.nodes[:MASTERS]):
            node.client().execute_command("CLUSTER ADDSLOTSRANGE", i * SLOTS // MASTERS, (i + 1) * SLOTS // MASTERS - 1)
            node.client().execute_command("CLUSTER SET-CONFIG-EPOCH", i + 1)
        for other, bus in zip(self.nodes[1:], self._buses[1:]):
            self.nodes[0].client().execute_command("CLUSTER MEET", "127.0.0.1", self._ports[other], bus)
        wait_until(lambda: all("cluster_state:ok" in self._info(node) for node in self.nodes), 30, "cluster")
        for replica, master in zip(self.nodes[MASTERS:], self.nodes):
            wait_until(lambda: replica.client().execute_command("CLUSTER REPLICATE", self._id(master)), 10, "known master")
        for replica in self.nodes[MASTERS:]:
            self.wait_replica(replica)
        return self

    @staticmethod
    def wait_replica(node):
        """Until it has all that its master has."""
        wait_until(lambda: node.client().role()[3] == "connected", 30, "replica")

    def stop(self):
        for node in self.nodes:
            node.stop()

    def owner(self, key):
        """The node that the key's slot belongs to."""
        return next(node for node in self.nodes if node.running and self._owns(node, key))

    def others(self, key):
        """The nodes that have other slots."""
        owner = self.owner(key)
        return [node for node in self._masters() if node is not owner]

    def fail_over(self, key):
        """Returns the node that was killed; started again it is a replica of its replica."""
        gone = self.owner(key)
        gone.kill()
        wait_until(lambda: self.owner(key), 60, "failover")
        return gone

    def change_places(self, key):
        """A planned failover: both stay up, and no write is lost."""
        owner = self.owner(key)
        replica = next(node for node in self.nodes if node.running and node.client().role()[2:3] == [owner.port])
        replica.client().execute_command("CLUSTER FAILOVER")
        wait_until(lambda: self.owner(key) is replica and owner.client().role()[0] == "slave", 30, "change of places")
        self.wait_replica(owner)

    def begin_move(self, key, target):
        source, slot = self.owner(key), self._slot(key)
        target.client().execute_command("CLUSTER SETSLOT", slot, "IMPORTING", self._id(source))
        source.client().execute_command("CLUSTER SETSLOT", slot, "MIGRATING", self._id(target))
        self._moves[key] = (source, target)

    def move_key(self, key):
        source, target = self._moves[key]
        source.client().execute_command("MIGRATE", "127.0.0.1", self._ports[target], key, 0, 10000)

    def end_move(self, key):
        _, target = self._moves.pop(key)
        for node in [target, *(its for its in self._masters() if its is not target)]:
            node.client().execute_command("CLUSTER SETSLOT", self._slot(key), "NODE", self._id(target))

    def move(self, key, target):
        self.begin_move(key, target)
        self.move_key(key)
        self.end_move(key)

    def _masters(self):
        return [node for node in self.nodes if node.running and node.client().role()[0] == "master"]

    def _slot(self, key):
        return next(node for node in self.nodes if node.running).client().execute_command("CLUSTER", "KEYSLOT", key)

    def _owns(self, node, key):
        for slots in node.client().execute_command("CLUSTER", "SLOTS"):
            start, end, (_, port, *_rest) = slots[:3]
            if start <= self._slot(key) <= end:
                return port == node.port
        return False

    @staticmethod
    def _info(node):
        return str(node.client().execute_command("CLUSTER", "INFO"))

    @staticmethod
    def _id(node):
        return node.client().execute_command("CLUSTER", "MYID")

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()
