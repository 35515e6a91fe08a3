"""daemon -- what can be done to any server that is one process: it is looked at, stopped in its tracks, killed."""
import signal


class Daemon:
    """A base; `_process` is a process.Process while it runs, else None."""
    _process = None

    @property
    def pid(self):
        return self._process.pid

    @property
    def running(self):
        return self._process is not None and self._process.running

    def pause(self):
        """Stops it in its tracks: connections are taken by the kernel and nothing is answered."""
        self._process.send(signal.SIGSTOP)

    def resume(self):
        self._process.send(signal.SIGCONT)

    def kill(self):
        self._process.kill()
        self._process = None
