"""suite -- the tests of a source tree of PHP, a sample of them, and those that must not run at the same time."""
import contextlib
import json
import random
import subprocess
import threading

import place
from case import Case, Unreadable

REDIRECTION = """$d = array_slice($argv, 1);
echo json_encode(eval(str_replace('__DIR__', var_export($d[0], true), stream_get_contents(STDIN))));"""


def cases(tree, only=()):
    """(cases, {name: why it cannot be read}); `only`: folders or files below the tree."""
    found, unreadable = [], {}
    files = set(only)
    folders = tuple(f"{wanted.rstrip('/')}/" for wanted in only)
    for path in sorted(tree.rglob("*.phpt")):
        name = str(path.relative_to(tree))
        if only and name not in files and not name.startswith(folders):
            continue
        try:
            case = Case(path, name)
            found += _redirected(tree, case) if case.has("REDIRECTTEST") else [case]
        except (Unreadable, OSError) as error:
            unreadable[name] = str(error)
    return found, unreadable


def _redirected(tree, case):
    """The tests of another folder, once more for this one: PDO's for each driver."""
    answer = subprocess.run([place.php("php"), "-n", "-r", REDIRECTION, "--", tree], input=case.bytes("REDIRECTTEST"),
                            capture_output=True, check=False).stdout
    try:
        other = json.loads(answer)
        folder = tree / other["TESTS"]
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("leads nowhere") from error
    env = {**(other.get("ENV") or {}), "REDIR_TEST_DIR": f"{folder}/"}
    return [Case(path, f"{case.name}:{path.name}", env, case.extensions, case.path.parent)
            for path in sorted(folder.glob("*.phpt"))]


def sample(found, count, seed):
    return sorted(random.Random(seed).sample(found, min(count, len(found))), key=lambda case: case.name)


class Turns:
    """Tests that share something take turns; one that conflicts with all runs alone."""

    def __init__(self):
        self._changed = threading.Condition()
        self._taken = set()
        self._running = 0

    @contextlib.contextmanager
    def of(self, case):
        wanted = case.conflicts
        with self._changed:
            self._changed.wait_for(lambda: self._is_free(wanted))
            self._taken |= wanted
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._taken -= wanted
                self._running -= 1
                self._changed.notify_all()

    def _is_free(self, wanted):
        if "all" in wanted:
            return self._running == 0
        return "all" not in self._taken and not wanted & self._taken
