"""shop -- Redis, the stand-in and the consumer, without PHP: events are put on the stream.

A test takes the fixture `make_shop` by importing it.
"""
import contextlib
import re
import sqlite3

import pytest

from support.consumer import Consumer
from support.dingtalk import Robot, Server
from support.redis import Redis
from support.stream import put

SECRET = "SECplanted4711"
TOKEN = "planted-token-"
COUNT = re.compile(r"×(\d+)")


def told(message):
    """How many events a message says it tells, by its title; its lines must add up to the same."""
    head = message["title"] or message["text"].splitlines()[0]  # plain text has no title
    if head.startswith("[errnotice]"):
        assert "×" not in message["title"] + message["text"]
        return 0
    found = COUNT.search(head)
    count = int(found[1]) if found else 1
    lines = [int(n) for n in re.findall(r"^- ×(\d+) ", message["text"], re.M)]
    assert not lines or sum(lines) == count, message["text"]
    first = COUNT.search(message["text"].splitlines()[0])
    assert (int(first[1]) if first else 1) == count
    return count


class Shop:
    """Redis, the stand-in and a consumer with a robot and a route for each application."""

    def __init__(self, folder, robots=("a",), port=0, tls=None, **robot):
        self.redis = Redis(folder)
        self.port = port
        self.names = robots
        self.dingtalk = Server([Robot(TOKEN + name, SECRET) for name in robots], port, tls=tls)
        self.settings = robot
        self.folder = folder
        self.consumer = None

    def start(self, routes=None, sections=None):
        self.redis.start()
        self.dingtalk.start()
        self.consumer = Consumer(
            self.folder, self.redis.unix_url,
            robots={name: {"webhook": self.dingtalk.webhook(TOKEN + name), "secret": SECRET, "timeout": "1s",
                           "language": "en", "timezone": "UTC", **self.settings} for name in self.names},
            routes=routes or {name: {"apps": name, "robot": name, "repeat": "2s"} for name in self.names},
            sections=sections)
        self.consumer.start()
        return self

    def put(self, events, **options):
        return put(self.redis.client(), events, **options)

    def messages(self, name="a"):
        return self.dingtalk.messages(TOKEN + name)

    def wait_messages(self, count, name="a", timeout=10):
        return self.dingtalk.wait_messages(count, TOKEN + name, timeout)

    def stats(self, name="a"):
        return self.dingtalk.stats()["robots"][TOKEN + name]

    def fault(self, name="a", **fields):
        self.dingtalk.fault(TOKEN + name, **fields)

    def calls(self, name="a"):
        return sum(self.stats(name)["answers"].values())

    def notices(self, state):
        return self.consumer.query("SELECT * FROM errnotice_notice WHERE state = ?", state)

    def stop(self):
        if self.consumer and self.consumer._process:
            log = self.consumer.log()
            self.consumer.stop()
            assert TOKEN not in log and SECRET not in log
        self.dingtalk.stop()
        self.redis.stop()


@pytest.fixture
def make_shop(tmp_path):
    shops = []

    def make(*arguments, routes=None, sections=None, **options):
        shop = Shop(tmp_path, *arguments, **options)
        shops.append(shop)
        return shop.start(routes, sections)

    yield make
    for shop in shops:
        shop.stop()


def keep_poison(consumer, stream_id, fields):
    """An entry as an earlier version left it that could not read it."""
    whole = b"".join(b"%d:%s," % (len(text), text) for pair in fields.items() for text in map(str.encode, pair))
    with contextlib.closing(sqlite3.connect(consumer.database, timeout=10)) as store, store:
        store.execute("INSERT INTO errnotice_poison (stream_id, at, reason, entry) VALUES (?, 1, 'v is 2', ?)",
                      (stream_id, whole))
