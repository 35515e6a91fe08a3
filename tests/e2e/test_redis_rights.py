"""Users of Redis who may do what docs/redis.md names, and no more: events go in, are counted and taken off."""
import re
import subprocess

from support import paths
from support.consumer import Consumer
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.stream import event
from support.wait import wait_until
from e2e.house import APPS
from e2e.shop import keep_poison

ORDER = APPS / "plain" / "order.php"


def rights():
    """What the page names: for the extension, for the consumer, and what only sentinels and clusters need."""
    page = (paths.ROOT / "docs/redis.md").read_text("utf-8")
    text = re.search(r"^The user needs (.*?for the extension); (.*?for the\s+consumer); both ", page, re.M | re.S)
    return [["+" + name.lower() for name in re.findall(r"`([A-Z|]+)`", part)] for part in text.groups()]


def test_the_rights_that_the_page_names_are_enough(tmp_path):
    producer, consumer_rights = rights()
    with Redis(tmp_path) as redis:
        for user, names in (("web", producer), ("counter", consumer_rights)):
            redis.client().execute_command("ACL", "SETUSER", user, "on", ">pw", "~errnotice:*", *names)
        urls = {user: f"redis://{user}:pw@127.0.0.1:{redis.port}/1" for user in ("web", "counter")}
        with Fpm(tmp_path, pools={"www": Pool(1)}, ini=[
                f'errnotice.redis="{urls["web"]}"', "errnotice.codes=10000-10999", "errnotice.app=rights",
                "errnotice.timeout=1000", "display_errors=0"]) as fpm, Consumer(tmp_path, urls["counter"]) as consumer:
            for _ in range(10):
                fpm.request(ORDER, "/?code=10012")
            consumer.wait("ingested_total", 10)
            wait_until(lambda: redis.client(db=1).xlen("errnotice:events") == 0, 10, "empty stream")
            assert redis.client(db=1).hlen("errnotice:hosts") == 1
        assert redis.client().execute_command("ACL", "LOG") == []


def test_what_goes_back_to_the_queue_needs_one_right_more(tmp_path):
    with Redis(tmp_path) as redis:
        redis.client().execute_command("ACL", "SETUSER", "counter", "on", ">pw", "~errnotice:*", *rights()[1])
        with Consumer(tmp_path, f"redis://counter:pw@127.0.0.1:{redis.port}/0") as consumer:
            keep_poison(consumer, "17-0", event("a"))
            replay = [paths.consumer(), "--config", consumer.conf, "poison", "replay", "17-0"]
            done = subprocess.run(replay, capture_output=True, text=True, timeout=20, check=False)
            assert done.returncode == 111 and "xadd" in done.stderr.lower()
            redis.client().execute_command("ACL", "SETUSER", "counter", "+xadd")
            subprocess.run(replay, timeout=20, check=True)
            consumer.wait("ingested_total", 1)
