"""scale -- what does not grow: the cost of an event with the ids that are stored, and memory with the events."""
import collections
import pathlib
import re
import sqlite3
import struct
import time

from support.mariadb import MariaDb, query
from drain import SERVER, Draining, Source
from figures import ratio, show

ENTRIES = 50000
FEW = 100_000
AT_ONCE = 1_000_000  # ids stored in one transaction
AGO_MS = 86_400_000  # how old they are: older than all that come
DAY_S = 86400


def bench_ids(folder, runs, many):
    """The same drain into a store that knows few ids, and into one that knows many, in turn."""
    with Source(folder) as source:
        print(f"ids: {ENTRIES} entries a run, into SQLite where {FEW:,} and {many:,} ids are stored")
        _compare({count: _File(source, folder / f"file-{count}") for count in (FEW, many)}, runs)
        with MariaDb(folder, database="few", options=SERVER) as server:
            server.query("CREATE DATABASE many")
            print("ids: the same, into MariaDB")
            _compare({count: _Database(source, folder / name, server, name)
                      for count, name in ((FEW, "few"), (many, "many"))}, runs)


def _compare(stores, runs):
    wall, processor = collections.defaultdict(list), collections.defaultdict(list)
    for count, store in stores.items():
        with store.draining():
            pass  # its tables are made
        for first in range(0, count, AT_ONCE):
            store.fill(first, min(count - first, AT_ONCE))
    for _ in range(runs):
        for count, store in stores.items():
            with store.draining() as draining:
                wall[count].append(draining.run(ENTRIES))
                processor[count].append(draining.processor)
    for name, took in (("", wall), (", processor time", processor)):
        for count, samples in took.items():
            show(f"an entry, {count:,} ids{name}", "µs", samples)
        ratio("ratio", took[max(stores)], took[FEW])


class _File:
    def __init__(self, source, folder):
        self._source, self._folder = source, folder

    def draining(self):
        return Draining(self._source, self._folder)

    def fill(self, first, count):
        day, begun_ms = _then()
        ids = ((struct.pack(">QQ", begun_ms + n // 16 << 16 | 0x7000, 0x8000 << 48 | n), day)
               for n in range(first, first + count))
        with sqlite3.connect(self.draining().consumer.database) as db:
            db.executemany("INSERT INTO errnotice_seen (id, day) VALUES (?, ?)", ids)
        db.close()


class _Database:
    def __init__(self, source, folder, server, name):
        self._source, self._folder, self._server, self._name = source, folder, server, name

    def draining(self):
        return Draining(self._source, self._folder, self._server, self._name)

    def fill(self, first, count):
        day, begun_ms = _then()
        query(self._server.socket, self._name,
              "INSERT INTO errnotice_seen (id, day) SELECT UNHEX(CONCAT(LPAD(HEX(%s + seq DIV 16), 12, '0'),"
              f" '70008000', LPAD(HEX(seq), 12, '0'))), %s FROM seq_{first}_to_{first + count - 1}", (begun_ms, day))


def _then():
    now = time.time()
    return int(now // DAY_S), int(now * 1000) // AGO_MS * AGO_MS - AGO_MS


# --- memory ---

LOOKS = 10  # at what is resident, while it drains


def bench_memory(folder, _runs, many):
    """What the consumer has resident while it drains a great many."""
    for kind, reports in (("without detail", 30), ("with a detail each", 1)):
        place = folder / f"{reports}"
        place.mkdir()
        with Source(place, reports) as source, Draining(source, place / "store") as draining:
            print(f"memory: {many:,} events {kind}, {source.bytes} bytes")
            _watch(draining, many)


def _watch(draining, many):
    given = 0
    for look in range(1, LOOKS + 1):
        while given < many * look // LOOKS:
            draining.run(ENTRIES)
            given += ENTRIES
        print(f"  {f'resident after {given:,}':52} {_resident(draining, 'VmRSS'):10.1f} MiB"
              f"   {_resident(draining, 'VmHWM'):.1f} at most")


def _resident(draining, name):
    status = pathlib.Path(f"/proc/{draining.consumer.pid}/status").read_text()
    return int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) / 1024
