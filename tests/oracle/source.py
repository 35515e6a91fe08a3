"""source -- the tests of the packaged PHP, from its source package."""
import glob
import pathlib
import platform
import re
import subprocess

from support.paths import php_version

TARGETS = "deb-src [signed-by={keyring}] $(REPO_URI) $(RELEASE) $(COMPONENT)"


class Unreachable(Exception):
    """The source package is not to be had; the text says why."""


def fetch(folder):
    """Unpacks what the oracle needs below this folder; the path of the tree."""
    folder = pathlib.Path(folder).resolve()
    (folder / "apt/lists/partial").mkdir(parents=True, exist_ok=True)
    (folder / "apt/sources.list").write_text(_sources(), "utf-8")
    options = ["-o", f"Dir::Etc::SourceList={folder}/apt/sources.list", "-o", "Dir::Etc::SourceParts=/dev/null",
               "-o", f"Dir::State::Lists={folder}/apt/lists", "-o", f"Dir::Cache={folder}/apt",
               "-o", "APT::Sandbox::User=root"]
    _call(["apt-get", "-qq", *options, "update"], folder)
    archive = _archive(options, folder)
    _call(["tar", "-xf", archive, "--wildcards", "*/tests", "*/run-tests.php"], folder)
    return max(path.parent for path in folder.glob("*/run-tests.php"))


def _archive(options, folder):
    """Of the version that is installed, or of another: an archive forgets those of its updates."""
    name = f"php{php_version()}"
    installed = _call(["dpkg-query", "-W", "-f", "${source:Version}", f"{name}-cli"], folder)
    known = re.findall(r"^Version: (\S+)", _call(["apt-cache", *options, "showsrc", "--only-source", name], folder), re.M)
    reason = "no version is known"
    for version in sorted(known, key=lambda version: version != installed):
        try:
            _call(["apt-get", "-qq", *options, "source", "--only-source", "--tar-only", f"{name}={version}"], folder)
            return max(folder.glob(f"{name}_*.orig.tar.?z*"), key=lambda path: path.stat().st_mtime)
        except Unreachable as error:
            reason = error
    raise Unreachable(f"source package {name}: {reason}")


def _sources():
    """The archive that this host's apt knows, with its source packages."""
    system = platform.freedesktop_os_release()["NAME"].split()[0]  # as in Debian GNU/Linux
    keyring = min(glob.glob(f"/usr/share/keyrings/{system.lower()}-archive-keyring.?p?"))
    return _call(["apt-get", "indextargets", "--format", TARGETS.format(keyring=keyring), "Created-By: Packages",
                  f"Origin: {system}"])


def _call(words, folder=None):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unreachable(f"{' '.join(map(str, words[:1]))}: {done.stderr.strip()[-500:]}")
    return done.stdout
