"""tree -- what every lint shares: the project's files, and how a finding is told.

A lint is an executable in this folder.  It prints `file:line: what is wrong` for
each finding and exits 1; 0 without one; 77, after a line that says why, when it
cannot look here.
"""
import fnmatch
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIP = 77
# names that phpize, the consumer's build and the tests make; only for a tree without git
MADE = {".git", ".build", "autom4te.cache", "build", "include", "modules", "vendor", "__pycache__", ".pytest_cache"}

_found = []


def files(*patterns):
    """The project's files, as paths relative to its root, that match one of the patterns (`*` spans folders)."""
    return [name for name in _all() if any(fnmatch.fnmatch(name, pattern) for pattern in patterns or ("*",))]


def read(name):
    return (ROOT / name).read_text("utf-8")


def lines(name):
    """(number, text) of each line, from 1."""
    return enumerate(read(name).splitlines(), 1)


def say(name, line, text):
    _found.append(f"{name}:{line}: {text}")


def skip(why):
    print(why)
    sys.exit(SKIP)


def finish():
    for finding in _found:
        print(finding)
    sys.exit(1 if _found else 0)


def _all():
    git = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False)
    if git.returncode == 0:
        names = git.stdout.decode().split("\0")
        return sorted(name for name in set(names) if name and (ROOT / name).is_file())
    return sorted(_walk())


def _walk():
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE]
        for name in names:
            yield str(pathlib.Path(folder, name).relative_to(ROOT))
