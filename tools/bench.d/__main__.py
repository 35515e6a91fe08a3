"""tools/bench's second half: runs both sides of each comparison in turn, and prints medians, spread and ratio."""
import argparse
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/cost")]
from support.redis import Redis  # noqa: E402
import test_callgrind  # noqa: E402
import capture  # noqa: E402
import drain  # noqa: E402
import handover  # noqa: E402
import scale  # noqa: E402
from programs import compile_raw  # noqa: E402


def instructions(folder, _runs):
    """What a request that throws nothing executes with and without the extension."""
    print("instructions: a request that throws nothing, under callgrind")
    with Redis(folder / "instructions", appendonly=False) as server:
        settings = ["-d", "errnotice.codes=*", "-d", f"errnotice.redis={server.unix_url}"]
        bare, more = test_callgrind.bare_and_more(folder, settings)
    print(f"  {'without the extension':52} {bare:10.0f}")
    print(f"  {'with it':52} {more:+10.1f}     {more / bare:+.4%}")


BENCHES = {"hand-over": handover.bench, "drain": drain.bench, "drain-mariadb": drain.bench_mariadb,
           "instructions": instructions, "capture": capture.bench}
LONG = {"ids": scale.bench_ids, "memory": scale.bench_memory}  # only when they are named


def main():
    parser = argparse.ArgumentParser(prog="tools/bench", description="Each number beside what Redis alone can do.")
    parser.add_argument("--runs", type=int, default=5, help="runs a side")
    parser.add_argument("--many", type=int, default=10_000_000, help="ids that are stored, events that are drained")
    parser.add_argument("bench", nargs="*", metavar="BENCH", help=", ".join([*BENCHES, *LONG]))
    arguments = parser.parse_args()
    unknown = set(arguments.bench) - set(BENCHES) - set(LONG)
    if unknown:
        parser.exit(100, f"tools/bench: there is no {', '.join(unknown)}; there are {', '.join([*BENCHES, *LONG])}\n")
    compile_raw()
    with tempfile.TemporaryDirectory(prefix="errnotice-") as scratch:
        for name in arguments.bench or BENCHES:
            folder = pathlib.Path(scratch, name)
            folder.mkdir()
            if name in LONG:
                LONG[name](folder, arguments.runs, arguments.many)
            else:
                BENCHES[name](folder, arguments.runs)


if __name__ == "__main__":
    main()
