"""redis -- a private redis-server on a unix socket and a loopback port.

    with Redis(tmp_path) as server:
        server.client().xlen("errnotice:events")

Its folder and its two addresses stay the same over stop and start, its data only
with `appendonly` or after a graceful stop with `save`.
"""
import pathlib

from support import paths
from support.daemon import Daemon
from support.process import Process, free_port
from support.wait import wait_until


class Redis(Daemon):
    def __init__(self, folder, appendonly=True, password="", settings=(), host="127.0.0.1", launcher=(),
                 server="redis-server"):
        """`settings`: further lines of redis.conf; `host`: its numeric address; `launcher`: starts it, by exec;
        `server`: the program, where there are several."""
        self.folder = pathlib.Path(folder) / "redis"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket = self.folder / "redis.sock"
        self.host, self.port = host, free_port()
        self.password = password
        self._appendonly = appendonly
        self.settings = list(settings)  # read at each start
        self._launcher = list(launcher)
        self._server = server

    @property
    def url(self):
        return f"redis://{self._login}{self.host}:{self.port}/0"

    @property
    def unix_url(self):
        return f"unix://{self._login}{self.socket}"

    @property
    def _login(self):
        return f":{self.password}@" if self.password else ""

    def start(self):
        conf = self.folder / "redis.conf"
        conf.write_text("\n".join(self._lines()) + "\n", "utf-8")
        self._process = Process([*self._launcher, paths.program(self._server, self._server), conf],
                                self.folder / "redis.log")
        client = self.client()
        wait_until(lambda: self._process.need() and client.ping(), 60, "answer of redis-server")
        return self

    def stop(self):
        """Ends it gracefully; what is appendonly is there again after start()."""
        if self._process:
            self._process.stop()
            self._process = None

    def restart(self):
        self.stop()
        return self.start()

    def client(self, **options):
        """A connection of python3-redis."""
        import redis  # the Debian package; this file is support.redis

        return redis.Redis(unix_socket_path=str(self.socket), password=self.password or None, decode_responses=True,
                           **options)

    def _lines(self):
        lines = [
            f"bind {self.host}", f"port {self.port}", f"unixsocket {self.socket}", "unixsocketperm 777",
            f"dir {self.folder}", "daemonize no", 'save ""', "loglevel notice", "databases 4",
            f"appendonly {'yes' if self._appendonly else 'no'}", "appendfsync everysec",
        ]
        if self.password:
            lines.append(f"requirepass {self.password}")
        return lines + self.settings

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()
