"""mariadb -- a private MariaDB on a unix socket, with one empty database.

    with MariaDb(tmp_path) as server:
        connect(server.socket, database=server.database)

MariaDB knows no users: whoever reaches the socket may do everything.  With `users` it
does, as MySQL always does, and `root` without a password may do everything.

    ERRNOTICE_MYSQLD    the path of MySQL's server, which then takes MariaDB's place
"""
import getpass
import os
import pathlib
import subprocess

from support import paths
from support.daemon import Daemon
from support.process import Process
from support.wait import wait_until

MYSQLD = os.environ.get("ERRNOTICE_MYSQLD")
READY = f"{'mysqld' if MYSQLD else 'mariadbd'}: ready for connections"


class MariaDb(Daemon):
    def __init__(self, folder, database="test", users=False, options=()):
        self.folder = pathlib.Path(folder) / "db"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket = self.folder / "db.sock"  # short: a socket's path has at most 107 bytes
        self.data = self.folder / "data"
        self.database = database
        self._users = users
        self._options = options
        self._starts = 0  # in its log

    @property
    def url(self):
        return self.url_of("root")

    @property
    def pid(self):
        return self._process.pid

    def url_of(self, login, database=None):
        return f"mysql://{login}@/{database or self.database}?socket={self.socket}"

    def start(self):
        self.data.mkdir(exist_ok=True)
        common = ["--no-defaults", f"--user={getpass.getuser()}", f"--datadir={self.data}"]
        if (MYSQLD or self._users) and not (self.data / "mysql").exists():
            install = [MYSQLD, *common, "--initialize-insecure"] if MYSQLD else [
                "mariadb-install-db", *common, "--skip-test-db", "--auth-root-authentication-method=normal"]
            subprocess.run(install, check=True, capture_output=True)
        first = self.folder / "first.sql"
        first.write_text(f"CREATE DATABASE IF NOT EXISTS {self.database};\n", "utf-8")
        self.socket.unlink(missing_ok=True)
        self._process = Process(
            [MYSQLD or paths.program("mariadbd", "mariadb-server-core"), *common, f"--socket={self.socket}",
             *(["--mysqlx=OFF", "--secure-file-priv=NULL"] if MYSQLD else []), "--skip-networking",
             *([] if self._users or MYSQLD else ["--skip-grant-tables"]),
             f"--init-file={first}", "--innodb-flush-log-at-trx-commit=2", "--innodb-buffer-pool-size=32M",
             "--innodb-log-file-size=8M", *self._options],
            self.folder / "mariadb.log")
        self._starts += 1
        wait_until(lambda: self._process.need() and self._process.text().count(READY) == self._starts, 60, READY)
        return self

    def stop(self):
        if self._process:
            self._process.stop(timeout=60)
            self._process = None

    def restart(self):
        """One that was never shut down since its files were made does not live through a SIGKILL."""
        self.stop()
        return self.start()

    def query(self, sql, database=None):
        """Rows, as dictionaries."""
        return query(self.socket, database or self.database, sql)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()


def query(socket, database, sql, values=()):
    import pymysql  # only where a store is a server
    link = pymysql.connect(unix_socket=str(socket), user="root", database=database, autocommit=True,
                           cursorclass=pymysql.cursors.DictCursor)
    with link, link.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
