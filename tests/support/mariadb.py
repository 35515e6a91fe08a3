"""mariadb -- a private MariaDB on a unix socket, with one empty database.

    with MariaDb(tmp_path) as server:
        connect(server.socket, database=server.database)

It knows no users: whoever reaches the socket may do everything.
"""
import getpass
import pathlib

from support import paths
from support.process import Process
from support.wait import wait_until


class MariaDb:
    database = "test"

    def __init__(self, folder):
        self.folder = pathlib.Path(folder) / "mariadb"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket = self.folder / "mariadb.sock"
        self._process = None

    def start(self):
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        first = self.folder / "first.sql"
        first.write_text(f"CREATE DATABASE IF NOT EXISTS {self.database};\n", "utf-8")
        self._process = Process(
            [paths.program("mariadbd", "mariadb-server-core"), "--no-defaults", f"--user={getpass.getuser()}",
             f"--datadir={data}", f"--socket={self.socket}", "--skip-networking", "--skip-grant-tables",
             f"--init-file={first}", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M"],
            self.folder / "mariadb.log")
        wait_until(lambda: self._process.need() and self.socket.exists(), 60, "socket of mariadbd")
        return self

    def stop(self):
        if self._process:
            self._process.stop(timeout=60)
            self._process = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()
