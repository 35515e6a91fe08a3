"""place -- where things are: the tree, what is built below .build/test/, the environment of every test."""
import functools
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/test"
LOGS = BUILD / "log"
PLAIN, SANITIZED = BUILD / "plain", BUILD / "sanitized"


def so(room):
    return room / "errnotice.so"


def consumer(room):
    return room / "consumer/errnotice-consumer"


@functools.cache
def php_version():
    """As in the names of Debian's packages: 8.2.  The newest, unless ERRNOTICE_PHP says which."""
    found = [path.name.removeprefix("php-config") for path in pathlib.Path("/usr/bin").glob("php-config[0-9].[0-9]*")]
    return os.environ.get("ERRNOTICE_PHP") or max(found, key=lambda text: [int(part) for part in text.split(".")])


def php(kind="php"):
    """A PHP binary of that version: php, php-cgi, php-config, phpize."""
    return shutil.which(kind + php_version())


@functools.cache
def config(what):
    return subprocess.run([php("php-config"), what], capture_output=True, text=True, check=True).stdout.strip()


def extension_dir():
    return pathlib.Path(config("--extension-dir"))


def run_tests_php():
    """run-tests.php as phpize would copy it."""
    return pathlib.Path("/usr/lib/php", config("--phpapi"), "build/run-tests.php")


def environment(**more):
    """Of every test: the artefacts under test, and nothing of the caller's own PHP, Redis or locale."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TEST_PHP", "PHP_", "LC_"))}
    env.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", ERRNOTICE_PHP=php_version(), ERRNOTICE_SO=str(so(PLAIN)),
               ERRNOTICE_CONSUMER=str(consumer(PLAIN)))
    env.update({name: str(value) for name, value in more.items()})
    return env


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
