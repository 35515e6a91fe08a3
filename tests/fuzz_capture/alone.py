"""alone -- what PHP makes of a program by itself, without the extension."""
import pathlib
import shutil
import tempfile

import escapes
from bench import MODES, Bench

STARTS, STARTS_TOGETHER = 10, 20  # of a program by itself, and with its batch


class Alone:
    def __init__(self, sapi, mode, jobs, memory):
        self._sapi, self._mode, self._jobs, self._memory = sapi, mode, jobs, memory

    def crashes(self, sources, at):
        """Some of PHP's crashes depend on where its memory lies, which another start changes, or on what ran before."""
        return self._crashes(sources[at:at + 1], 0, STARTS) or self._crashes(sources, at, STARTS_TOGETHER)

    def goes_astray(self, source):
        """Whether something else escapes than without optimizer and JIT: then its log is no measure of the extension."""
        if self._mode == MODES[0]:
            return False
        with tempfile.TemporaryDirectory(prefix="errnotice-fuzz-") as folder:
            room = pathlib.Path(folder, "room")  # the same for both: traces tell it
            return self._escapes(room, MODES[0], source) != self._escapes(room, self._mode, source)

    def _crashes(self, sources, at, starts):
        with (tempfile.TemporaryDirectory(prefix="errnotice-fuzz-") as folder,
              self._bench(folder, self._mode) as bench):
            return any(bench.run(sources)[at].crashed for _ in range(starts))

    def _escapes(self, room, mode, source):
        room.mkdir()
        with self._bench(room, mode) as bench:
            escaped = list(escapes.escapes(bench.run([source])[0].log))
        shutil.rmtree(room)
        return escaped

    def _bench(self, folder, mode):
        return Bench(folder, self._sapi, mode, self._jobs, None, self._memory)
