"""Each query of docs/statistics.md, run on a store whose content is known."""
import re
import sqlite3
import time

import pytest

from support import paths
from support.consumer import Consumer
from support.dingtalk import Robot, Server
from support.redis import Redis
from support.stream import KEY, event, put, uuid7
from support.wait import wait_until

PAGE = paths.ROOT / "docs" / "statistics.md"
NAMED_ID = "019ab000-0000-7000-8000-000000000001"
HOUR, DAY = 3600, 86400
QUERIES = dict(re.findall(r"^### ([^\n]+)\n[^#]*?```sql\n(.+?)```", PAGE.read_text("utf-8"), re.M | re.S))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A consumer's store: 10012 ×7 now and ×2 yesterday, 10013 ×1 a week and a day ago, ORDER_404 ×3 of release r2."""
    folder = tmp_path_factory.mktemp("statistics")
    now = time.time()

    def at(seconds_ago, **fields):
        moment = int((now - seconds_ago) * 1000)
        return event(**{"id": uuid7(moment), "time": moment, "release": "r1", **fields})

    detail = {"request": {"uri": "/pay"}, "trace": [{"file": "Order.php", "line": 42}]}
    events = [
        at(0, code="10012", count=6), at(0, code="10012", id=NAMED_ID, detail=detail, host="web2"),
        at(DAY + 1800, code="10012", count=2), at(8 * DAY, code="10013", refused=int(now) - 3600),
        at(0, code="ORDER_404", count=3, app="blog", release="r2"),
    ]
    lost = at(0, kind="lost", code="slots", count=9, host="web9")
    with Redis(folder) as redis, Server([Robot("t"), Robot("gone")]) as dingtalk:
        gone = dingtalk.webhook("gone").replace("access_token=gone", "access_token=never")
        with Consumer(folder, redis.unix_url,
                      robots={"ops": {"webhook": dingtalk.webhook("t")}, "broken": {"webhook": gone}},
                      routes={"blog": {"apps": "blog", "robot": "broken"}, "old": {"codes": "10013", "robot": "none"},
                              "rest": {"robot": "ops"}},
                      sections={"hosts": {"robot": "ops"}}) as consumer:
            put(redis.client(), events + events[:1] + [lost], at_once=True)
            redis.client().xadd(KEY, {"v": "1", "id": "none"})
            consumer.wait("told_total", 9)
            consumer.wait("poison_total", 1)
            wait_until(lambda: consumer.metrics().sum("robot_works", robot="broken") == 0, 10, "refusal")
        database = sqlite3.connect(f"file:{consumer.database}?mode=ro", uri=True)
        yield database
        database.close()


def today(seconds_ago):
    """Whether that was today in Shanghai."""
    return int(time.time() - seconds_ago + 28800) // DAY == int(time.time() + 28800) // DAY


# Heading: what its query gives, as rows of some of its columns; None stands for "at least one row"
EXPECTED = {
    "Today's errors by code": [("10012", 7 + 2 * today(DAY + 1800), 1), ("ORDER_404", 3, 1)],
    "The last hour against the same hour yesterday": [("shop", "10012", 7, 2), ("blog", "ORDER_404", 3, 0)],
    "The ten most frequent issues of 24 hours": [("10012", 7), ("ORDER_404", 3)],
    "One code, minute by minute, for the last hour": [(7,)],
    "Errors of each application and environment in seven days": [("shop", "test", 9, 1), ("blog", "test", 3, 1)],
    "Errors by day, as far back as it goes": None,
    "Issues that were first seen today": [("ORDER_404", 3)],
    "Issues that a release brought": [("blog", "ORDER_404", 3)],
    "Issues that have been quiet for a week": [("shop", "10013")],
    "The newest events of a code, with where and on which host": None,
    "The event that a message names, with its trace": [("/pay", '[{"file":"Order.php","line":42}]')],
    "Is everything accounted for?": [("ingested", 13), ("muted", 1), ("pending", 3), ("told", 9)],
    "What has not been told yet": [("broken", 3)],
    "What DingTalk refused for good, and why": [],
    "When the group was last told of an issue": [("shop", "10012", "ops", 9)],
    "What PHP hosts had to drop": [("web9", "slots", 9)],
    "What the group is still to be told of that, and when it was last told": [("lost", "web9", "slots")],
    "Events that the queue had refused at first, by day": [(1,)],
    "Entries that could not be read": [("id is not a UUID",)],
    "Entries that came twice": [(1,)],
}


def rows_hold(rows, wanted):
    """Each wanted row's values are among those of the row at its place, in order."""
    def holds(row, values):
        left = iter(row)
        return all(any(value == its for its in left) for value in values)
    return len(rows) == len(wanted) and all(map(holds, rows, wanted))


def test_every_query_has_its_expectation():
    assert set(QUERIES) == set(EXPECTED)
    assert len(QUERIES) == PAGE.read_text("utf-8").count("```sql")


@pytest.mark.parametrize("heading", QUERIES)
def test_the_query_gives_what_was_thrown(store, heading):
    rows = store.execute(QUERIES[heading]).fetchall()
    wanted = EXPECTED[heading]
    if wanted is None:
        assert rows
    else:
        assert rows_hold(rows, wanted), rows


def test_days_and_minutes_add_up(store):
    rows = store.execute(QUERIES["Errors by day, as far back as it goes"]).fetchall()
    assert sum(row[1] for row in rows) == 13


def test_the_newest_event_comes_first(store):
    rows = store.execute(QUERIES["The newest events of a code, with where and on which host"]).fetchall()
    assert [row[2] for row in rows].count("web2") == 1
    assert len(rows) == 3


def test_the_table_of_columns_is_the_schema(store):
    table = re.findall(r"^\| `(errnotice_\w+)` \| [^|]* \| `([^`]*)` \|", PAGE.read_text("utf-8"), re.M)
    assert len(table) == 20
    for name, columns in table:
        has = [row[1] for row in store.execute(f"PRAGMA table_info({name})")]
        assert set(columns.split(", ")) <= set(has), name
