"""What the group is told beside errors: once, exactly, inert, and whatever is killed when."""
import random
import re
import sqlite3
import time

import pytest

from e2e.shop import SECRET, TOKEN, make_shop, told  # noqa: F401  (make_shop is a fixture)
from support.consumer import Consumer
from support.dingtalk import Robot
from support.stream import KEY, event
from support.wait import wait_until

TITLE = re.compile(r"\[errnotice\] (.+) · errors lost: (\d+)$")


def lost(host="web7", count=1, reason="no_slot"):
    return event(kind="lost", host=host, code=reason, count=count)


def dropped(message):
    """How many errors a message says its hosts dropped; its lines add up to the same."""
    count = int(TITLE.fullmatch(message["title"])[2])
    lines = [int(n) for n in re.findall(r"^- .+?: (\d+)(?: ·|$)", message["text"], re.M)]
    assert sum(lines) == count, message["text"]
    assert told(message) == 0
    return count


def waiting(shop):
    return shop.consumer.query("SELECT COALESCE(SUM(count), 0) AS n FROM errnotice_bulletin")[0]["n"]


def let_time_pass(shop):
    """As if ten minutes had gone by; the consumer must not be running."""
    with sqlite3.connect(shop.consumer.database) as store:
        store.execute("UPDATE errnotice_bulletin SET next_at = 0, told_at = 0")
    store.close()


def test_the_group_hears_what_a_host_had_to_drop(make_shop):
    shop = make_shop(keyword="告警")
    shop.dingtalk.service.add(Robot(TOKEN + "a", SECRET, keywords=["告警"]))
    shop.put([lost(count=42)])
    [message] = shop.wait_messages(1)
    assert dropped(message) == 42
    assert "web7: 42 · all slots were taken (errnotice.slots) · since 20" in message["text"]
    metrics = shop.consumer.wait("notices_total", 1, result="told")
    assert set(metrics.check_law().values()) == {0}
    assert metrics.sum("lost_total", host="web7") == 42
    assert [row["about"] for row in shop.notices("told")] == ["lost"]


def test_a_storm_of_a_thousand_is_one_message(make_shop):
    shop = make_shop()
    shop.put([lost(f"web{n % 250}", count=n + 1, reason=("no_slot", "damaged")[n % 2]) for n in range(1000)],
             at_once=True)
    first = shop.wait_messages(1)[0]
    assert TITLE.fullmatch(first["title"])[1] == "250 hosts"
    assert first["text"].count("\n- web") == 20 and "\n- and 230 more: " in first["text"]
    assert dropped(first) == 500500
    shop.put([lost(f"web{n % 250}") for n in range(1000)], at_once=True)
    shop.consumer.wait("lost_total", 501500)
    time.sleep(2)
    assert len(shop.messages()) == 1
    assert shop.consumer.log().count("had to drop") < 200, "nor is the log flooded"
    shop.consumer.kill()
    let_time_pass(shop)
    shop.consumer.start()
    assert dropped(shop.wait_messages(2)[1]) == 1000
    assert waiting(shop) == 0


def test_killed_between_the_count_and_the_message(make_shop):
    shop = make_shop(sections={"hosts": {"robot": "none"}})
    shop.put([lost(count=n) for n in range(1, 11)])
    shop.consumer.wait("lost_total", 55)
    shop.consumer.kill()
    assert waiting(shop) == 55 and not shop.messages()
    shop.consumer.sections["hosts"] = {"robot": "a"}
    shop.consumer.start()
    assert dropped(shop.wait_messages(1)[0]) == 55
    assert waiting(shop) == 0


def test_killed_at_any_moment_each_count_stands_in_one_message(make_shop):
    shop = make_shop()
    dice = random.Random(4711)
    total = 0
    for n in range(12):
        batch = [lost(f"web{n % 3}", dice.randrange(1, 50)) for n in range(40)]
        total += sum(int(its["count"]) for its in batch)
        shop.put(batch)
        time.sleep(dice.random() * 0.15)
        shop.consumer.kill()
        let_time_pass(shop)
        shop.consumer.start(ready=False)
    shop.consumer.wait("lost_total", total)
    # what a kill left on its way is sent again when nobody can be sending it any more
    wait_until(lambda: not shop.notices("sending"), 30, "answers")
    assert sum(map(dropped, shop.messages())) + waiting(shop) == total
    assert len(shop.messages()) <= 13
    assert shop.stats()["repeated_changed"] == 0
    shop.consumer.check_law()


def test_killed_while_the_message_is_on_its_way(make_shop):
    shop = make_shop()
    shop.fault(delay=0.7, accept=True)
    shop.put([lost(count=9)])
    shop.wait_messages(1)               # accepted, and the answer not yet sent
    shop.consumer.kill()
    shop.consumer.start()
    wait_until(lambda: shop.notices("told"), 30, "answer")
    assert [dropped(message) for message in shop.messages()] == [9]
    assert shop.stats()["repeated"] == 1 and shop.stats()["repeated_changed"] == 0


@pytest.mark.parametrize("fault", [{"errcode": -1, "errmsg": "系统繁忙"}, {"reset": "after"}, {"preset": "html"}],
                         ids=["busy", "reset", "html"])
def test_what_may_pass_is_tried_again_with_the_same_message(make_shop, fault):
    shop = make_shop()
    shop.fault(**fault)
    shop.put([lost(count=9)])
    wait_until(lambda: shop.notices("told"), 30, "answer")
    assert [dropped(message) for message in shop.messages()] == [9]
    assert shop.stats()["repeated_changed"] == 0


def test_what_is_refused_for_good_is_kept_with_its_reason(make_shop):
    shop = make_shop()
    shop.fault(times=2, errcode=460101, errmsg="message too long, exceed 20000 bytes")  # its stub as well
    shop.put([lost(count=9)])
    [notice] = wait_until(lambda: shop.notices("failed"), 10, "refusal")
    assert notice["about"] == "lost" and "errors lost: 9" in notice["original"] and notice["errcode"] == 460101
    shop.put([event("a")])
    law = shop.consumer.wait("told_total", 1).check_law()
    assert law["ingested_total"] == 1 and law["pending"] == 0


def test_errors_are_told_beside_it_and_by_other_robots(make_shop):
    shop = make_shop(("a", "b"), sections={"hosts": {"robot": "b"}})
    shop.put([lost(count=9), event("a", count=3), event("b", count=4)], at_once=True)
    law = shop.consumer.wait("told_total", 7).check_law()
    assert law["told_total"] == law["ingested_total"] == 7
    shop.wait_messages(2, "b")
    assert sorted(map(told, shop.messages("b"))) == [0, 4]
    assert [told(message) for message in shop.messages("a")] == [3]


def test_hostile_hosts_and_reasons_stay_text(make_shop):
    shop = make_shop()
    shop.put([lost("[pay](http://evil.example)", 1, "@all @13800138000\n# heading"),
              lost("<b>×9</b>\r\n- x", 2, "**bold** `x` www.evil.example"), lost("", 3, "")], at_once=True)
    [message] = shop.wait_messages(1)
    assert dropped(message) == 6
    for never in ("](", "://", "@", "<", "\r", "**", "\n#", "www."):
        assert never not in message["text"][1:], never
    assert message["mentions"] == {"rings": [], "silent": {}}


# --- the stream began anew ---

def epochs(shop):
    """How often the messages so far say that the group was gone."""
    titles = [re.fullmatch(r"\[errnotice\] errnotice:events · group gone and made again: (\d+)", message["title"])
              for message in shop.messages()]
    return sum(int(title[1]) for title in titles if title)


def test_a_stream_that_vanished_is_told_and_a_new_one_is_not(make_shop):
    shop = make_shop()
    shop.put([event("a")])
    shop.consumer.wait("told_total", 1)
    shop.consumer.restart()
    shop.put([event("a")])
    shop.consumer.wait("told_total", 2)
    assert epochs(shop) == 0
    shop.redis.client().flushall()
    shop.put([event("a", count=3)])
    shop.consumer.wait("told_total", 5).check_law()
    wait_until(lambda: epochs(shop) == 1, 15, "word of it")
    assert "the consumer group errnotice of errnotice:events is gone" in shop.consumer.log()


def test_a_group_that_went_while_nobody_looked_is_told_once(make_shop):
    shop = make_shop()
    shop.put([event("a")])
    shop.consumer.wait("told_total", 1)
    shop.consumer.kill()
    shop.redis.client().xgroup_destroy(KEY, "errnotice")
    dice = random.Random(4711)
    for _ in range(5):  # killed at any moment of beginning anew
        shop.consumer.start(ready=False)
        time.sleep(dice.random() * 0.1)
        shop.consumer.kill()
    shop.consumer.start()
    shop.put([event("a")])
    shop.consumer.wait("told_total", 2)
    wait_until(lambda: epochs(shop) >= 1, 15, "word of it")
    assert epochs(shop) == 1 and waiting(shop) == 0


def test_two_consumers_tell_of_one_flush_once(make_shop):
    shop = make_shop()
    first = shop.consumer
    second = Consumer(shop.folder / "second", shop.redis.unix_url,
                      sections={**{name: keys for name, keys in first.sections.items() if name != "http"}})
    with second:
        for times in range(1, 6):
            shop.redis.client().flushall()
            shop.put([event("a") for _ in range(10)])
            wait_until(lambda: first.query("SELECT number, made FROM errnotice_epoch")
                       == [{"number": times + 1, "made": 1}], 15, "the new epoch")
            wait_until(lambda: not shop.redis.client().xlen(KEY), 15, "an empty stream")
        first.wait("ingested_total", 50).check_law()
    wait_until(lambda: waiting(shop) + epochs(shop) == 5 and epochs(shop), 15, "word of it")
