"""room -- Redis, the stand-in and consumers, without PHP: events are put on the stream as they are."""
import collections
import contextlib
import pathlib
import socket
import sqlite3

from support.consumer import Consumer
from support.dingtalk import Robot, Server
from support.redis import Redis
from support.stream import KEY, put
from support.wait import wait_until

MARK = "PLANTED"
SECRET = f"SEC{MARK}secret"
TOKEN = f"{MARK}-token"
# every way out of the law: told or pending, muted, unrouted
ROUTES = {"muted": {"codes": "20000-29999", "robot": "none"}, "told": {"codes": "10000-19999", "robot": "ops"}}
CODES = ("10012", "10013", "20001", "30001", "ORDER_404")


class Room:
    """Redis, the stand-in, and a consumer that tells, mutes and leaves unrouted."""

    def __init__(self, folder, **options):
        self.folder = pathlib.Path(folder)
        self.redis = Redis(folder, password=f"redis{MARK}", **options)
        self.dingtalk = Server([Robot(TOKEN, secret=SECRET)])
        self.thrown = collections.Counter()  # events by code
        self.consumer = None

    def start(self, sections=None, redis=True, ready=True):
        self.dingtalk.start()
        if redis:
            self.redis.start()
        self.consumer = self.another("consumer", sections)
        self.consumer.start(ready=ready)
        return self

    def another(self, name, sections=None):
        """A further consumer; they share a store when `sections` say so."""
        return Consumer(self.folder / name, self.redis.unix_url, routes=ROUTES,
                        robots={"ops": {"webhook": self.dingtalk.webhook(TOKEN), "secret": SECRET}},
                        sections={"queue": {"claim_after": "1s"}, **(sections or {})})

    def stop(self):
        for part in (self.consumer, self.dingtalk, self.redis):
            if part:
                part.stop()

    def throw(self, events):
        """Puts them on the stream and remembers what they count."""
        for its in events:
            self.thrown[its["code"]] += int(its["count"])
        put(self.redis.client(), events)

    @property
    def total(self):
        return sum(self.thrown.values())

    @property
    def left(self):
        return self.redis.client().xlen(KEY)

    def drained(self, timeout=60):
        wait_until(lambda: self.left == 0, timeout, "empty stream")

    def check_exact(self, consumer=None):
        """What was thrown is what every table says, and the law holds."""
        consumer = consumer or self.consumer
        law = consumer.check_law()
        assert law["ingested_total"] == self.total
        assert law["muted_total"] == sum(n for code, n in self.thrown.items() if code.startswith("2"))
        for table, column in (("errnotice_minute", "count"), ("errnotice_issue", "total")):
            rows = consumer.query(f"SELECT code, SUM({column}) AS n FROM {table} GROUP BY code")
            assert {row["code"]: row["n"] for row in rows} == dict(self.thrown), table


@contextlib.contextmanager
def busy_port():
    """A loopback port at which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def stored_law(database):
    """The law from the store's own two books, while no consumer runs."""
    with sqlite3.connect(database, timeout=10) as store:
        counters = collections.Counter()
        for name, value in store.execute("SELECT name, value FROM errnotice_counter"):
            counters[name] += value
        minutes, = store.execute("SELECT COALESCE(SUM(count), 0) FROM errnotice_minute").fetchone()
        waiting, = store.execute("SELECT COALESCE(SUM(counted), 0) FROM errnotice_notice WHERE state <> 'told'").fetchone()
    store.close()
    assert counters["ingested"] == minutes
    assert counters["pending"] == waiting
    assert counters["ingested"] == sum(counters[name] for name in ("told", "pending", "muted", "unrouted"))
    return counters
