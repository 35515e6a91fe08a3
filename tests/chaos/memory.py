"""memory -- a process that finds no more memory: the kernel kills it, at whatever it does next.

    with memory.withheld(pid):
        …

It is put into a control group that has room for nothing; the pages that it has stay
where they were.  Needs root, and the memory controller.
"""
import contextlib
import os
import pathlib

from support.wait import wait_until

ROOTS = ((pathlib.Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"), (pathlib.Path("/sys/fs/cgroup"), "memory.max"))
ROOM = 65536


def possible():
    """Root of a container often may not."""
    try:
        with _group():
            return True
    except OSError:
        return False


@contextlib.contextmanager
def withheld(pid):
    """Whoever did not need any before the block ends goes on."""
    with _group() as group:
        with contextlib.suppress(ProcessLookupError):
            before = group.parent / _path(pid)
            (group / "cgroup.procs").write_text(str(pid), "ascii")
        try:
            yield
        finally:
            while left := (group / "cgroup.procs").read_text("ascii").split():
                with contextlib.suppress(ProcessLookupError):
                    (before / "cgroup.procs").write_text(left[0], "ascii")


@contextlib.contextmanager
def _group():
    root, limit = next((its for its in ROOTS if (its[0] / "cgroup.procs").exists()), ROOTS[1])
    group = root / f"errnotice-chaos-{os.getpid()}"
    group.mkdir()
    try:
        (group / limit).write_text(str(ROOM), "ascii")
        yield group
    finally:
        wait_until(lambda: not group.exists() or group.rmdir() is None, 10, "empty control group")


def _path(pid):
    """Of the group in which a process is, below the root."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/cgroup").read_text("ascii").splitlines()
    except FileNotFoundError:
        raise ProcessLookupError(pid) from None
    paths = {name: path for _, names, path in (line.split(":", 2) for line in lines) for name in names.split(",")}
    return paths.get("memory", paths.get("", "/")).lstrip("/")
