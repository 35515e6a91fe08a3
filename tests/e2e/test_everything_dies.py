"""Errors come without a break while each part in turn is killed, frozen, restarted or refuses: counts stay exact."""
import concurrent.futures
import itertools
import random
import threading
import time

from support.consumer import Consumer
from support.dingtalk import Robot, Server
from support.fpm import Fpm, Pool
from support.redis import Redis
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
THROWERS = 3
SEED = 20260101


class Throwers:
    """Threads that let errors happen until they are told to stop; every answer must come whole."""

    def __init__(self, fpm):
        self.thrown = 0
        self._fpm = fpm
        self._stop = threading.Event()
        self._numbers = itertools.count()
        self._pool = concurrent.futures.ThreadPoolExecutor(THROWERS)
        self._running = [self._pool.submit(self._run) for _ in range(THROWERS)]

    def _run(self):
        count = 0
        while not self._stop.is_set():
            answer = self._fpm.request(ORDER, f"/?code={10100 + next(self._numbers) % 50}")
            assert answer.complete and answer.status == 500
            count += 1
            self._stop.wait(0.01)
        return count

    def stop(self):
        self._stop.set()
        self.thrown = sum(thread.result() for thread in self._running)
        self._pool.shutdown()


def disasters(redis, fpm, consumer, dingtalk):
    """What can happen, each with what ends it."""
    def consumer_dies():
        consumer.kill()
        time.sleep(0.2)
        consumer.start(ready=False)

    def redis_freezes():
        redis.pause()
        time.sleep(0.5)
        redis.resume()

    def dingtalk_fails():
        for fault in ({"errcode": -1, "errmsg": "busy"}, {"preset": "502"}, {"reset": "after"}, {"delay": 0.5}):
            dingtalk.fault("t", **fault)
        time.sleep(0.3)

    return [consumer_dies, consumer_dies, redis.restart, redis_freezes, fpm.reload, fpm.reload, dingtalk_fails]


def test_counts_stay_exact(tmp_path):
    redis, dingtalk = Redis(tmp_path), Server([Robot("t", secret="SECt")])
    fpm = Fpm(tmp_path, pools={"www": Pool(4)}, settings=["process_control_timeout = 20s"], ini=[
        f'errnotice.redis="{redis.unix_url}"', 'errnotice.codes="10000-10999"', "errnotice.app=shop",
        "errnotice.slots=16384", "display_errors=0", "log_errors=0"])
    consumer = Consumer(tmp_path, redis.unix_url, robots={"r": {"webhook": dingtalk.webhook("t"), "secret": "SECt"}},
                        sections={"queue": {"claim_after": "1s"}})
    with redis, dingtalk, fpm, consumer:
        throwers = Throwers(fpm)
        try:
            order = disasters(redis, fpm, consumer, dingtalk) * 2
            random.Random(SEED).shuffle(order)
            for disaster in order:
                disaster()
                time.sleep(0.5)
        finally:
            throwers.stop()
        thrown = consumer.wait_for_all(throwers.thrown, lambda: fpm.request(ORDER, "/?code=10012"))
        law = consumer.check_law()
        assert law["ingested_total"] == thrown and throwers.thrown > 500
        assert consumer.metrics().sum("lost_total") == 0
        [row] = consumer.query("SELECT SUM(count) AS n FROM errnotice_minute")
        assert row["n"] == thrown
        assert dingtalk.stats()["throttled"] == 0
