"""apache -- a private Apache with mod_php and our extension, on a port of its own.

    with Apache(ini=["errnotice.codes=500"], scripts=[script]) as apache:
        status, body = apache.get("/order.php")

Its folder is one that its children may read, whoever they are: scripts are copied there.
"""
import http.client
import os
import pathlib
import shutil
import tempfile

from support import paths
from support.process import Process, free_port
from support.wait import wait_until

MODULES = pathlib.Path("/usr/lib/apache2/modules")


def module():
    """Apache's module of the PHP under test, or None: not every build has one."""
    path = MODULES / f"libphp{paths.php_version()}.so"
    return path if path.exists() and paths.php_config().parent == pathlib.Path("/usr/bin") else None


class Apache:
    def __init__(self, ini=(), scripts=(), extension="built"):
        self.port = free_port()
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="errnotice-apache-"))
        self._folder.chmod(0o755)
        self._ini = list(ini)
        self._scripts = scripts
        self._extension = paths.extension() if extension == "built" else extension
        self._process = None

    def start(self):
        root = self._folder / "htdocs"
        root.mkdir()
        for script in self._scripts:
            shutil.copy(script, root)
        (root / "ping").write_text("pong", "utf-8")
        # with this PHP_INI_SCAN_DIR no other ini file is read
        loads = [f"extension={self._extension}"] if self._extension else []
        (self._folder / "php.ini").write_text("\n".join([*loads, *self._ini]) + "\n", "utf-8")
        conf = self._folder / "httpd.conf"
        conf.write_text("\n".join(self._lines(root)) + "\n", "utf-8")
        self._process = Process([paths.program("apache2", "apache2-bin"), "-DFOREGROUND", "-f", conf],
                                self._folder / "out", env={**os.environ, "PHP_INI_SCAN_DIR": ""})
        wait_until(lambda: self._process.need() and self._pong(), 20, "answer of Apache")
        return self

    def get(self, path):
        """Status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def stop(self):
        if self._process:
            self._process.stop()
            self._process = None
        shutil.rmtree(self._folder)

    def _pong(self):
        try:
            return self.get("/ping") == (200, b"pong")
        except ConnectionRefusedError:
            return False

    def _lines(self, root):
        modules = {"mpm_prefork_module": "mod_mpm_prefork", "authz_core_module": "mod_authz_core"}
        lines = [f"LoadModule {name} {MODULES}/{file}.so" for name, file in modules.items()]
        if os.geteuid() == 0:
            lines += ["User nobody", "Group nogroup"]
        return [*lines, f"LoadModule php_module {module()}", f"PHPIniDir {self._folder}", f"ServerRoot {self._folder}",
                f"Listen 127.0.0.1:{self.port}", "ServerName localhost", f"PidFile {self._folder}/pid",
                f"Mutex file:{self._folder}", f"ErrorLog {self._folder}/error.log", f"DocumentRoot {root}",
                "StartServers 1", "MaxRequestWorkers 2", "<FilesMatch \\.php$>",
                "  SetHandler application/x-httpd-php", "</FilesMatch>"]

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()
