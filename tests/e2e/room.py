"""room -- Redis, the stand-in and consumers, without PHP: events are put on the stream as they are."""
import collections
import contextlib
import pathlib
import socket

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

    def __init__(self, folder, redis=None, **options):
        """`redis`: another one than of its own; `options`: of its own."""
        self.folder = pathlib.Path(folder)
        self.redis = redis or Redis(folder, password=f"redis{MARK}", **options)
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

    def throw(self, events, **options):
        """Puts them on the stream and remembers what they count."""
        for its in events:
            self.thrown[its["code"]] += int(its["count"])
        put(self.redis.client(), events, **options)

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


BOOKS = {
    "minutes": "SELECT SUM(count) FROM errnotice_minute",
    "issues": "SELECT SUM(total) FROM errnotice_issue",
    "waiting": "SELECT SUM(counted) FROM errnotice_notice WHERE state <> 'told'",
    **{name: f"SELECT SUM(value) FROM errnotice_counter WHERE name = '{name}'"
       for name in ("ingested", "told", "pending", "muted", "unrouted")},
}


def stored_law(consumer):
    """The law from the store's own books, which no consumer has to tell; they are of one moment."""
    [books] = consumer.query("SELECT " + ", ".join(f"COALESCE(({sql}), 0) AS {name}" for name, sql in BOOKS.items()))
    assert books["ingested"] == books["minutes"] == books["issues"], books
    assert books["pending"] == books["waiting"], books
    assert books["ingested"] == sum(books[name] for name in ("told", "pending", "muted", "unrouted")), books
    return books
