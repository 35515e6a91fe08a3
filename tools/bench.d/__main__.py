"""tools/bench's second half: runs both sides of each comparison in turn, and prints medians, spread and ratio."""
import argparse
import os
import pathlib
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/cost")]
from support import paths  # noqa: E402
from support.consumer import Consumer  # noqa: E402
from support.mariadb import MariaDb  # noqa: E402
from support.redis import Redis  # noqa: E402
from support.wait import wait_until  # noqa: E402
import test_callgrind  # noqa: E402
import capture  # noqa: E402
from figures import ratio, show  # noqa: E402

STREAM, GROUP = "errnotice:events", "errnotice"
EVENTS = 3000    # handed over in one run
ENTRIES = 50000  # drained in one run
RAW = ROOT / ".build/bench/raw"


def compile_raw():
    RAW.parent.mkdir(parents=True, exist_ok=True)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "hiredis"], capture_output=True, text=True, check=True)
    subprocess.run(["cc", "-std=gnu11", "-O2", "-o", RAW, HERE / "raw.c", *shlex.split(flags.stdout)], check=True)


def raw(server, *words):
    """Seconds that the C program took, once it said how many entries it moved."""
    command = [RAW, words[0], server.socket, *map(str, words[1:])]
    count, seconds = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(count), float(seconds)


def php(server, *words):
    settings = ["-n", "-d", f"extension={paths.extension()}", "-d", f"errnotice.redis={server.unix_url}",
                "-d", "errnotice.codes=10012", "-d", "errnotice.stream_limit=100000000"]
    done = subprocess.run([paths.php_cli(), *settings, *map(str, words)], capture_output=True, text=True, check=True)
    return done.stdout


def hand_over(folder, runs):
    """errnotice_report() in a loop against XADD in a loop, one entry a round trip, over the same socket."""
    print(f"hand-over: {EVENTS} events a run, unix socket")
    ours, alone = [], []
    with Redis(folder / "hand-over", appendonly=False) as server:
        for _ in range(runs):
            server.client().flushall()
            ours.append(float(php(server, HERE / "report.php", EVENTS)) * 1e6)
            there = server.client().xlen(STREAM)
            if there != EVENTS:
                raise SystemExit(f"bench: {EVENTS} events were reported, {there} are on the stream")
            _, seconds = raw(server, "xadd", STREAM, EVENTS)
            alone.append(seconds / EVENTS * 1e6)
    show("errnotice_report(), capture to acknowledged", "µs", ours)
    show("hiredis, XADD of the same entry", "µs", alone)
    ratio("ratio", ours, alone)


def drain_mariadb(folder, runs):
    """The same with a store on a MariaDB of this host, whose commits are on the disk."""
    with MariaDb(folder, database="dbstatis", options=("--innodb-flush-log-at-trx-commit=1", "--innodb-log-file-size=96M")) as server:
        drain(folder, runs, server)


def drain(folder, runs, store=None):
    """The consumer against XREADGROUP and XACK in a loop, on the same entries."""
    print(f"drain: {ENTRIES} entries a run{', into MariaDB' if store else ''}")
    ours, alone = [], []
    with Redis(folder / "drain", appendonly=False) as server:
        php(server, HERE / "report.php", 30)  # past the details of a minute
        sample = server.client().xrevrange(STREAM, count=1)[0][1]
        for number in range(runs):
            ours.append(_drain_ours(folder / f"run-{number}", server, sample, store) / ENTRIES * 1e6)
            server.client().flushall()
            _fill(server, sample)
            count, seconds = raw(server, "drain", STREAM, "raw")
            alone.append(seconds / count * 1e6)
    show("errnotice-consumer, read to committed and gone", "µs", ours)
    show("hiredis, XREADGROUP and XACK", "µs", alone)
    ratio("ratio", ours, alone)
    print(f"  {'consumer, entries a second':52} {1e6 / statistics.median(ours):10.0f}")


def _fill(server, sample):
    server.client().xadd(STREAM, sample)
    raw(server, "fill", STREAM, ENTRIES)


def _drain_ours(folder, server, sample, store):
    client = server.client()
    client.flushall()
    client.xadd(STREAM, sample)
    folder.mkdir(parents=True)
    sections = {}
    if store:
        store.query("DROP DATABASE dbstatis", "information_schema")
        store.query("CREATE DATABASE dbstatis", "information_schema")
        sections = {"store": {"url": store.url}}
    with Consumer(folder, server.unix_url, routes={"count": {"robot": "none"}}, sections=sections) as consumer:
        wait_until(lambda: client.xlen(STREAM) == 0, 30, "end of the first entry")
        os.kill(consumer.pid, signal.SIGSTOP)  # the start is not measured
        _fill(server, sample)
        started = time.monotonic()
        os.kill(consumer.pid, signal.SIGCONT)
        wait_until(lambda: client.xlen(STREAM) == 0, 300, "end of the stream", pause=0.005)
        seconds = time.monotonic() - started
        counted = consumer.metrics().sum("ingested_total")
    if counted != ENTRIES + 1:
        raise SystemExit(f"bench: {ENTRIES + 1} entries were there, {counted} are counted")
    return seconds


def instructions(folder, _runs):
    """What a request that throws nothing executes with and without the extension."""
    print("instructions: a request that throws nothing, under callgrind")
    with Redis(folder / "instructions", appendonly=False) as server:
        settings = ["-d", "errnotice.codes=*", "-d", f"errnotice.redis={server.unix_url}"]
        bare, more = test_callgrind.bare_and_more(folder, settings)
    print(f"  {'without the extension':52} {bare:10.0f}")
    print(f"  {'with it':52} {more:+10.1f}     {more / bare:+.4%}")


BENCHES = {"hand-over": hand_over, "drain": drain, "drain-mariadb": drain_mariadb, "instructions": instructions,
           "capture": capture.bench}


def main():
    parser = argparse.ArgumentParser(prog="tools/bench", description="Each number beside what Redis alone can do.")
    parser.add_argument("--runs", type=int, default=5, help="runs a side")
    parser.add_argument("bench", nargs="*", metavar="BENCH", help=", ".join(BENCHES))
    arguments = parser.parse_args()
    unknown = set(arguments.bench) - set(BENCHES)
    if unknown:
        parser.exit(100, f"tools/bench: there is no {', '.join(unknown)}; there are {', '.join(BENCHES)}\n")
    compile_raw()
    with tempfile.TemporaryDirectory(prefix="errnotice-") as scratch:
        for name in arguments.bench or BENCHES:
            folder = pathlib.Path(scratch, name)
            folder.mkdir()
            BENCHES[name](folder, arguments.runs)


if __name__ == "__main__":
    main()
