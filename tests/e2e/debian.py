"""debian -- a part of a Debian package, unpacked but not installed.

The package comes from the archive that this host's apt uses and stays in .build/packages
for the next run.  A machine that reaches no archive skips the test, and says so with
apt's own words; any other failure fails it.
"""
import pathlib
import re
import shutil
import subprocess
import tempfile

import pytest

from support import paths

UNREACHABLE = re.compile(r"could not resolve|unable to connect|could not connect|temporary failure|timed out", re.I)


def unpack(package, part, into):
    """The files of `package` below `part`, a path without its first slash, as the folder `into`."""
    version = _candidate(package)
    done = into / ".debian"
    if done.is_file() and done.read_text("utf-8") == version:
        return
    shutil.rmtree(into, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=_kept()) as folder:
        _run(["dpkg-deb", "-x", _download(package, version), folder])
        shutil.move(pathlib.Path(folder) / part, into)
    done.write_text(version, "utf-8")


def first_of(*packages):
    """The first of these that the archive has: names differ between Debian and Ubuntu."""
    for package in packages:
        if re.search(r"Candidate: [^(]", _run(["apt-cache", "policy", package])):
            return package
    return packages[-1]


def _kept():
    kept = paths.ROOT / ".build" / "packages"
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def _candidate(package):
    said = re.search(r"Candidate: (\S+)", _run(["apt-cache", "policy", package]))
    if not said or said[1] == "(none)":
        pytest.skip(f"apt knows no {package}: its lists are missing, apt-get update fetches them")
    return said[1]


def _download(package, version):
    name = f"{package}_{version.replace(':', '%3a')}_*.deb"
    if not list(_kept().glob(name)):
        _run(["apt-get", "download", "-q", f"{package}={version}"], cwd=_kept())
    return next(_kept().glob(name))


def _run(command, **options):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300, check=False, **options)
    if done.returncode == 0:
        return done.stdout
    said = UNREACHABLE.search(done.stderr)
    if said:
        line = next(line.strip() for line in done.stderr.splitlines() if UNREACHABLE.search(line))
        pytest.skip(f"apt reaches no archive: {line}")
    raise RuntimeError(f"{' '.join(map(str, command))}: status {done.returncode}:\n{done.stderr[-2000:]}")
