"""paths -- where the built artefacts and the system's servers are.

    ERRNOTICE_SO        the extension, else modules/errnotice.so
    ERRNOTICE_CONSUMER  the consumer, else consumer/build/errnotice-consumer
    ERRNOTICE_PHP       the PHP version, as in 8.2, else the newest installed
"""
import glob
import os
import pathlib
import re
import shutil

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Missing(Exception):
    """Something that a test needs is not there; the text says how to get it."""


def extension():
    return _built("ERRNOTICE_SO", "modules/errnotice.so")


def consumer():
    return _built("ERRNOTICE_CONSUMER", "consumer/build/errnotice-consumer")


def php_version():
    """The version as in the names of Debian's packages: 8.2."""
    wanted = os.environ.get("ERRNOTICE_PHP")
    if wanted:
        return wanted
    found = [re.sub(r".*php-fpm", "", path) for path in glob.glob("/usr/sbin/php-fpm[0-9].[0-9]*")]
    if not found:
        raise Missing("no php-fpm: install the package php-fpm")
    return max(found, key=lambda version: [int(part) for part in version.split(".")])


def php_fpm():
    return program(f"php-fpm{php_version()}", "php-fpm")


def php_cli():
    return program(f"php{php_version()}", "php-cli")


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
