"""sentinel -- a master, its replica, and a real sentinel that watches over them.

    with Watched(tmp_path) as watched:
        watched.url            sentinel://dead,alive/shop: the first of the list is not there
        watched.fail_over()    kill -9 of the master; returns when the replica has taken its place
"""
import contextlib
import pathlib
import urllib.parse

from support import paths
from support.process import Process, free_port
from support.redis import Redis
from support.wait import wait_until

NAME = "shop"


class Watched:
    def __init__(self, folder, password="", tls=None):
        """`password` of the sentinel alone; `tls`: certificates of all three, which then take TLS alone."""
        self.folder = pathlib.Path(folder)
        self.port, self.nobody = free_port(), free_port()
        self.password = password
        self.master = Redis(self.folder / "one")
        self.replica = Redis(self.folder / "two", settings=[f"replicaof 127.0.0.1 {self.master.port}"])
        self._tls = tls
        self._sentinel = None
        for server in (self.master, self.replica):
            server.settings += self._settings(server.port)

    @property
    def url(self):
        url = f"sentinel://127.0.0.1:{self.nobody},127.0.0.1:{self.port}/{NAME}"
        if self._tls:
            return f"{url}?tls=yes&{self._tls.options}"
        return f"{url}?sentinel_password={urllib.parse.quote(self.password)}" if self.password else url

    def _settings(self, port):
        return ["port 0", "tls-replication yes", *self._tls.redis_settings(port)] if self._tls else []

    def start(self):
        self.master.start()
        self.replica.start()
        wait_until(lambda: self.replica.client().info("replication")["master_link_status"] == "up", 20, "replica")
        conf = self.folder / "sentinel.conf"
        lines = [f"port {self.port}", "bind 127.0.0.1", f"dir {self.folder}", *self._settings(self.port)]
        lines += [f"requirepass {self.password}"] * bool(self.password)
        conf.write_text("\n".join(lines) + "\n"
                        f"sentinel monitor {NAME} 127.0.0.1 {self.master.port} 1\n"
                        f"sentinel down-after-milliseconds {NAME} 500\nsentinel failover-timeout {NAME} 3000\n", "utf-8")
        self._sentinel = Process([paths.program("redis-server", "redis-server"), conf, "--sentinel"],
                                 self.folder / "sentinel.log")
        wait_until(lambda: self._ask("master")["num-slaves"] == 1, 20, "sentinel that knows the replica")
        return self

    def replicated(self):
        """What the master took so far is in the replica, too: a failover loses none of it."""
        assert self.master.client().wait(1, 10000) == 1

    def cut(self):
        """What the master takes from here on never reaches the replica, not even its kernel."""
        self.replica.pause()
        self.master.client().execute_command("CLIENT", "KILL", "TYPE", "replica")

    def fail_over(self, kill=True):
        """The replica is the master from here on, and `master` names it; `kill=False`: the old one is gone already."""
        if kill:
            self.master.kill()
        self.master, self.replica = self.replica, self.master
        wait_until(lambda: self.master.client().role()[0] == "master"
                   and self._ask("master")["port"] == self.master.port, 60, "failover")

    def change_places(self):
        """A planned failover: both stay up, and who was the master takes no more writes."""
        with self.two_masters():
            pass

    @contextlib.contextmanager
    def two_masters(self):
        """The first seconds of a planned failover: sentinels name one, the other still takes what comes.  Gives old and new."""
        wait_until(lambda: self._agrees("SENTINEL", "FAILOVER", NAME), 30, "sentinel that sees the replica in order")
        wait_until(lambda: self._ask("master")["port"] == self.replica.port, 30, "new name")
        yield self.master, self.replica
        self.master, self.replica = self.replica, self.master
        wait_until(lambda: self.master.client().role()[0] == "master" and self.replica.client().role()[0] == "slave"
                   and self._ask("master")["port"] == self.master.port, 60, "change of places")

    def stop(self):
        for part in (self._sentinel, self.master, self.replica):
            if part:
                part.stop()

    def _client(self):
        import redis  # the Debian package

        tls = {"ssl": True, "ssl_ca_certs": str(self._tls.ca), "ssl_certfile": str(self._tls.client),
               "ssl_keyfile": str(self._tls.client_key)} if self._tls else {}
        return redis.Redis(host="127.0.0.1", port=self.port, password=self.password or None, decode_responses=True, **tls)

    def _agrees(self, *command):
        import redis

        try:
            with self._client() as client:
                return client.execute_command(*command)
        except redis.exceptions.ResponseError:
            return False

    def _ask(self, about):
        import redis

        try:
            with self._client() as client:
                return getattr(client, f"sentinel_{about}")(NAME)
        except redis.exceptions.ConnectionError:
            self._sentinel.need()
            return {"num-slaves": 0, "port": 0}

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()
