"""place -- where things are: the tree, what is built below .build/test/, the environment of every test."""
import os
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from support.paths import php_config, php_program as php, php_says  # noqa: E402
BUILD = ROOT / ".build/test"
LOGS = BUILD / "log"
PLAIN, SANITIZED = BUILD / "plain", BUILD / "sanitized"


def so(room):
    return room / "errnotice.so"


def consumer(room):
    return room / "consumer/errnotice-consumer"


def php_described():
    """For people: 8.2.36, or 8.2.32 with threads."""
    kind = extension_dir().name.split("-")  # of a PHP built from its source: no-debug-zts-20220829
    return php_says("--version") + (" with threads" if "zts" in kind else "") + (
        " and debug" if kind[0] == "debug" else "")


def extension_dir():
    return pathlib.Path(php_says("--extension-dir"))


def run_tests_php():
    """run-tests.php as phpize would copy it: Debian keeps it beside the modules, PHP itself below its prefix."""
    of_debian, of_php = extension_dir(), pathlib.Path(php_says("--prefix"), "lib/php")
    return next(folder / "build/run-tests.php" for folder in (of_debian, of_php) if (folder / "build").is_dir())


def environment(**more):
    """Of every test: the artefacts under test, and nothing of the caller's own PHP, Redis or locale."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TEST_PHP", "PHP_", "LC_"))}
    env.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", ERRNOTICE_PHP=str(php_config()), ERRNOTICE_SO=str(so(PLAIN)),
               ERRNOTICE_CONSUMER=str(consumer(PLAIN)))
    env.update({name: str(value) for name, value in more.items()})
    return env


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
