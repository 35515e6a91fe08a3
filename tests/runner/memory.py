"""memory -- where a PHP that a tool starts has its memory from, and who looks at what it does there."""
import functools
import subprocess

import checked
import place
from support import paths

POOLS, MALLOC, SANITIZERS, MEMCHECK = KINDS = ("pools", "malloc", "sanitizers", "memcheck")


class Memory:
    def __init__(self, kind, folder):
        """The folder is made, for what is said there."""
        folder.mkdir()
        self._kind, self._folder = kind, folder
        self.launcher = self._launcher()  # starts PHP, by exec
        # memcheck knows nothing of the code that PCRE makes
        self.ini = ["pcre.jit=0"] if kind == MEMCHECK else []

    @property
    def extension(self):
        return _sanitized_extension() if self._kind == SANITIZERS else paths.extension()

    def _launcher(self):
        if self._kind == POOLS:
            return []
        if self._kind == SANITIZERS:
            return _env(**checked.sanitizers(self._folder), LD_PRELOAD=checked.preload())
        if self._kind == MEMCHECK:
            return [*_env(**checked.MEMCHECK_ENV), *checked.MEMCHECK, f"--log-file={self._folder}/%p.log"]
        return _env(**checked.ALLOC)

    def complaints(self):
        """What was said since it was asked last."""
        for report in sorted(self._folder.iterdir()):
            said = checked.ours(report.read_text("utf-8", "replace"))
            report.unlink()
            if said:
                yield said


def _env(**variables):
    return ["env", *(f"{name}={value}" for name, value in variables.items())]


@functools.cache
def _sanitized_extension():
    subprocess.run([place.ROOT / "tools/build", "--quiet", "--sanitize", "--into", place.SANITIZED, "extension"],
                   check=True)
    return place.so(place.SANITIZED)
