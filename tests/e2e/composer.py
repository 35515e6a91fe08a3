"""composer -- a real framework application, its vendor folder brought by Composer.

The application's files are copied to .build/apps/NAME-phpVERSION, where its vendor
folder stays for the next run.  A machine that reaches no registry skips the test,
and says so with Composer's own words; any other failure of Composer fails it.

Not every registry has every package.  ERRNOTICE_CHECKOUTS names a folder of git
checkouts, as in vendor/name, that Composer takes before it looks elsewhere.
"""
import fcntl
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from support import paths

APPS = pathlib.Path(__file__).parent / "apps"
UNREACHABLE = re.compile(r"could not resolve|could not be downloaded|curl error|failed to open stream|timed out"
                         r"|connection refused|network is unreachable", re.I)
UNKNOWN = re.compile(r"requires? ([^\s,]+).* could not be found in any version")


def install(app, name=None, version="", more=None):
    """The folder of `app` with its packages.

    `version` takes the place of VERSION in its composer.json; `more`: further requirements.
    """
    program = shutil.which("composer")
    if not program:
        pytest.skip("no composer: install the package composer")
    room = paths.ROOT / ".build" / "apps" / f"{name or app}-php{paths.php_version()}"
    room.mkdir(parents=True, exist_ok=True)
    with open(room.with_suffix(".lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = _wanted(app, version, more or {})
        shutil.rmtree(room / "var", ignore_errors=True)
        shutil.copytree(APPS / app, room, dirs_exist_ok=True, ignore=shutil.ignore_patterns("composer.json"))
        have = room / "composer.json"
        if not (have.is_file() and have.read_text("utf-8") == wanted and (room / "vendor/autoload.php").is_file()):
            _update(program, room, wanted)
    return room


def _wanted(app, version, more):
    wanted = json.loads((APPS / app / "composer.json").read_text("utf-8").replace("VERSION", version))
    wanted["require"].update(more)
    checkouts = list(_checkouts())
    if checkouts:
        wanted["repositories"] = checkouts
    return json.dumps(wanted, indent=4)


def _checkouts():
    folder = os.environ.get("ERRNOTICE_CHECKOUTS")
    for path in sorted(pathlib.Path(folder).glob("*/*/composer.json")) if folder else ():
        version = subprocess.run(["git", "-C", path.parent, "describe", "--tags", "--abbrev=0"], capture_output=True,
                                 text=True, check=True).stdout.strip()
        name = json.loads(path.read_text("utf-8"))["name"]
        yield {"type": "path", "url": str(path.parent), "options": {"symlink": False, "versions": {name: version}}}


def _update(program, room, wanted):
    shutil.rmtree(room / "vendor", ignore_errors=True)
    (room / "composer.json").write_text(wanted, "utf-8")
    done = subprocess.run([paths.php_cli(), program, "update", "--no-interaction", "--no-progress", "--no-dev"],
                          cwd=room, capture_output=True, text=True, timeout=300, check=False,
                          env={**os.environ, "COMPOSER_ALLOW_SUPERUSER": "1"})
    if done.returncode == 0:
        return
    (room / "composer.json").unlink()
    output = done.stdout + done.stderr
    said = UNREACHABLE.search(output)
    if said:
        line = next(line.strip() for line in output.splitlines() if UNREACHABLE.search(line))
        pytest.skip(f"Composer reaches no registry: {line}")
    if UNKNOWN.search(output):
        pytest.skip(f"Composer's registry has no {UNKNOWN.search(output)[1]}, nor has ERRNOTICE_CHECKOUTS")
    raise RuntimeError(f"composer update failed in {room}:\n{output[-3000:]}")
