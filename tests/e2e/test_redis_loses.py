"""What Redis took and then lost: counted + named as lost = thrown, and the group is told once."""
import re
import subprocess
import time

from support import paths
from support.consumer import Consumer
from support.fpm import Fpm, Pool
from support.sentinel import Watched
from support.stream import KEY, Sender, event
from support.wait import wait_until
from e2e.house import APPS
from e2e.shop import make_shop  # noqa: F401  (a fixture)

ORDER = APPS / "plain" / "order.php"
TITLE = re.compile(r"\[errnotice\] (.+) · errors lost: (\d+)$")


def named(consumer):
    return consumer.metrics().sum("lost_total", reason="queue")


def wait_named(consumer, errors):
    consumer.wait("lost_total", errors, reason="queue")
    assert named(consumer) == errors


def test_entries_that_somebody_deleted_are_told_once_with_their_host(make_shop):
    shop, sender = make_shop(), Sender("web7")
    client = shop.redis.client()
    sender.send(client, 500)
    sender.beat(client)
    shop.consumer.wait("ingested_total", 500)
    shop.consumer.stop()
    sender.send(client, 42)
    client.xtrim(KEY, 0, approximate=False)
    shop.consumer.start()
    sender.beat(client)
    wait_named(shop.consumer, 42)
    law = shop.consumer.check_law()
    assert law["ingested_total"] + 42 == sender.taken
    message = wait_until(lambda: next((its for its in shop.messages() if TITLE.match(its["title"])), None), 20, "word")
    assert TITLE.match(message["title"]).groups() == ("web7", "42")
    assert "web7: 42 · the queue (Redis) had taken them, and lost them" in message["text"]
    assert "the queue lost 42 errors of host web7 that it had taken" in shop.consumer.log()
    check = subprocess.run([paths.consumer(), "--config", shop.consumer.conf, "check", "--connect"],
                           capture_output=True, text=True, timeout=20, check=False)
    assert "store: the queue lost 42 errors of 1 hosts that it had taken\n" in check.stdout
    shop.consumer.restart()
    sender.beat(client)
    time.sleep(1)
    assert named(shop.consumer) == 42


def test_what_is_on_its_way_is_not_missed(make_shop):
    shop, sender = make_shop(sections={"queue": {"claim_after": "1s"}}), Sender()
    client = shop.redis.client()
    for n in range(40):
        sender.send(client, 100)
        sender.beat(client)
        if n % 10 == 9:
            shop.consumer.kill()
            shop.consumer.start(ready=False)
    shop.consumer.wait("ingested_total", 4000)
    wait_until(lambda: shop.consumer.query("SELECT taken FROM errnotice_source")[0]["taken"] == 4000, 10, "comparison")
    assert named(shop.consumer) == 0


def test_an_answer_that_never_came_and_another_stream_are_no_loss(make_shop):
    shop, sender, other = make_shop(), Sender(), Sender("web-2")
    client = shop.redis.client()
    sender.send(client, 5, take=False)     # sent again, and taken then: the same ids
    other.taken = 1000
    other.beat(client, stream="another")
    client.hset("errnotice:hosts", "old", "1764000000 0.1.0 77")
    client.hset("errnotice:hosts", "rubbish", "x" * 5000)
    sender.beat(client)
    shop.consumer.wait("ingested_total", 5)
    sender.taken = 5
    sender.beat(client)
    wait_until(lambda: shop.consumer.query("SELECT taken FROM errnotice_source")[0]["taken"] == 5, 10, "comparison")
    assert named(shop.consumer) == 0 and len(shop.consumer.query("SELECT * FROM errnotice_source")) == 1


def test_two_consumers_tell_of_a_flush_once(make_shop):
    shop, sender = make_shop(), Sender()
    client = shop.redis.client()
    first = shop.consumer
    second = Consumer(shop.folder / "second", shop.redis.unix_url,
                      sections={**{name: keys for name, keys in first.sections.items() if name != "http"}})
    with second:
        for times in range(1, 4):
            sender.send(client, 10)
            first.wait("ingested_total", 10 * times)
            pipe = client.pipeline(transaction=True)
            for _ in range(7):
                pipe.xadd(KEY, event("a", source=sender.source))
            pipe.flushall()
            pipe.execute()
            sender.taken += 7
            wait_until(lambda: client.exists(KEY), 10, "the stream made again")
            sender.beat(client)
            wait_named(first, 7 * times)
        assert first.check_law()["ingested_total"] + named(first) == sender.taken


def test_a_user_who_may_not_read_heartbeats_is_told(make_shop):
    shop = make_shop()
    shop.redis.client().execute_command("ACL", "SETUSER", "default", "-hscan")
    wait_until(lambda: "HSCAN errnotice:hosts is refused" in shop.consumer.log(), 10, "word of it")
    shop.put([event("a")])
    shop.consumer.wait("ingested_total", 1)
    assert shop.consumer.log().count("HSCAN") == 1


# --- PHP, sentinels, and a replica that was behind ---

def test_a_failover_that_loses_the_newest_entries(tmp_path):
    with Watched(tmp_path) as watched:
        fpm = Fpm(tmp_path / "app", pools={"www": Pool(2)}, ini=[
            f'errnotice.redis="{watched.url}"', "errnotice.codes=10000-10999", "errnotice.app=sentinel",
            "errnotice.timeout=500", "errnotice.heartbeat=1s", "errnotice.spool=", "display_errors=0"])
        consumer = Consumer(tmp_path, watched.url)
        thrown = 0

        def throw(count):
            nonlocal thrown
            for _ in range(count):
                assert fpm.request(ORDER, "/?code=10012").status == 500
            thrown += count

        with consumer, fpm:
            throw(20)
            consumer.wait("ingested_total", 20)
            watched.replicated()
            watched.cut()
            throw(30)                               # these are read before the master dies
            consumer.wait("ingested_total", 50)
            consumer.stop()
            throw(40)                               # these are not
            wait_until(lambda: watched.master.client().xlen(KEY) == 40, 10, "every event")
            watched.master.kill()
            watched.replica.resume()
            watched.fail_over(kill=False)
            consumer.start()
            consumer.wait_for_all(thrown, lambda: throw(1))
            assert named(consumer) == 40
            consumer.check_law()
