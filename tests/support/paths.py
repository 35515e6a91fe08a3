"""paths -- where the built artefacts and the system's servers are.

    ERRNOTICE_SO        the extension, else modules/errnotice.so
    ERRNOTICE_CONSUMER  the consumer, else consumer/build/errnotice-consumer
    ERRNOTICE_PHP       the version of a packaged PHP, as in 8.2, or the path of a php-config; else the newest packaged
"""
import functools
import glob
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Missing(Exception):
    """Something that a test needs is not there; the text says how to get it."""


def extension():
    return _built("ERRNOTICE_SO", "modules/errnotice.so")


def consumer():
    return _built("ERRNOTICE_CONSUMER", "consumer/build/errnotice-consumer")


@functools.cache
def php_config():
    """The php-config of the PHP under test."""
    wanted = os.environ.get("ERRNOTICE_PHP", "")
    if "/" in wanted:
        return pathlib.Path(program(wanted, "php-dev")).absolute()
    if wanted:
        return pathlib.Path(program(f"php-config{wanted}", f"php{wanted}-dev"))
    found = glob.glob("/usr/bin/php-config[0-9].[0-9]*")
    if not found:
        raise Missing("no php-config: install the package php-dev")
    return pathlib.Path(max(found, key=lambda path: [int(part) for part in path.split("php-config")[1].split(".")]))


def is_packaged():
    """Whether the PHP under test is one of the distribution's."""
    return php_config().parent == pathlib.Path("/usr/bin")


@functools.cache
def php_says(option):
    """What php-config tells, as of `--extension-dir`."""
    return subprocess.run([php_config(), option], capture_output=True, text=True, check=True).stdout.strip()


def php_version():
    """As in the names of Debian's packages: 8.2."""
    return ".".join(php_says("--version").split(".")[:2])


def php_program(kind):
    """Another program of the same PHP; `kind` as in php, php-cgi, phpize, php-fpm."""
    config = php_config()
    folder = config.parent.parent / "sbin" if kind == "php-fpm" else config.parent
    return program(str(folder / (kind + config.name.removeprefix("php-config"))), kind)


def php_fpm():
    return php_program("php-fpm")


def php_cli():
    return php_program("php")


def opcache():
    """The line of php.ini that loads opcache; none since 8.5, where it is built in."""
    module = pathlib.Path(php_says("--extension-dir"), "opcache.so")
    return [f"zend_extension={module}"] if module.exists() else []


def program(name, package):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not path:
        raise Missing(f"no {name}: install the package {package}")
    return path


def _built(variable, default):
    path = pathlib.Path(os.environ.get(variable) or ROOT / default)
    if not path.is_file():
        raise Missing(f"{path} is not there: run tools/build")
    return path.resolve()
