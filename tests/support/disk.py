"""disk -- a small file system in memory, which can be full.

    with SmallDisk(tmp_path / "disk", "4m") as disk:
        disk.fill()
        disk.free()

Needs the right to mount.
"""
import contextlib
import os
import pathlib
import subprocess

BLOCK = 1 << 12


def possible():
    """Root of a container often may not."""
    return os.geteuid() == 0 and not subprocess.run(["unshare", "--mount", "true"], stderr=subprocess.DEVNULL,
                                                    check=False).returncode


class SmallDisk:
    def __init__(self, folder, size):
        """`folder` is made if it is not there; `size` as mount takes it, like 4m."""
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", self.folder], check=True)

    @property
    def _filler(self):
        return self.folder / "filler"

    def fill(self):
        """Until nothing more goes onto it."""
        with open(self._filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(BLOCK))

    def free(self):
        self._filler.unlink()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        subprocess.run(["umount", "-l", self.folder], check=True)
