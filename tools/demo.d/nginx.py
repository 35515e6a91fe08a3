"""nginx -- a private web server in front of php-fpm, on a loopback port."""
import os
import pathlib

from support import paths
from support.process import Process, free_port
from support.wait import wait_until

CONF = """
daemon off;
worker_processes 1;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 128; }}
http {{
    access_log off;
    server_tokens off;
    client_max_body_size 8m;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        location / {{
            fastcgi_pass unix:{socket};
            fastcgi_param SCRIPT_FILENAME $document_root/index.php;
            fastcgi_param SCRIPT_NAME /index.php;
            fastcgi_param REQUEST_METHOD $request_method;
            fastcgi_param REQUEST_URI $request_uri;
            fastcgi_param QUERY_STRING $query_string;
            fastcgi_param CONTENT_TYPE $content_type;
            fastcgi_param CONTENT_LENGTH $content_length;
            fastcgi_param SERVER_PROTOCOL $server_protocol;
            fastcgi_param REMOTE_ADDR $remote_addr;
            fastcgi_param SERVER_ADDR $server_addr;
            fastcgi_param SERVER_PORT $server_port;
            fastcgi_param SERVER_NAME localhost;
            fastcgi_param HTTP_X_REQUEST_ID $request_id;
        }}
    }}
}}
"""


class Nginx:
    def __init__(self, folder, root, socket, user):
        """Everything under `root`'s index.php, through php-fpm's `socket`."""
        self.folder = pathlib.Path(folder) / "nginx"
        self.folder.mkdir()
        self.port = free_port()
        self._fields = {"folder": self.folder, "port": self.port, "root": root, "socket": socket,
                        "user": f"user {user};" if os.geteuid() == 0 else ""}
        self._process = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        conf = self.folder / "nginx.conf"
        conf.write_text(CONF.format(**self._fields), "utf-8")
        self._process = Process([paths.program("nginx", "nginx"), "-p", self.folder, "-c", conf,
                                 "-e", self.folder / "error.log"], self.folder / "nginx.out")
        wait_until(lambda: self._process.need() and (self.folder / "nginx.pid").read_text().strip(), 10, "nginx")
        return self

    def stop(self):
        if self._process:
            self._process.stop()
            self._process = None
