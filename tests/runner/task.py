"""task -- pieces of work that run side by side, as many as there are cores.

A task starts when those it comes after are done.  If one of them could not do
its work, it is not run, which counts as a failure of its own.  A task that runs
`alone` measures time: nothing else runs beside it.
"""
import concurrent.futures
import contextlib
import dataclasses
import os
import signal
import subprocess
import threading
import time
import typing

from result import failed


@dataclasses.dataclass
class Task:
    name: str
    group: str
    run: typing.Callable  # () -> list of Result
    after: tuple = ()     # names
    alone: bool = False
    builds: bool = False  # others need what it makes; without a failure it is not counted


class Stop(Exception):
    """A command did not do what it should; the text says what it printed."""


_running = set()
_ending = False  # nothing more begins
_lock = threading.Lock()


def call(command, log, timeout, env=None, cwd=None, ok=(0,)):
    """Runs a command with its output in `log`; returns (status, output).  Stop when it fails or takes too long."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with open(log, "wb") as out, _lock:
        if _ending:
            raise Stop("interrupted")
        child = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                 env=env, cwd=cwd, start_new_session=True)
        _running.add(child.pid)
    try:
        status = child.wait(timeout)
    except subprocess.TimeoutExpired:
        _kill(child.pid)
        child.wait()
        raise Stop(f"not done within {timeout} s: {command[0]}; log: {log}\n{tail(log)}") from None
    finally:
        with _lock:
            _running.discard(child.pid)
    if ok is not None and status not in ok:
        raise Stop(f"status {status}: {' '.join(str(word) for word in command)}; log: {log}\n{tail(log)}")
    return status, log.read_text("utf-8", "replace")


def tail(log, lines=40):
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:])


@contextlib.contextmanager
def _ended_with_us():
    """When this process is interrupted, what it runs is ended, too."""
    global _ending
    _ending = False
    try:
        yield
    except BaseException:
        with _lock:
            _ending = True
            for pid in _running:
                _kill(pid)
        raise


def _kill(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


class Schedule:
    def __init__(self, tasks, tell, workers=None):
        """`tell(task, results, seconds)` is called as each one ends."""
        self._todo = list(tasks)
        self._tell = tell
        self._workers = workers or os.cpu_count() or 2
        self._broken = set()
        self._done = set()
        self.results = []

    def run(self):
        waiting = {}
        with concurrent.futures.ThreadPoolExecutor(self._workers) as pool, _ended_with_us():
            while self._todo or waiting:
                for task in self._ready(list(waiting.values())):
                    self._todo.remove(task)
                    waiting[pool.submit(self._one, task)] = task
                done, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
                for future in done:
                    self._finish(waiting.pop(future), *future.result())
        return self.results

    def _ready(self, running):
        """The tasks to start now, in the order given; those that run alone come after all the others."""
        ready = []
        shared = [task for task in self._todo if not task.alone]
        for task in shared or self._todo:
            busy = running + ready
            if len(busy) >= self._workers or any(task.alone or other.alone for other in busy):
                break
            if set(task.after) <= self._done:
                ready.append(task)
        if not ready and not running:
            raise RuntimeError("tasks wait for each other: " + ", ".join(task.name for task in self._todo))
        return ready

    def _one(self, task):
        started = time.monotonic()
        broken = [name for name in task.after if name in self._broken]
        if broken:
            results = [failed(task.name, f"could not run: {', '.join(broken)} failed")]
        else:
            try:
                results = task.run() or []
                if not results and not task.builds:
                    results = [failed(task.name, "ran no test")]
            except Stop as stop:
                results = [failed(task.name, str(stop))]
        return results, time.monotonic() - started

    def _finish(self, task, results, seconds):
        self._done.add(task.name)
        if task.builds:
            results = [result for result in results if result.outcome == "failed"]
            if results:
                self._broken.add(task.name)
        self.results += results
        self._tell(task, results, seconds)
