"""Each server of Redis's kind that is in PATH: what is asked of one is what the others answer, too."""
import re
import shutil
import socket
import subprocess

import pytest

from support import paths
from support.consumer import Consumer
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.stream import KEY, event, put
from support.wait import wait_until
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
INFO = APPS / "plain" / "info.php"
SERVERS = [name for name in ("redis-server", "valkey-server") if shutil.which(name)]


@pytest.fixture(params=SERVERS or ["redis-server"])
def redis(request, tmp_path):
    with Redis(tmp_path, server=request.param, password="Sup3rS3cret") as made:
        yield made


def test_taken_counted_claimed_lost_and_begun_anew(redis, tmp_path):
    client = redis.client()
    fpm = Fpm(tmp_path / "app", pools={"www": Pool(1)}, ini=[
        f'errnotice.redis="{redis.url}"', "errnotice.codes=10000-10999", "errnotice.heartbeat=1s", "errnotice.spool=",
        "display_errors=0"])
    with fpm, Consumer(tmp_path, redis.url, sections={"queue": {"claim_after": "1s"}}) as consumer:
        for _ in range(5):
            fpm.request(ORDER, "/?code=10012")
        consumer.wait("ingested_total", 5)

        # another consumer of the group takes some and is never heard of again
        consumer.stop()
        put(client, [event() for _ in range(10)])
        assert len(client.xreadgroup("errnotice", "dead", {KEY: ">"}, count=4)[0][1]) == 4
        consumer.start()
        consumer.wait("ingested_total", 15)
        wait_until(lambda: client.xlen(KEY) == 0, 10, "empty stream")

        # what was taken and not read goes with the stream and its group
        consumer.stop()
        for _ in range(3):
            fpm.request(ORDER, "/?code=10012")
        wait_until(lambda: client.xlen(KEY) == 3, 10, "three more")
        client.delete(KEY)
        consumer.start()

        def known():
            fpm.request(INFO)
            return consumer.metrics().sum("lost_total", host=socket.gethostname(), reason="queue") == 3

        wait_until(known, 20, "the three", pause=0.5)
        assert "is gone" in consumer.log()
        assert consumer.check_law()["ingested_total"] == 15

        checked = subprocess.run([paths.consumer(), "--config", consumer.conf, "check", "--connect"], capture_output=True,
                                 text=True, timeout=20, check=False).stdout
        assert re.search(r"^queue: there: \S+, (Redis|Valkey) \d+\.\d+\.\d+, 0 entries in errnotice:events$", checked, re.M)
