"""How a Redis may lose or evict the stream is said in words, at start and by check; a sound one is not spoken of."""
import subprocess

import pytest

from support import paths
from support.consumer import Consumer
from support.redis import Redis
from support.wait import wait_until

SOUND = {"maxmemory-policy": "noeviction", "appendonly": "yes", "appendfsync": "everysec"}


def told(consumer):
    """The lines of the log and of check that are about dangers; both say the same."""
    wait_until(lambda: "the queue is there" in consumer.log(), 10, "word that the queue is there")
    logged = [line.split("the queue: ", 1)[1] for line in consumer.log().splitlines() if "the queue: " in line]
    done = subprocess.run([paths.consumer(), "--config", consumer.conf, "check", "--connect"], capture_output=True,
                          text=True, timeout=30, check=True)
    checked = [line.removeprefix("queue: ") for line in done.stdout.splitlines() if line.startswith("queue: ")][1:]
    assert checked == logged
    return logged


@pytest.mark.parametrize("setting, value, danger", [
    (None, None, None),
    ("maxmemory-policy", "allkeys-lru", "Redis may evict the whole stream"),
    ("maxmemory-policy", "volatile-lru", None),
    ("appendonly", "no", "a crash of Redis loses what was not yet consumed"),
    ("appendfsync", "no", "loses what the system had not yet written"),
])
def test_a_setting_that_may_lose_events_is_named(tmp_path, setting, value, danger):
    with Redis(tmp_path) as redis:
        for name, sound in {**SOUND, **({setting: value} if setting else {})}.items():
            redis.client().config_set(name, sound)
        with Consumer(tmp_path, redis.url) as consumer:
            lines = told(consumer)
    assert len(lines) == (1 if danger else 0)
    if danger:
        assert setting in lines[0] and danger in lines[0]


def test_replicas_that_nobody_waits_for_are_named(tmp_path):
    with Redis(tmp_path / "one") as redis, \
            Redis(tmp_path / "two", settings=[f"replicaof 127.0.0.1 {redis.port}"]) as replica:
        wait_until(lambda: replica.client().info("replication")["master_link_status"] == "up", 20, "replica")
        with Consumer(tmp_path / "a", redis.url) as consumer:
            assert ["min-replicas-to-write is 0" in line for line in told(consumer)] == [True]
        redis.client().config_set("min-replicas-to-write", 1)
        with Consumer(tmp_path / "b", redis.url) as consumer:
            assert told(consumer) == []


@pytest.mark.parametrize("right, word", [("-config", "CONFIG GET is refused"), ("-info", "INFO is refused")])
def test_what_may_not_be_asked_is_said(tmp_path, right, word):
    with Redis(tmp_path) as redis:
        redis.client().execute_command("ACL", "SETUSER", "default", right)
        with Consumer(tmp_path, redis.url) as consumer:
            assert [word in line for line in told(consumer)] == [True]
