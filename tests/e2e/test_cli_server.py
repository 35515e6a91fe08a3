"""PHP's own web server has no moment after the response: the hand-over is in it, and bounded."""
import http.client
import time

import pytest

from support import paths
from support.process import Process, free_port
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

TIMEOUT_S = 0.05
SLACK_S = 1.0


@pytest.fixture
def redis(tmp_path):
    with Redis(tmp_path) as server:
        yield server


@pytest.fixture
def server(tmp_path, redis):
    ini = tmp_path / "php.ini"
    ini.write_text(f'extension={paths.extension()}\nerrnotice.codes="10000-10999"\nerrnotice.redis="{redis.url}"\n'
                   f"errnotice.timeout={int(TIMEOUT_S * 1000)}\ndisplay_errors=0\nlog_errors=1\n", "utf-8")
    port = free_port()
    process = Process([paths.php_cli(), "-c", ini, "-S", f"127.0.0.1:{port}", "-t", APPS / "plain"], tmp_path / "log")
    try:
        wait_until(lambda: process.need() and get(port, "/nothing.php"), 20, "answer of the web server")
        yield port
    finally:
        process.stop()


def get(port, path):
    """Status, body and how long it took."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, time.monotonic() - began


def on_the_stream(redis):
    return redis.client().xlen("errnotice:events")


def test_each_error_arrives(server, redis):
    for code in (10012, 10013, 20000):
        assert get(server, f"/order.php?code={code}")[0] == 500
    wait_until(lambda: on_the_stream(redis) == 2, 10, "two events")
    events = [fields for _, fields in redis.client().xrange("errnotice:events")]
    assert [(e["sapi"], e["code"]) for e in events] == [("cli-server", "10012"), ("cli-server", "10013")]


def test_a_frozen_redis_costs_one_timeout(server, redis):
    assert get(server, "/order.php?code=10012")[0] == 500
    redis.pause()
    began = time.monotonic()
    for _ in range(60):
        status, body, took = get(server, "/order.php?code=10012")
        assert status == 500 and body == b"" and took < TIMEOUT_S + SLACK_S
    assert time.monotonic() - began < TIMEOUT_S + 2 * SLACK_S
    redis.resume()

    def arrived():
        get(server, "/order.php?code=10013")
        events = [fields for _, fields in redis.client().xrange("errnotice:events")]
        return len({e["id"] for e in events if e["code"] == "10012"}) == 61

    wait_until(arrived, 45, "every event after the outage", pause=0.2)
