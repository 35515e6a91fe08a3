"""A Redis that answers, and says no: events wait, php-fpm and its log stay calm, and all is counted once it says yes."""
import pytest

from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
INFO = APPS / "plain" / "info.php"
THROWN = 30
STREAM = "errnotice:events"


def full(client):
    client.config_set("maxmemory-policy", "noeviction")
    client.config_set("maxmemory", "1kb")


def roomy(client):
    client.config_set("maxmemory", "0")


def read_only(client):
    client.execute_command("REPLICAOF", "127.0.0.1", "1")


def writable(client):
    client.execute_command("REPLICAOF", "NO", "ONE")


def locked(client):
    client.config_set("requirepass", "unknown")
    client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")


def unlocked(client):
    client.config_set("requirepass", "")


def other_type(client):
    client.delete(STREAM)
    client.set(STREAM, "not a stream")


def no_type(client):
    client.delete(STREAM)


def forbidden(client):
    client.execute_command("ACL", "SETUSER", "default", "-xadd")


def allowed(client):
    client.execute_command("ACL", "SETUSER", "default", "+xadd")


def full_stream(client):
    for _ in range(5):
        client.xadd(STREAM, {"v": "0"})


REFUSALS = {
    "full": (full, roomy, "OOM"),
    "read only": (read_only, writable, "READONLY"),
    "password": (locked, unlocked, "NOAUTH"),
    "type": (other_type, no_type, "WRONGTYPE"),
    "forbidden": (forbidden, allowed, "NOPERM"),
    "limit": (full_stream, lambda client: None, "errnotice.stream_limit"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refused_and_taken_later(tmp_path, name):
    refuse, relent, word = REFUSALS[name]
    with Redis(tmp_path) as redis, Fpm(tmp_path, pools={"www": Pool(2)}, ini=[
            f'errnotice.redis="{redis.unix_url}"', 'errnotice.codes="10000-10999"', "errnotice.timeout=500",
            f"errnotice.stream_limit={5 if name == 'limit' else 100000}", "display_errors=0", "log_errors=1"]) as fpm:
        client = redis.client()
        refuse(client)
        for code in range(10100, 10100 + THROWN):
            answer = fpm.request(ORDER, f"/?code={code}")
            assert answer.status == 500 and answer.end_s < 1
        wait_until(lambda: word in fpm.request(INFO).body.decode(), 5, f"{word} in phpinfo()")
        assert fpm.log().count("errnotice:") <= 3, "one line an outage, not one an event"

        relent(client)
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
