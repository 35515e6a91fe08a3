"""A Redis that answers, and says no: events wait, php-fpm and its log stay calm, and all is counted once it says yes."""
import contextlib

import pytest

from support import refusals
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
INFO = APPS / "plain" / "info.php"
THROWN = 30
STREAM = "errnotice:events"


@contextlib.contextmanager
def other_type(client):
    client.delete(STREAM)
    client.set(STREAM, "not a stream")
    yield
    client.delete(STREAM)


@contextlib.contextmanager
def full_stream(client):
    """Until it is read."""
    for _ in range(5):
        client.xadd(STREAM, {"v": "0"})
    yield


REFUSALS = {
    "full": (refusals.full, "OOM"),
    "read only": (refusals.read_only, "READONLY"),
    "password": (refusals.locked, "NOAUTH"),
    "type": (other_type, "WRONGTYPE"),
    "forbidden": (refusals.forbidden, "NOPERM"),
    "limit": (full_stream, "errnotice.stream_limit"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refused_and_taken_later(tmp_path, name):
    refused, word = REFUSALS[name]
    with Redis(tmp_path) as redis, Fpm(tmp_path, pools={"www": Pool(2)}, ini=[
            f'errnotice.redis="{redis.unix_url}"', 'errnotice.codes="10000-10999"', "errnotice.timeout=500",
            f"errnotice.stream_limit={5 if name == 'limit' else 100000}", "display_errors=0", "log_errors=1"]) as fpm:
        client = redis.client()
        with refused(client):
            for code in range(10100, 10100 + THROWN):
                answer = fpm.request(ORDER, f"/?code={code}")
                assert answer.status == 500 and answer.end_s < 1
            wait_until(lambda: word in fpm.request(INFO).body.decode(), 5, f"{word} in phpinfo()")
            assert fpm.log().count("errnotice:") <= 3, "one line an outage, not one an event"
        seen = set()

        def arrived():
            """As a consumer: what is read is taken off the stream, so that there is room."""
            fpm.request(ORDER, "/?code=10012")
            for entry, fields in client.xrange(STREAM):
                seen.add(fields.get("code", "none of ours"))
                client.xdel(STREAM, entry)
            return len(seen - {"none of ours"}) == THROWN + 1

        wait_until(arrived, 45, "every event", pause=0.2)
        assert seen - {"none of ours"} == {"10012", *(str(code) for code in range(10100, 10100 + THROWN))}
