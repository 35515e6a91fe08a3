"""capture -- what a program pays: bare PHP, PHP with an observer that observes nothing, PHP with errnotice."""
import pathlib
import re
import shlex
import subprocess

from support import paths
from support.redis import Redis
from figures import ratio, show

HERE = pathlib.Path(__file__).resolve().parent
OBSERVER = paths.ROOT / ".build/bench/idle_observer.so"
WORK = HERE / "capture.php"
MODES = {"opcache": "disable", "tracing JIT": "tracing", "function JIT": "function"}
CONFIGURED, OTHER = 10012, 10404
SHALLOW, DEEP = 100, 1100  # frames; both deeper than what is noted of a stack


def bench(folder, runs):
    _compile_observer()
    with Redis(folder / "redis", appendonly=False) as server:
        sides = _sides(server)
        _instructions(folder, sides)
        for name, jit in MODES.items():
            print(f"capture: {name}")
            _times(sides, jit, runs)


def _sides(server):
    ours = [f"extension={paths.extension()}", f"errnotice.codes={CONFIGURED}", f"errnotice.redis={server.unix_url}"]
    return {"bare": [], "an idle observer": [f"extension={OBSERVER}"], "errnotice": ours}


def _compile_observer():
    OBSERVER.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cc", "-std=gnu11", "-D_GNU_SOURCE", "-O2", "-shared", "-fPIC", "-o", OBSERVER,
                    *shlex.split(paths.php_says("--includes")), HERE / "idle_observer.c"], check=True)


def _command(side, jit, work):
    lines = [*paths.opcache(), "opcache.enable_cli=1", f"opcache.jit={jit}", "opcache.jit_buffer_size=32M",
             "opcache.file_update_protection=0", *side]
    return [paths.php_cli(), "-n", *(word for line in lines for word in ("-d", line)), WORK, *map(str, work)]


def _nanoseconds(side, jit, *work):
    done = subprocess.run(_command(side, jit, work), capture_output=True, text=True, check=True)
    took, is_compiled = done.stdout.split()
    if (is_compiled == "1") != (jit != "disable"):
        raise SystemExit(f"bench: the JIT is {'on' if is_compiled == '1' else 'off'} with opcache.jit={jit} and {side}")
    return float(took)


def _times(sides, jit, runs):
    """In turn, so that what else the machine does meets all sides."""
    works = {"100 calls": ("calls", 100000, 0, OTHER), "throw and catch, not configured": ("throws", 200000, 0, OTHER)}
    for name, work in works.items():
        took = {side: [] for side in sides}
        for _ in range(runs):
            for side, lines in sides.items():
                took[side].append(_nanoseconds(lines, jit, *work))
        for side, samples in took.items():
            show(f"{name}, {side}", "ns", samples)
        for side in list(sides)[1:]:
            ratio(f"  {side} / bare", took[side], took["bare"])
    show("search, a frame", "ns", [_search_ns(sides["errnotice"], jit) for _ in range(runs)])


def _search_ns(side, jit):
    """A configured throw searches, another does not; and of both PHP notes every frame."""
    took = {(depth, code): _nanoseconds(side, jit, "throws", 2000, depth, code)
            for depth in (SHALLOW, DEEP) for code in (OTHER, CONFIGURED)}
    search = {depth: took[depth, CONFIGURED] - took[depth, OTHER] for depth in (SHALLOW, DEEP)}
    return (search[DEEP] - search[SHALLOW]) / (DEEP - SHALLOW)


# --- instructions: they repeat, so one run a side is enough ---

def _instructions(folder, sides):
    print("capture: instructions, opcache without JIT, under callgrind")
    for name, work in {"100 calls": ("calls", 0, OTHER), "throw and catch, not configured": ("throws", 0, OTHER),
                       "throw and catch, configured": ("throws", 0, CONFIGURED)}.items():
        bare = _executes(folder, sides["bare"], *work)
        print(f"  {name + ', bare':52} {bare:10.0f}")
        for side in list(sides)[1:]:
            more = _executes(folder, sides[side], *work) - bare
            print(f"  {'  ' + side:52} {more:+10.1f}     {more / bare:+.3%}")
    frames = {depth: _executes(folder, sides["errnotice"], "throws", depth, CONFIGURED)
              - _executes(folder, sides["errnotice"], "throws", depth, OTHER) for depth in (SHALLOW, DEEP)}
    print(f"  {'search, a frame':52} {(frames[DEEP] - frames[SHALLOW]) / (DEEP - SHALLOW):10.1f}")


def _executes(folder, side, kind, depth, code):
    """Instructions of one; the difference of two runs leaves start and end out."""
    few, many = 50, 250

    def total(count):
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out",
                   *_command(side, "disable", (kind, count, depth, code))]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin"})
        return int(re.search(r"Collected : (\d+)", done.stderr)[1])

    return (total(many) - total(few)) / (many - few)
