"""sides -- the lines of php.ini of each side, and the witness that one of them loads."""
import functools
import os
import pathlib
import subprocess

import phpt
import place
from worker import ALONE, BESIDE, WITNESSED

HERE = pathlib.Path(__file__).resolve().parent
# everything, also what a framework's own classes would keep silent
SETTINGS = ["errnotice.codes=*", "errnotice.ignore_classes=", "errnotice.timeout=10000", "errnotice.heartbeat=0",
            "errnotice.spool=", "errnotice.slots=64", "errnotice.detail_limit=0"]


def sides(mode, redis_url, folder, memory, settings=()):
    """`folder`: where the witness is built; `settings`: further lines where errnotice is."""
    ini = [*phpt.PASSES[mode], *memory.ini]
    beside = [f"extension={memory.extension}", *SETTINGS, f"errnotice.redis={redis_url}", *settings]
    return {ALONE: ini, BESIDE: [*ini, *beside], WITNESSED: [*ini, f"extension={_witness(folder)}", *beside]}


@functools.cache
def _witness(folder):
    path = pathlib.Path(folder) / "witness.so"
    includes = subprocess.run([place.php_config(), "--includes"], capture_output=True, text=True, check=True).stdout
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-shared", "-fPIC", "-Wall", "-Werror", "-o", path,
                    HERE / "witness.c", *includes.split()], check=True)
    return path
