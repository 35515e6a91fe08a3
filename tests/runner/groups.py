"""groups -- what tools/test runs: each group's tasks, in the order in which they should start."""
import shutil
import stat
import subprocess
import tempfile

import checked
import phpt
import place
from checked import NO_LEAKS, UBSAN
from result import FAILED, PASSED, SKIPPED, Result, failed, from_cmocka, from_junit
from task import Task, call

# name: what it is, in the order in which they are listed
GROUPS = {
    "lint": "formatting, include arrows, documents against tables, package list; this runner's own tests",
    "build": "from the shipped files, in the tree, and both halves run",
    "common": "common/ alone, without PHP (cmocka)",
    "handover": "the way out of the process alone, without PHP (cmocka)",
    "phpt": "the extension: without opcache, with it, tracing JIT, function JIT",
    "consumer": "the consumer's parts (cmocka)",
    "vectors": "entries that the extension writes are those that the consumer reads",
    "oracle": "the judge of capture by PHP's own tests (tools/oracle) sees what is wrong, and only that",
    "fuzz-capture": "a sample of random programs that say themselves what escaped them (tools/fuzz-capture)",
    "e2e": "real PHP, Redis and consumer; a stand-in for DingTalk (pytest)",
    "chaos": "what can die, dies while errors are counted; a short form of tools/chaos (pytest)",
    "frameworks": "real applications of more frameworks and of more of their majors; only by hand",
    "threads": "the extension in many threads of one process; only by hand, with a PHP that has them",
    "sanitize": "phpt and every cmocka test with AddressSanitizer and UndefinedBehaviorSanitizer",
    "valgrind": "phpt under memcheck",
    "callgrind": "what a request costs that throws nothing, in instructions",
}
BY_HAND = ("frameworks", "threads")
DEFAULT = tuple(name for name in GROUPS if name not in BY_HAND)
QUICK = ("lint", "common", "handover", "phpt", "consumer", "vectors", "oracle", "e2e")
QUICK_PASSES = ("plain", "tracing")
QUICK_E2E = ("tests/support", "tests/e2e/test_main_path.py")
OF_THE_BUILT = {"consumer-conf", "exports", "ini"}  # these lints ask the built halves
EXTENSION, CONSUMER = "extension", "consumer program"


def tasks(groups, quick):
    """The tasks of these groups and what they need, the long ones first."""
    found = [*_builds(groups)]
    make = {"valgrind": _valgrind, "sanitize": _sanitize, "phpt": lambda: _phpt(quick), "lint": _lint,
            "build": _from_the_shipped_files, "common": _common, "handover": _handover, "consumer": _consumer,
            "vectors": _vectors, "oracle": _oracle, "fuzz-capture": _fuzz_capture, "callgrind": _callgrind,
            "e2e": lambda: _e2e(quick), "chaos": _chaos, "frameworks": _frameworks, "threads": _threads}
    for group, maker in make.items():
        if group in groups:
            found += maker()
    return found


# -- building --------------------------------------------------------------------------------------------------


def _builds(groups):
    """Only what these groups need."""
    wanted = set(groups)
    if wanted & {"lint", "phpt", "vectors", "oracle", "fuzz-capture", "e2e", "chaos", "frameworks", "threads",
                 "valgrind", "callgrind"}:
        yield _build(EXTENSION, "extension", place.PLAIN)
    if wanted & {"lint", "consumer", "vectors", "e2e", "chaos", "frameworks"}:
        yield _build(CONSUMER, "consumer", place.PLAIN)
    if "sanitize" in wanted:
        yield _build("sanitized extension", "extension", place.SANITIZED, "--sanitize")
        yield _build("sanitized consumer", "consumer", place.SANITIZED, "--sanitize")


def _build(name, half, room, *options):
    def run():
        command = [place.ROOT / "tools/build", "--dev", *options, "--into", room, half]
        call(command, place.LOGS / f"build-{name.replace(' ', '-')}.log", 600, place.environment(ASAN_OPTIONS=NO_LEAKS))
        return []

    return Task(name, "build", run, builds=True)


def _from_the_shipped_files():
    def run():
        """As `pecl install` does: the files that package.xml lists, phpize, configure, make, in the tree."""
        folder = place.fresh(place.BUILD / "shipped")
        listing = subprocess.run([place.ROOT / "tools/package-xml", "--list"], capture_output=True, text=True,
                                 check=True).stdout
        for name in listing.splitlines():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(place.ROOT / name, folder / name)
        script = (f"{place.php('phpize')} && ./configure --with-php-config={place.php_config()} && make && "
                  "make -C consumer && consumer/build/errnotice-consumer --version && "
                  f"{place.php('php')} -n -d extension=$PWD/modules/errnotice.so --ri errnotice")
        call(["sh", "-ec", script], place.LOGS / "build-shipped.log", 600, place.environment(), folder)
        return [Result("the shipped files build, in the tree, and load", PASSED)]

    return [Task("build from the shipped files", "build", run)]


# -- the quick ones --------------------------------------------------------------------------------------------


def _lint():
    here = [path for path in sorted((place.ROOT / "tests/lint").iterdir())
            if path.is_file() and path.stat().st_mode & stat.S_IXUSR]
    of_the_built = [path for path in here if path.name in OF_THE_BUILT]
    static = [path for path in here if path not in of_the_built]
    return [Task("lint", "lint", lambda: [_one_lint(path) for path in static]),
            _pytest("runner", "lint", "tests/runner"),
            Task("lint of the built", "lint", lambda: [_one_lint(path) for path in of_the_built],
                 after=(EXTENSION, CONSUMER))]


def _one_lint(path):
    status, output = call([path], place.LOGS / f"lint-{path.name}.log", 120, place.environment(), place.ROOT,
                          ok=(0, 1, 77))
    outcome = {0: PASSED, 1: FAILED, 77: SKIPPED}[status]
    return Result(f"lint {path.name}", outcome, output.strip())


def _cmocka(name, folder, room, group, *options, after=(), env=None):
    """`make -C folder` builds and runs the programs of a folder; each prints XML."""
    def run():
        log = place.LOGS / f"{name.replace(' ', '-')}.log"
        command = ["make", "-k", "-C", place.ROOT / folder, f"BUILD={room}", "DEV=1", *options]
        status, output = call(command, log, 900, place.environment(CMOCKA_MESSAGE_OUTPUT="xml", **(env or {})), ok=None)
        results = from_cmocka(output)
        if status and not any(result.outcome == FAILED for result in results):
            results.append(failed(name, f"make: status {status}; log: {log}\n{output[-4000:]}"))
        return results

    return Task(name, group, run, after=after)


def _common():
    return [_cmocka("common", "tests/common", place.BUILD / "common", "common")]


def _handover():
    return [_cmocka("handover", "tests/handover", place.BUILD / "handover", "handover")]


def _consumer():
    return [_cmocka("consumer", "tests/consumer", place.PLAIN / "consumer", "consumer", after=(CONSUMER,))]


def _phpt(quick):
    chosen = QUICK_PASSES if quick else phpt.PASSES
    return [Task(f"phpt {name}", "phpt", lambda name=name: phpt.run(name, phpt.PASSES[name]),
                 after=(EXTENSION,))
            for name in chosen]


def _vectors():
    return [_pytest("vectors", "vectors", "tests/vectors", after=(EXTENSION, CONSUMER))]


def _oracle():
    return [_pytest("oracle", "oracle", "tests/oracle", after=(EXTENSION,))]


def _fuzz_capture():
    return [_pytest("fuzz-capture", "fuzz-capture", "tests/fuzz_capture", after=(EXTENSION,))]


def _e2e(quick):
    chosen = QUICK_E2E if quick else ("tests/support", "tests/e2e")
    # each of these tests waits for servers nearly all the time, and shares them with those of its file alone;
    # a socket's path has at most 107 bytes
    return [_pytest("e2e", "e2e", *chosen, "-n", "2", "--dist", "loadfile", f"--basetemp={tempfile.gettempdir()}/e2e",
                    after=(EXTENSION, CONSUMER), alone=True)]


def _chaos():
    return [_pytest("chaos", "chaos", "tests/chaos", after=(EXTENSION, CONSUMER), alone=True)]


def _frameworks():
    return [_pytest("frameworks", "frameworks", "tests/frameworks", after=(EXTENSION, CONSUMER), alone=True)]


def _threads():
    return [_pytest("threads", "threads", "tests/threads", after=(EXTENSION,))]


def _pytest(name, group, *arguments, after=(), alone=False):
    def run():
        report = place.BUILD / "xml" / f"{name}.xml"
        report.parent.mkdir(parents=True, exist_ok=True)
        report.unlink(missing_ok=True)
        command = ["/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c",
                   place.ROOT / "tests/pytest.ini", f"--junitxml={report}",
                   *(place.ROOT / word if word.startswith("tests/") else word for word in arguments)]
        log = place.LOGS / f"{name}.log"
        status, output = call(command, log, 1200, place.environment(), place.ROOT / "tests", ok=None)
        results = from_junit(report)
        if status and not any(result.outcome == "failed" for result in results):
            results.append(failed(name, f"pytest: status {status}; log: {log}\n{output[-4000:]}"))
        return results

    return Task(name, group, run, after=after, alone=alone)


# -- the slow ones ---------------------------------------------------------------------------------------------


def _sanitize():
    strict = {"ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1", "UBSAN_OPTIONS": UBSAN}
    tasks_ = [Task("sanitize phpt", "sanitize", checked.sanitized, after=("sanitized extension",))]
    for name in ("common", "handover"):
        tasks_.append(_cmocka(f"sanitize {name}", f"tests/{name}", place.BUILD / f"{name}-sanitized", "sanitize",
                              "SANITIZE=1", env=strict))
    tasks_.append(_cmocka("sanitize consumer", "tests/consumer", place.SANITIZED / "consumer", "sanitize",
                          "SANITIZE=1", after=("sanitized consumer",), env=strict))
    return tasks_


def _valgrind():
    # the longest of all: a half for each of two cores
    return [Task(f"valgrind {part + 1} of 2", "valgrind", lambda part=part: checked.memchecked(part, 2),
                 after=(EXTENSION,)) for part in range(2)]


def _callgrind():
    return [_pytest("callgrind", "callgrind", "tests/cost", after=(EXTENSION,))]
