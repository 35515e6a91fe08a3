"""Redis down at start, later, or never there: the application does not notice, and nothing is lost or doubled."""
import time

import pytest

from support.consumer import Consumer
from support.dingtalk import Robot, Server
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
TIMEOUT_S = 0.05               # errnotice.timeout
WORKERS = 2
SLACK_S = 1.0                  # what a busy machine may add to one answer


class Outage:
    """Redis, php-fpm and a consumer whose Redis comes and goes."""

    def __init__(self, folder, ini=()):
        self.redis = Redis(folder)
        self.dingtalk = Server([Robot("t")])
        self.fpm = Fpm(folder, pools={"www": Pool(WORKERS)}, ini=[
            f'errnotice.redis="{self.redis.url}"', "errnotice.codes=10000-10999", "errnotice.app=outage",
            f"errnotice.timeout={int(TIMEOUT_S * 1000)}", "errnotice.spool=", "display_errors=0", "log_errors=1", *ini])
        self.consumer = Consumer(folder, self.redis.url, robots={"r": {"webhook": self.dingtalk.webhook("t")}})
        self.thrown = 0

    def throw(self, count):
        """So many errors, one after the other; how long each answer took."""
        times = []
        for _ in range(count):
            answer = self.fpm.request(ORDER, "/?code=10012")
            assert answer.status == 500 and answer.complete
            times.append(answer.end_s)
        self.thrown += count
        return times

    def all_known(self):
        """Every error is either counted or told as lost."""
        self.consumer.wait_for_all(self.thrown, lambda: self.throw(1))

    def counted(self):
        """
        Every error comes in, and is counted once.

        What Redis took without answering in time is sent again: the consumer knows it by its id.
        """
        self.all_known()
        assert self.consumer.check_law()["ingested_total"] == self.thrown
        assert self.consumer.metrics().sum("lost_total") == 0


@pytest.fixture
def outage(tmp_path, request):
    made = Outage(tmp_path, getattr(request, "param", ()))
    made.dingtalk.start()
    try:
        yield made
    finally:
        for part in (made.fpm, made.consumer, made.dingtalk, made.redis):
            part.stop()


def test_down_at_start_and_up_later(outage):
    outage.consumer.start(ready=False)
    outage.fpm.start()
    assert max(outage.throw(50)) < SLACK_S
    assert outage.consumer.get("/healthz")[0] == 200 and outage.consumer.get("/readyz")[0] == 503
    outage.redis.start()
    outage.counted()


def test_killed_in_between(outage):
    outage.redis.start()
    outage.consumer.start()
    outage.fpm.start()
    outage.throw(20)
    outage.consumer.wait("ingested_total", 20)
    outage.redis.kill()
    assert max(outage.throw(50)) < SLACK_S
    outage.redis.start()
    outage.counted()


def test_frozen_takes_one_timeout_for_each_worker_and_no_more(outage):
    """The time-out falls after the response: what it costs is seen by the next request of that worker."""
    outage.redis.start()
    outage.consumer.start()
    outage.fpm.start()
    outage.throw(20)
    outage.consumer.wait("ingested_total", 20)
    outage.redis.pause()
    began = time.monotonic()
    times = outage.throw(100)
    assert max(times) < TIMEOUT_S + SLACK_S
    # 100 requests that waited each would take 5 s and more
    assert time.monotonic() - began < WORKERS * TIMEOUT_S + 2 * SLACK_S
    outage.redis.resume()
    outage.counted()


def test_never_there(outage):
    outage.fpm.start()
    assert max(outage.throw(300)) < SLACK_S
    status = outage.fpm.request(APPS / "plain" / "info.php").body.decode()
    assert "Redis" in status


def test_the_consumer_says_once_what_it_waits_for(outage):
    outage.consumer.start(ready=False)
    wait_until(lambda: str(outage.redis.port) in outage.consumer.log(), 10, "line that names the address")
    time.sleep(3)
    assert outage.consumer.log().count("waiting for the queue") == 1
    outage.redis.start()
    wait_until(lambda: outage.consumer.get("/readyz")[0] == 200, 20, "readiness")


@pytest.mark.parametrize("outage", [["errnotice.slots=16"]], indirect=True, ids=["slots"])
def test_of_more_errors_than_there_is_room_for_the_number_is_kept(outage):
    """Slots are bounded; where there is no spool, what has to give up its own goes on as a number of its issue."""
    outage.consumer.start(ready=False)
    outage.fpm.start()
    outage.throw(100)
    outage.redis.start()
    outage.counted()
    assert outage.consumer.query("SELECT COUNT(*) AS n FROM errnotice_seen")[0]["n"] < outage.thrown
