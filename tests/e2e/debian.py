"""debian -- a part of a Debian package, unpacked but not installed.

The package comes from the archive that this host's apt uses and stays in .build/packages
for the next run.  A machine that reaches no archive skips the test, and says so with
apt's own words; any other failure fails it.
"""
import os
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
    archive = _archive(package)
    done = into / ".debian"
    if done.is_file() and done.read_text("utf-8") == archive.name:
        return
    shutil.rmtree(into, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        _run(["dpkg-deb", "-x", archive, folder])
        shutil.move(pathlib.Path(folder) / part, into)
    done.write_text(archive.name, "utf-8")


def first_of(*packages):
    """The first of these that the archive has: names differ between Debian and Ubuntu."""
    for package in packages:
        if _candidate(package):
            return package
    return packages[-1]


def _archive(package):
    """The newest version that apt knows of; its lists may be old, or missing."""
    kept = paths.ROOT / ".build" / "packages"
    kept.mkdir(parents=True, exist_ok=True)
    try:
        return _download(package, kept)
    except RuntimeError:
        if os.geteuid() != 0:
            raise
        _run(["apt-get", "update", "-q"])
        return _download(package, kept)


def _candidate(package):
    """Its version, or None."""
    said = re.search(r"Candidate: ([^(\s]\S*)", _run(["apt-cache", "policy", package]))
    return said[1] if said else None


def _download(package, kept):
    version = _candidate(package)
    if not version:
        raise RuntimeError(f"apt knows no {package}: apt-get update fetches its lists")
    name = f"{package}_{version.replace(':', '%3a')}_*.deb"
    if not list(kept.glob(name)):
        _run(["apt-get", "download", "-q", f"{package}={version}"], cwd=kept)
    return next(kept.glob(name))


def _run(command, **options):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300, check=False, **options)
    if done.returncode == 0:
        return done.stdout
    said = [line.strip() for line in done.stderr.splitlines() if UNREACHABLE.search(line)]
    if said:
        pytest.skip(f"apt reaches no archive: {said[0]}")
    raise RuntimeError(f"{' '.join(map(str, command))}: status {done.returncode}:\n{done.stderr[-2000:]}")
