"""quiet -- after the last fault: until nothing is on its way any more, and the books are right."""
import re

from support.stream import KEY
from support.wait import wait_until
from e2e.room import stored_law
from e2e.shop import told
import books

SETTLE_S = 120                 # a breaker looks for Redis every 30 s at last; robots are left alone for longer each time


def settle(estate):
    """What was thrown, and the metrics of a consumer; AssertionError where something does not add up."""
    def quiet():
        return _ready(estate) and not estate.waiting() and not _wrong(estate)

    try:
        wait_until(quiet, SETTLE_S, "quiet", pause=0.2)
    except TimeoutError:
        raise AssertionError(f"{_wrong(estate) or 'the books are right'}; waiting: {estate.waiting()}") from None
    law = stored_law(estate.consumers[0])
    for consumer in estate.consumers:
        assert consumer.check_law()["ingested_total"] == law["ingested"]
    _heard(estate)
    metrics = estate.consumers[0].metrics()
    assert metrics.sum("poison_total") == 0
    assert estate.redis.client().xpending(KEY, "errnotice")["pending"] == 0
    crashes = [line for pid, line in re.findall(r"child (\d+) (exited on signal (?!9 )\d+.*)", estate.fpm.log())
               if int(pid) not in estate.crashed]
    assert not crashes, f"workers crashed: {crashes}"
    return books.thrown(estate.book), metrics


def _heard(estate):
    """What the consumers say they told is what the group's messages say, each heard once; no robot was driven too hard."""
    def told_and_heard():
        return stored_law(estate.consumers[0])["told"], sum(told(message) for message in estate.dingtalk.messages())

    try:
        wait_until(lambda: len(set(told_and_heard())) == 1, SETTLE_S, "agreement", pause=0.1)
    except TimeoutError:
        raise AssertionError("told by the law {}, heard by the group {}".format(*told_and_heard())) from None
    stats = estate.dingtalk.stats()
    assert stats["throttled"] == 0
    assert not any(robot["repeated_changed"] for robot in stats["robots"].values()), "a message changed between two tries"


def _ready(estate):
    return all(consumer.get("/readyz")[0] == 200 for consumer in estate.consumers)


def _wrong(estate):
    consumer = estate.consumers[0]
    return books.wrong(books.thrown(estate.book), books.counted(consumer), consumer.metrics().sum("lost_total"))
