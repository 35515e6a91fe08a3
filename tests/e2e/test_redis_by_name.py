"""A Redis that goes by a name, and a name server that does not answer: the application does not notice."""
import os
import pathlib
import re
import time

import pytest

from support.fpm import Fpm, Pool
from support.nameserver import NameServer
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
INFO = APPS / "plain" / "info.php"
WORKERS = 2
TIMEOUT_S = 0.1                # errnotice.timeout; the C library waits 5 s for a name server, twice
SLACK_S = 1.0                  # what a busy machine may add to one answer

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="a resolv.conf of its own and port 53 need root")


def threads(pid):
    return int(re.search(r"^Threads:\s*(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text("ascii"), re.M)[1])


def test_a_name_server_that_does_not_answer_costs_one_timeout_a_worker(tmp_path):
    with Redis(tmp_path) as redis, NameServer(tmp_path) as names, Fpm(
            tmp_path, pools={"www": Pool(WORKERS)}, launcher=names.launcher, ini=[
                f'errnotice.redis="redis://redis.errnotice.test:{redis.port}"', "errnotice.codes=10000-10999",
                "errnotice.app=names", f"errnotice.timeout={int(TIMEOUT_S * 1000)}", 'errnotice.spool=""',
                "display_errors=0"]) as fpm:
        began, times = time.monotonic(), []
        for _ in range(100):
            answer = fpm.request(ORDER, "/?code=10012")
            assert answer.status == 500 and answer.complete
            times.append(answer.end_s)
        # a hundred requests that waited each would take 10 s and more
        assert time.monotonic() - began < WORKERS * TIMEOUT_S + 2 * SLACK_S
        assert max(times) < TIMEOUT_S + SLACK_S
        assert names.asked > 0
        assert "no answer of the name server in time" in fpm.request(INFO).body.decode()
        # one look-up at a time, however many events wait
        assert max(threads(pid) for pid in fpm.workers) <= 2
        names.speaks.set()
        thrown = 100

        def arrived():
            nonlocal thrown
            fpm.request(ORDER, "/?code=10012")
            thrown += 1
            return redis.client().xlen("errnotice:events") == thrown

        wait_until(arrived, 60, "every event, once there are names", pause=0.3)
