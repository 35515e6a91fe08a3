"""pour -- very many events onto the stream, in a process of its own.

    pour.py SOCKET PASSWORD SEED < phases      [{"codes": […], "events": N, "seconds": S}, …]

Of each phase every code comes, the first of them most often: by 1, 1/2, 1/3, …; mixed,
and as evenly in time as they go.  Prints what came: {"counts": {code: {minute: events}},
"first": {code: Unix seconds}, "ended": Unix seconds}, minutes by their first second.
"""
import collections
import json
import pathlib
import random
import sys
import time

import redis  # the Debian package

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from support.stream import KEY, event, uuid7  # noqa: E402

TURN_S = 0.02
ID, TIME = uuid7(0), "0" * 13  # stand in a template for what each event has of its own


class Pour:
    def __init__(self, connection, dice):
        self._connection = connection
        self._dice = dice
        self.counts = collections.defaultdict(collections.Counter)
        self.first = {}

    def phase(self, codes, events, seconds):
        codes_of_all = self._mixed(codes, events)
        templates = {code: self._template(code) for code in codes}
        began, sent = time.monotonic(), 0
        while sent < events:
            share = min(1.0, (time.monotonic() - began + TURN_S) / seconds)
            due = codes_of_all[sent:max(sent + 1, int(events * share))]
            self._send(due, templates)
            sent += len(due)
            time.sleep(max(0.0, began + seconds * sent / events - time.monotonic()))

    def _mixed(self, codes, events):
        weights = [1 / (n + 1) for n in range(len(codes))]
        mixed = codes + self._dice.choices(codes, weights, k=events - len(codes))
        self._dice.shuffle(mixed)
        return mixed

    def _template(self, code):
        """A packed XADD: what is before the id, between id and time, and after it."""
        its = event(code=code, id=ID, time=TIME, site=f"App\\Order::step{code}")
        packed = b"".join(self._connection.pack_command("XADD", KEY, "*", *(part for pair in its.items() for part in pair)))
        before, rest = packed.split(ID.encode())
        between, after = rest.split(TIME.encode())
        return before, between, after

    def _send(self, codes, templates):
        """All of them appear in one moment."""
        now_ms = int(time.time() * 1000)
        minute, text = now_ms // 60000 * 60, str(now_ms).encode()
        packed = []
        for code in codes:
            before, between, after = templates[code]
            packed += before, uuid7(now_ms).encode(), between, text, after
            self.first.setdefault(code, now_ms / 1000)
            self.counts[code][minute] += 1
        begin, end = (b"".join(self._connection.pack_command(word)) for word in ("MULTI", "EXEC"))
        self._connection.send_packed_command([b"".join([begin, *packed, end])])
        for _ in range(len(codes) + 1):  # each is queued
            self._connection.read_response()
        assert len(self._connection.read_response()) == len(codes)


def main(socket, password, seed):
    connection = redis.UnixDomainSocketConnection(path=socket, password=password)
    connection.connect()
    pour = Pour(connection, random.Random(int(seed)))
    for phase in json.load(sys.stdin):
        pour.phase(**phase)
    json.dump({"counts": pour.counts, "first": pour.first, "ended": time.time()}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
