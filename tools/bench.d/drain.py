"""drain -- the consumer, against Redis alone, and against the worker that one writes by hand."""
import os
import pathlib
import signal
import statistics
import time

from support.consumer import Consumer
from support.mariadb import MariaDb
from support.redis import Redis
from support.wait import wait_until
from figures import ratio, show
from programs import raw, report, worker

STREAM = "errnotice:events"
ENTRIES = 50000
BY_HAND = {"batch": ENTRIES, "each": 1000}  # what a run of the worker is given
SERVER = ("--innodb-flush-log-at-trx-commit=1", "--innodb-log-file-size=96M")


def bench(folder, runs):
    """The consumer against XREADGROUP and XACK in a loop, and against PHP, on the same entries."""
    print(f"drain: {ENTRIES} entries a run")
    with Source(folder) as source:
        ours, alone = _pairs(source, folder, runs)
        _show(ours, alone)
        for how, count in BY_HAND.items():
            took = [_by_hand(source, folder / f"{how}-{number}", how, count) for number in range(runs)]
            show(f"PHP, phpredis and PDO, {_WORDS[how]}", "µs", took)
            ratio("ratio to the consumer", took, ours)


def bench_mariadb(folder, runs):
    """The first of these with a store on a MariaDB of this host, whose commits are on the disk."""
    print(f"drain: {ENTRIES} entries a run, into MariaDB")
    with MariaDb(folder, database="dbstatis", options=SERVER) as store, Source(folder) as source:
        _show(*_pairs(source, folder, runs, store))


_WORDS = {"batch": "a transaction for 1000", "each": "a transaction an event"}


def _pairs(source, folder, runs, store=None):
    ours, alone = [], []
    for number in range(runs):
        if store:
            empty(store)
        with Draining(source, folder / f"run-{number}", store) as draining:
            ours.append(draining.run(ENTRIES))
        source.flush()
        source.add(ENTRIES)
        count, seconds = raw(source.server, "drain", STREAM, "raw")
        alone.append(seconds / count * 1e6)
    return ours, alone


def _show(ours, alone):
    show("errnotice-consumer, read to committed and gone", "µs", ours)
    show("hiredis, XREADGROUP and XACK", "µs", alone)
    ratio("ratio", ours, alone)
    ratio("share of what Redis alone can do", alone, ours)
    print(f"  {'consumer, entries a second':52} {1e6 / statistics.median(ours):10.0f}")


def _by_hand(source, folder, how, entries):
    folder.mkdir()
    source.flush()
    there = source.add(entries)
    count, seconds = worker(source.server, how, STREAM, "by-hand", folder / "statistics.db")
    if count != there or source.left():
        raise SystemExit(f"bench: {there} entries were there, the worker stored {count}")
    return seconds / count * 1e6


class Source:
    """A Redis, and entries like one that the extension sent."""

    def __init__(self, folder, reports=30):  # past the details of a minute
        self.server = Redis(folder / "source", appendonly=False)
        self._reports = reports

    def __enter__(self):
        self.server.__enter__()
        report(self.server, self._reports)
        self._sample = self.server.client().xrevrange(STREAM, count=1)[0][1]
        self.bytes = sum(len(text) for pair in self._sample.items() for text in pair)  # of one entry
        self.flush()
        return self

    def __exit__(self, *error):
        self.server.__exit__(*error)

    def flush(self):
        self.server.client().flushall()

    def add_sample(self):
        self.server.client().xadd(STREAM, self._sample)

    def add(self, entries):
        """So many with ids of their own, after the one that they are copied from; how many that makes."""
        self.add_sample()
        raw(self.server, "fill", STREAM, entries)
        return entries + 1

    def left(self):
        return self.server.client().xlen(STREAM)


class Draining:
    """A consumer that has nothing to do, until it is told to run."""

    def __init__(self, source, folder, server=None, database=None):
        sections = {"store": {"url": server.url_of("root", database)}} if server else {}
        self.source = source
        self.consumer = Consumer(folder, source.server.unix_url, routes={"count": {"robot": "none"}}, sections=sections)
        self.processor = 0  # microseconds an entry of the last run, the store's server included
        self._server = server

    def __enter__(self):
        self.source.flush()
        self.source.add_sample()
        self.consumer.start()
        self._wait()
        return self

    def __exit__(self, *error):
        self.consumer.stop()

    def run(self, entries):
        """Microseconds an entry, beginning when all of them are there."""
        before = self._counted()
        os.kill(self.consumer.pid, signal.SIGSTOP)
        wait_until(lambda: ") T " in self._proc("stat").read_text(), 5, "stop of the consumer")
        self.source.add(entries)
        worked, started = self._worked(), time.monotonic()
        os.kill(self.consumer.pid, signal.SIGCONT)
        self._wait()
        seconds = time.monotonic() - started
        self.processor = (self._worked() - worked) / entries
        if self._counted() != before + entries:
            raise SystemExit(f"bench: {entries} entries were there, {self._counted() - before} are counted")
        return seconds / entries * 1e6

    def _proc(self, name):
        return pathlib.Path(f"/proc/{self.consumer.pid}", name)

    def _wait(self):
        wait_until(lambda: self.source.left() == 0, 300, "end of the stream", pause=0.005)

    def _counted(self):
        return self.consumer.metrics().sum("ingested_total")

    def _worked(self):
        """Microseconds that a processor was busy for it."""
        pids = [self.consumer.pid, *([self._server.pid] if self._server else [])]
        return sum(int(thread.joinpath("schedstat").read_text().split()[0])
                   for pid in pids for thread in pathlib.Path(f"/proc/{pid}/task").iterdir()) / 1e3


def empty(store):
    """The server's database, without tables."""
    store.query("DROP DATABASE IF EXISTS dbstatis", "information_schema")
    store.query("CREATE DATABASE dbstatis", "information_schema")
