"""worker -- a place where tests run, one at a time: alone, beside errnotice, and beside errnotice and the witness.

On every side a test finds the same paths and the same environment: which side it is lies in a file that the wrappers of
php and php-cgi read.  So do the children that a test starts.
"""
import contextlib
import dataclasses
import os
import pathlib
import shlex
import signal
import subprocess

import place
from case import INI

ALONE, BESIDE, WITNESSED = "alone", "beside", "witnessed"
TIMEOUT_S, SLOWED = 60, 10  # SLOWED: so much longer where somebody looks at its memory
SKIPS = ("SKIP_SLOW_TESTS", "SKIP_ONLINE_TESTS", "SKIP_PERF_SENSITIVE")
OF_A_REQUEST = ("REDIRECT_STATUS", "QUERY_STRING", "PATH_TRANSLATED", "SCRIPT_FILENAME", "REQUEST_METHOD",
                "CONTENT_TYPE", "CONTENT_LENGTH")


@dataclasses.dataclass
class Run:
    output: bytes
    status: int | None  # as of subprocess; None: it did not end
    log: str = ""  # the witness's
    reports: list = dataclasses.field(default_factory=list)  # events as {field: value}
    complaints: list = dataclasses.field(default_factory=list)  # about memory

    @property
    def crashed(self):
        return self.status is None or self.status < 0


class Worker:
    def __init__(self, folder, tree, sides, redis, stream, memory):
        """`sides`: {side: lines of php.ini}, to which `stream` is added where errnotice is; `redis`: a client."""
        self._folder, self._tree = pathlib.Path(folder), tree
        self._redis, self._stream, self._memory = redis, stream, memory
        self._timeout = TIMEOUT_S * (SLOWED if memory.launcher else 1)
        self._temporary = self._folder / "t"
        self._temporary.mkdir(parents=True)
        self._log = self._folder / "log"
        length = max(map(len, sides.values()))  # an error in a command line is told by its place
        self._sides = {side: [*["errnotice.stream="] * (length - len(lines)), *lines, f"errnotice.stream={stream}"]
                       for side, lines in sides.items()}
        self._php, self._cgi = self._wrapper("php"), self._wrapper("php-cgi")
        self._skips = {}
        self._take(ALONE)
        names = self._call([self._php, "-n", "-m"], self._environment([])).output.decode().lower().split("\n")
        self._loaded = {name.strip().removeprefix("zend ") for name in names}

    def why_not(self, case):
        """Why this test does not run here; an empty text if it does."""
        missing = [name for name in self._missing(case) if not (place.extension_dir() / f"{name}.so").exists()]
        if missing:
            return "there is no extension " + ", ".join(missing)
        if case.has("PHPDBG"):
            return "it is for phpdbg"
        code = case.bytes("SKIPIF").strip()
        if not code:
            return ""
        key = (case.folder, case.is_cgi, code, tuple(case.extensions))
        if key not in self._skips:
            self._skips[key] = self._ask(case, code)
        return self._skips[key]

    def run(self, case, side):
        self._take(side)
        ini = [*self._ini_of(case), *case.ini(str(self._temporary))]
        with _script(case, "php", case.bytes("FILE")) as script:
            env, body = case.environment(script)
            arguments = ["--", *shlex.split(case.text("ARGS"))] if case.text("ARGS").strip() else []
            run = self._call([*self._program(case), *_words(ini), "-f", str(script), *arguments],
                             self._environment(ini, env), body or case.bytes("STDIN"), case.merges_stderr)
        run.reports = self._reports()
        run.complaints = list(self._memory.complaints())
        run.log = self._log.read_text("utf-8", "replace") if self._log.exists() else ""
        self._clean(case)
        return run

    def _ask(self, case, code):
        self._take(ALONE)
        ini = self._ini_of(case)
        with _script(case, "skip.php", code) as script:
            answer = self._call([*self._program(case), "-q", *_words(ini), "-d", "display_startup_errors=0", script],
                                self._environment(ini, self._condition(case, script))).output
        text = answer.decode("utf-8", "replace")
        text = (text.partition("\r\n\r\n")[2] if case.is_cgi else text).strip()
        return (text[4:].strip(" :-\n") or "it says so") if text.lower().startswith("skip") else ""

    def _clean(self, case):
        code = case.bytes("CLEAN").strip()
        if code:
            self._take(ALONE)
            ini = self._ini_of(case)
            with _script(case, "clean.php", code) as script:
                self._call([self._php, "-n", "-q", *_words(ini), script],
                           self._environment(ini, self._condition(case, script)))

    @staticmethod
    def _condition(case, script):
        """The environment of what comes before and after the test: less what makes it a request."""
        return {name: value for name, value in case.environment(script)[0].items() if name not in OF_A_REQUEST}

    def _take(self, side):
        words = " ".join(f"-d {shlex.quote(line)}" for line in self._sides[side])
        (self._folder / "side").write_text(f'set -- {words} "$@"\n', "utf-8")
        self._log.unlink(missing_ok=True)

    def _reports(self):
        entries = self._redis.xrange(self._stream)
        self._redis.delete(self._stream)
        return [event for _, event in entries]

    def _wrapper(self, kind):
        path = self._folder / kind
        path.write_text('#!/bin/sh\n[ -z "$ORACLE" ] || . "$ORACLE/side"\n'
                        f'exec {shlex.join([*map(str, self._memory.launcher), str(place.php(kind))])} "$@"\n', "utf-8")
        path.chmod(0o755)
        return str(path)

    def _program(self, case):
        return [self._cgi, "-C", "-n"] if case.is_cgi else [self._php, "-n"]

    def _missing(self, case):
        return [name for name in case.extensions if name.lower() not in self._loaded]

    def _ini_of(self, case):
        modules = [(f"{place.extension_dir()}/{name}.so", name) for name in self._missing(case)]
        return INI + [f"{'zend_extension' if name == 'opcache' else 'extension'}={path}" for path, name in modules]

    def _environment(self, ini, more=None):
        quoted = " ".join('-d "{}"'.format(line.replace("\\", "\\\\").replace('"', '\\"')) for line in ini)
        env = place.environment(ORACLE=self._folder, ORACLE_LOG=self._log, TMPDIR=self._temporary, TEMP=self._temporary,
                                TEST_PHP_EXECUTABLE=self._php, TEST_PHP_CGI_EXECUTABLE=self._cgi,
                                TEST_PHP_EXTRA_ARGS=f"-n {quoted}", NO_INTERACTION=1,
                                USE_TRACKED_ALLOC=1,  # where memory is malloc's, memory_limit holds by it
                                **dict.fromkeys(SKIPS, 1))
        return {**env, **(more or {})}

    def _call(self, words, env, given=b"", merged=True):
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self._tree, env=env,
                                   stderr=subprocess.STDOUT if merged else subprocess.DEVNULL, start_new_session=True)
        try:
            return Run(_output_of(process, given, self._timeout), process.returncode)
        except subprocess.TimeoutExpired:
            return Run(b"", None)
        finally:
            _kill(process)  # and what it left behind
            process.communicate()


def _output_of(process, given, timeout):
    """Until its end: a child that outlives it may keep the pipe open."""
    for second in range(timeout):
        try:
            return process.communicate(given if second == 0 else None, 1)[0]
        except subprocess.TimeoutExpired:
            if process.poll() is not None:
                _kill(process)
    raise subprocess.TimeoutExpired(process.args, timeout)


def _kill(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@contextlib.contextmanager
def _script(case, ending, code):
    """A file beside the test, as its code expects; with the name that PHP's own runner gives it."""
    path = case.folder / f"{case.path.stem}.{ending}"
    path.write_bytes(code)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _words(ini):
    return [word for line in ini for word in ("-d", line)]
