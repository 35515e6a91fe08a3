"""quiet -- after the last fault: until nothing is on its way any more, and the books are right."""
import re

from support.stream import KEY
from support.wait import wait_until
from e2e.room import stored_law
import books

SETTLE_S = 120                 # a breaker looks for Redis every 30 s at last


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
    metrics = estate.consumers[0].metrics()
    assert metrics.sum("poison_total") == 0
    assert estate.redis.client().xpending(KEY, "errnotice")["pending"] == 0
    assert estate.dingtalk.stats()["throttled"] == 0
    crashes = re.findall(r"exited on signal (?!9 )\d+.*", estate.fpm.log())
    assert not crashes, f"workers crashed: {crashes}"
    return books.thrown(estate.book), metrics


def _ready(estate):
    return all(consumer.get("/readyz")[0] == 200 for consumer in estate.consumers)


def _wrong(estate):
    consumer = estate.consumers[0]
    return books.wrong(books.thrown(estate.book), books.counted(consumer), consumer.metrics().sum("lost_total"))
