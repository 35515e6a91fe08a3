"""A host whose heartbeat stops is told of, and again when it is back."""
import json
import sqlite3
import subprocess
import time

from e2e.shop import make_shop, told  # noqa: F401  (make_shop is a fixture)
from support import paths
from support.wait import wait_until

SOURCE = "019ab697-ebe8-7000-8000-000000000001"


def beat(shop, host):
    shop.redis.client().hset("errnotice:hosts", host, f"{int(time.time())} 0.2.0 0 {SOURCE} errnotice:events")


def look_again(shop, silent_s=0):
    """The consumer looks at its start, as if it had looked half a minute ago and the heartbeat were that much older."""
    wait_until(lambda: shop.consumer.query("SELECT * FROM errnotice_watch"), 10, "first look")
    shop.consumer.kill()
    with sqlite3.connect(shop.consumer.database) as store:
        store.execute("UPDATE errnotice_watch SET looked_at = looked_at - 30")
        store.execute("UPDATE errnotice_host SET changed_at = changed_at - ?", [silent_s])
    store.close()
    shop.consumer.start()


def test_told_once_and_again_when_it_is_back_and_forgotten_when_it_never_is(make_shop):
    shop = make_shop(sections={"hosts": {"silent_after": "10m"}})
    beat(shop, "web-7")
    beat(shop, "web-8")
    look_again(shop)
    wait_until(lambda: shop.consumer.query("SELECT * FROM errnotice_host"), 10, "hosts")
    look_again(shop, 600)
    [silent] = shop.wait_messages(1)
    assert silent["title"] == "[errnotice] 2 hosts · no heartbeat" and told(silent) == 0
    status = subprocess.run([paths.consumer(), "--config", shop.consumer.conf, "status", "--json"],
                            capture_output=True, text=True, check=True)
    hosts = json.loads(status.stdout)["silent_hosts"]
    assert [host["host"] for host in hosts] == ["web-7", "web-8"] and 600 <= hosts[0]["silent_s"] < 700
    beat(shop, "web-7")
    look_again(shop, 31 * 86400)
    [back] = wait_until(lambda: shop.consumer.query("SELECT * FROM errnotice_bulletin WHERE kind = 'back'"), 10, "word")
    assert (back["subject"], back["reason"]) == ("web-7", "31d")
    wait_until(lambda: shop.redis.client().hlen("errnotice:hosts") == 1, 10, "one host")
    assert [its["title"] for its in shop.messages() if "no heartbeat" in its["title"]] == [silent["title"]]
