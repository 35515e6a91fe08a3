"""certificates -- an authority of the test's own, a server's certificate and a client's.

    its = Certificates(tmp_path)
    Redis(tmp_path, settings=its.redis_settings(port))
    f"rediss://localhost:{port}?{its.options}"
"""
import pathlib
import subprocess

from support import paths


class Certificates:
    def __init__(self, folder, name="localhost"):
        """The server's certificate is for `name` alone, which may be an address: for no other one."""
        self.folder = pathlib.Path(folder) / "certificates"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.ca = self.folder / "ca.pem"
        self.client, self.client_key = self.folder / "client.pem", self.folder / "client.key"
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test authority",
                      "-addext", "keyUsage=critical,keyCertSign", "-keyout", self.folder / "ca.key", "-out", self.ca)
        self._make("server", f"subjectAltName={'IP' if name[0].isdigit() else 'DNS'}:{name}")
        self._make("client")

    @property
    def options(self):
        """For the URL of who shows a certificate."""
        return f"ca={self.ca}&cert={self.client}&key={self.client_key}"

    def redis_settings(self, port):
        """redis-server takes TLS on `port`, and nobody without a certificate of this authority."""
        return [f"tls-port {port}", f"tls-cert-file {self.folder / 'server.pem'}",
                f"tls-key-file {self.folder / 'server.key'}", f"tls-ca-cert-file {self.ca}", "tls-auth-clients yes"]

    def _make(self, who, *more):
        request, extensions = self.folder / f"{who}.csr", self.folder / f"{who}.ext"
        # what Python asks for from 3.13 on
        extensions.write_text("\n".join(["basicConstraints=CA:FALSE", "authorityKeyIdentifier=keyid", *more, ""]), "utf-8")
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={who}",
                      "-keyout", self.folder / f"{who}.key", "-out", request)
        self._openssl("x509", "-req", "-days", "2", "-in", request, "-extfile", extensions, "-CA", self.ca,
                      "-CAkey", self.folder / "ca.key", "-CAcreateserial", "-out", self.folder / f"{who}.pem")
        (self.folder / f"{who}.key").chmod(0o644)  # pool users of the tests read it

    @staticmethod
    def _openssl(*arguments):
        subprocess.run([paths.program("openssl", "openssl"), *map(str, arguments)], check=True, capture_output=True)
