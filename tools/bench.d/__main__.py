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
import scale  # noqa: E402
from figures import ratio, show  # noqa: E402
from programs import compile_handover, compile_raw, handover, raw, report  # noqa: E402

STREAM = "errnotice:events"
EVENTS = 3000  # handed over in one run


def hand_over(folder, runs):
    """The hand-over of an event, and all of errnotice_report(), against XADD in a loop: one entry a round trip."""
    print(f"hand-over: {EVENTS} events a run, unix socket")
    compile_handover()
    handed, reported, alone = [], [], []
    with Redis(folder / "hand-over", appendonly=False) as server:
        for _ in range(runs):
            server.client().flushall()
            reported.append(report(server, EVENTS) * 1e6)
            handed.append(handover(server, STREAM, EVENTS)[1] / EVENTS * 1e6)
            alone.append(raw(server, "xadd", STREAM, EVENTS)[1] / EVENTS * 1e6)
            for stream in (STREAM, f"{STREAM}.handover"):
                there = server.client().xlen(stream)
                if there != EVENTS:
                    raise SystemExit(f"bench: {EVENTS} events were handed over, {there} are on {stream}")
    show("hiredis, XADD of the same entry", "µs", alone)
    show("hand-over, from the slot to acknowledged", "µs", handed)
    ratio("ratio", handed, alone)
    show("errnotice_report(), throw and capture included", "µs", reported)
    ratio("ratio", reported, alone)


def instructions(folder, _runs):
    """What a request that throws nothing executes with and without the extension."""
    print("instructions: a request that throws nothing, under callgrind")
    with Redis(folder / "instructions", appendonly=False) as server:
        settings = ["-d", "errnotice.codes=*", "-d", f"errnotice.redis={server.unix_url}"]
        bare, more = test_callgrind.bare_and_more(folder, settings)
    print(f"  {'without the extension':52} {bare:10.0f}")
    print(f"  {'with it':52} {more:+10.1f}     {more / bare:+.4%}")


BENCHES = {"hand-over": hand_over, "drain": drain.bench, "drain-mariadb": drain.bench_mariadb,
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
