"""fuzz-capture -- random PHP programs that log what escaped them, against what was reported."""
import argparse
import functools
import os
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "runner")]
import program  # noqa: E402
from bench import MODES, SAPIS  # noqa: E402
from grammar import Grammar  # noqa: E402
from memory import KINDS, POOLS  # noqa: E402
from search import Search  # noqa: E402


def main():
    options = _options()
    if options.print:
        print(program.source(Grammar(options.seed).program()))
        return 0
    started = time.monotonic()
    search = Search(options.sapi, options.mode, options.jobs, functools.partial(print, flush=True),
                    memory=options.memory)
    search.run(options.seed, options.programs, options.shrink)
    seconds = time.monotonic() - started
    print(", ".join(f"{count} {name}" for name, count in search.counts.items()),
          f"in {seconds:.0f} s: {options.programs / seconds:.0f} a second")
    return 1 if search.counts["disagreements"] or search.counts["complaints"] else 0


def _options():
    parser = argparse.ArgumentParser(prog="tools/fuzz-capture")
    parser.add_argument("--seed", type=int, default=1, help="of the first program; the next has the next (1)")
    parser.add_argument("--programs", type=int, default=1000, help="how many (1000)")
    parser.add_argument("--mode", choices=MODES, default=MODES[0])
    parser.add_argument("--sapi", choices=SAPIS, default=SAPIS[0])
    parser.add_argument("--memory", choices=KINDS, default=POOLS, help="where PHP has it from (pools)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="side by side (as there are cores)")
    parser.add_argument("--shrink", type=int, default=1, help="so many of those that disagree are made small (1)")
    parser.add_argument("--print", action="store_true", help="shows the seed's program, and no more")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
