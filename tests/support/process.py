"""process -- a server that this test started: its output in a file, its end certain."""
import os
import pathlib
import signal
import socket
import subprocess

GRACE_S = 10


class Process:
    """Starts `arguments`; what they print goes to `log`."""

    def __init__(self, arguments, log, env=None, cwd=None, **more):
        self.log = pathlib.Path(log)
        self.arguments = [str(argument) for argument in arguments]
        with open(self.log, "ab") as output:
            self._child = subprocess.Popen(self.arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                           env=env, cwd=cwd, start_new_session=True, **more)

    @property
    def pid(self):
        return self._child.pid

    @property
    def running(self):
        return self._child.poll() is None

    @property
    def status(self):
        """The exit status, None while it runs, negative for a signal."""
        return self._child.poll()

    def text(self):
        return self.log.read_text("utf-8", "replace")

    def send(self, number):
        if self.running:
            os.kill(self.pid, number)

    def wait(self, timeout=GRACE_S):
        return self._child.wait(timeout)

    def stop(self, number=signal.SIGTERM, timeout=GRACE_S):
        """Asks it to end and returns its status; kills it, and says so, if it does not."""
        self.send(signal.SIGCONT)
        self.send(number)
        try:
            return self.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError(f"{self.arguments[0]} did not end within {timeout} s:\n{self.text()[-2000:]}") from None

    def stop_well(self, timeout=GRACE_S):
        """SIGTERM; the exit status must be 0."""
        status = self.stop(timeout=timeout)
        if status != 0:
            raise RuntimeError(f"{self.arguments[0]} ended with {status}:\n{self.text()[-2000:]}")

    def kill(self):
        self.send(signal.SIGKILL)
        self.wait()

    def need(self):
        """Raises with its output if it has ended."""
        if not self.running:
            raise RuntimeError(f"{self.arguments[0]} ended with status {self.status}:\n{self.text()[-2000:]}")
        return True


def free_port():
    """A loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid):
    """The process ids of `pid`'s children."""
    found = []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return sorted(found)
