"""wordpress -- a site: its core from Debian, WP-CLI from Composer, a MariaDB of its own."""
import contextlib
import os
import subprocess

from support import paths
from support.mariadb import MariaDb
from e2e import composer, debian
from e2e.application import Application

WP_CLI = "vendor/wp-cli/wp-cli/php/boot-fs.php"


class Site(Application):
    def command(self, *words):
        """`wp shop words`."""
        return self.run("--path=core", "--allow-root", "shop", *words)


@contextlib.contextmanager
def installed(house, scratch, name="wordpress", more=None):
    """A Site with empty tables; `more`: further packages."""
    folder = composer.install("wordpress", name, more=more)
    debian.unpack("wordpress", "usr/share/wordpress", folder / "core")
    (folder / "core/wp-config.php").unlink(missing_ok=True)  # Debian's, for the sites of a whole machine
    with MariaDb(scratch) as database:
        variables = {"SITE_SOCKET": str(database.socket)}
        done = subprocess.run([paths.php_cli(), folder / "install.php"], capture_output=True, text=True, timeout=60,
                              check=False, env={**os.environ, **variables})
        assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
        yield Site(house, name, folder, "core/index.php", WP_CLI, variables)
