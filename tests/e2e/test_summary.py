"""The summary of a day: whoever is killed, it is told once."""
import datetime
import re
import sqlite3
import time

from e2e.shop import make_shop, told  # noqa: F401  (make_shop is a fixture)
from support.stream import event
from support.wait import wait_until


def as_if_a_day_had_passed(shop):
    """The consumer must not be running."""
    with sqlite3.connect(shop.consumer.database) as store:
        assert store.execute("UPDATE errnotice_summary SET date = date - 86400").rowcount == 1
    store.close()


def noon():
    """A zone in which it is about noon, so that no day ends during a test, and the day before there."""
    now = datetime.datetime.now(datetime.timezone.utc)
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}", now + datetime.timedelta(hours=ahead - 24)


def test_one_message_a_day_whoever_is_killed(make_shop):
    zone, yesterday = noon()
    shop = make_shop(sections={"summary": {"at": f"00:00 {zone}"}})
    thrown = int((time.time() - 86400) * 1000)
    shop.put([event("a", code="10012", time=thrown, count=7)])
    wait_until(lambda: shop.notices("told"), 10, "answer")
    wait_until(lambda: shop.consumer.query("SELECT * FROM errnotice_summary"), 10, "calendar")
    shop.consumer.kill()
    as_if_a_day_had_passed(shop)
    shop.fault(delay=0.7, accept=True)
    shop.consumer.start()
    message = shop.wait_messages(2)[1]  # accepted, and the answer not yet sent
    shop.consumer.kill()
    shop.consumer.start()
    wait_until(lambda: len(shop.notices("told")) == 2, 30, "answer")
    assert message["title"] == f"[errnotice] {yesterday:%Y-%m-%d} · errors: 7 (the day before 0)"
    assert re.search(r"^- .*10012: 7 \(0\)$", message["text"], re.M)
    assert told(message) == 0 and len(shop.messages()) == 2
    assert shop.stats()["repeated"] == 1 and shop.stats()["repeated_changed"] == 0
    assert [row["about"] for row in shop.notices("told")] == ["issues", "summary"]
    shop.consumer.check_law()
