"""What an operator does with what was not told: looks, sends again, gives up."""
import json
import subprocess
import time

import pytest

from e2e.shop import TOKEN, keep_poison, make_shop, told  # noqa: F401  (make_shop is a fixture)
from support import paths
from support.stream import event, uuid7

UNWANTED = {"errcode": 430104, "errmsg": "错误描述:内容不合规;\x1b[31m解决方案:请修改;"}


def command(shop, *words):
    return subprocess.run([paths.consumer(), "--config", shop.consumer.conf, *map(str, words)], capture_output=True,
                          text=True, timeout=30, check=False)


def listed(shop, *words):
    done = command(shop, "notices", "--json", *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refuse(shop, code, count):
    """A message that fails: refused, and its stub as well."""
    failed = shop.consumer.metrics().sum("notices_total", result="failed")
    shop.fault(times=2, **UNWANTED)
    shop.put([event("a", code, count=count)])
    shop.consumer.wait("notices_total", failed + 1, timeout=10, result="failed").check_law()


def test_what_was_refused_is_looked_at_and_sent_again(make_shop):
    shop = make_shop()
    assert "no notice was refused" in command(shop, "notices", "--failed").stdout
    refuse(shop, "ORDER_1", 5)
    done = command(shop, "notices", "--failed")
    assert done.returncode == 0 and "430104" in done.stdout and "内容不合规" in done.stdout and "×5" in done.stdout
    assert "\x1b" not in done.stdout and TOKEN not in done.stdout
    [row] = listed(shop, "--failed")
    assert (row["state"], row["errcode"], row["events"], row["robot"]) == ("failed", 430104, 5, "a")
    whole = command(shop, "notices", row["id"])
    assert whole.returncode == 0 and "ORDER" in whole.stdout
    [whole] = listed(shop, row["id"])
    assert "ORDER" in whole["original"]["markdown"]["text"] and whole["body"]["msgtype"] == "text"

    done = command(shop, "replay", row["id"])
    assert done.returncode == 0 and "1 notices are sent again" in done.stdout
    law = shop.consumer.wait("told_total", 5, timeout=20).check_law()
    assert law["pending"] == 0
    [message] = shop.messages()
    assert told(message) == 5 and message["msgtype"] == "markdown" and message["msg_uuid"] == whole["msg_uuid"]
    assert command(shop, "replay", row["id"]).returncode == 100  # told is told


def test_what_waits_says_for_what(make_shop):
    shop = make_shop(routes={"a": {"apps": "a", "robot": "a", "repeat": "1h"}})
    shop.put([event("a", "ORDER_1")])
    shop.consumer.wait("told_total", 1, timeout=10)
    shop.put([event("a", "ORDER_1", count=3)])
    shop.consumer.wait("ingested_total", 4, timeout=10)
    [row] = listed(shop)
    assert (row["state"], row["waits"], row["events"]) == ("due", "repeat", 3)
    assert command(shop, "notices").stdout.endswith(" (repeat)\n")


def test_all_are_sent_again_and_one_is_given_up(make_shop):
    shop = make_shop()
    refuse(shop, "ORDER_1", 5)
    refuse(shop, "ORDER_2", 3)
    refuse(shop, "ORDER_3", 2)
    first = listed(shop)[0]["id"]
    done = command(shop, "notices", "drop", first)
    assert done.returncode == 0 and "5 events are muted" in done.stdout
    law = shop.consumer.check_law()
    assert (law["muted_total"], law["pending"]) == (5, 5)
    assert shop.consumer.metrics().sum("muted_total", reason="dropped") == 5
    done = command(shop, "notices", "drop", first, "x")
    assert done.returncode == 100 and "no notice" in done.stderr and "x is no notice" in done.stderr
    assert "2 notices are sent again" in command(shop, "replay", "--all").stdout
    law = shop.consumer.wait("told_total", 5, timeout=20).check_law()
    assert law["pending"] == 0 and sorted(map(told, shop.messages())) == [2, 3]


def test_what_waits_for_a_robot_that_nobody_repairs_is_said_elsewhere_or_given_up(make_shop):
    shop = make_shop(("a", "b"), sections={"robot a": {"fallback": "b"}})
    shop.fault("a", reset="after")  # accepted, and the answer lost; then it breaks
    shop.fault("a", times=1000, errcode=300005, errmsg="token is not exist")
    for code, count in (("ORDER_1", 5), ("ORDER_2", 3)):
        shop.put([event("a", code, count=count)])
    shop.consumer.wait("told_total", 3, timeout=10).check_law()  # the second one nobody has heard: the fallback did
    [row] = listed(shop)
    assert row["events"] == 5 and row["state"] == "sending" and row["unsure"]
    done = command(shop, "replay", row["id"])
    assert done.returncode == 0 and "may stand in the group all the same" in done.stdout
    law = shop.consumer.wait("told_total", 8, timeout=10).check_law()
    assert law["pending"] == 0 and sorted(map(told, shop.messages("b"))) == [0, 3, 5]


@pytest.mark.parametrize("words", [["notices"], ["replay", "--all"], ["poison", "list"], ["status"]])
def test_a_store_that_is_not_there_is_not_made_by_who_looks(tmp_path, words):
    conf, store = tmp_path / "consumer.conf", tmp_path / "store.db"
    conf.write_text(f"[queue]\nredis = redis://127.0.0.1:1\n[store]\nurl = sqlite:{store}\n", "utf-8")
    done = subprocess.run([paths.consumer(), "--config", conf, *words], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 111 and f"{store} is not there yet" in done.stdout + done.stderr
    assert not store.exists()
    conf.write_text(f"[queue]\nredis = redis://127.0.0.1:1\n[store]\nurl = sqlite:{conf}/store.db\n", "utf-8")
    done = subprocess.run([paths.consumer(), "--config", conf, *words], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 111 and "consumer.conf/store.db: Not a directory" in done.stdout + done.stderr


def test_wrong_words_and_a_store_that_is_away_are_said(make_shop):
    shop = make_shop()
    for words in (["notices", "drop"], ["notices", "--all"], ["notices", "--failed", "1"], ["replay"],
                  ["replay", "--all", "1"], ["notices", "0"], ["notices", "12345"], ["replay", "--json", "1"]):
        done = command(shop, *words)
        assert done.returncode == 100 and done.stderr, words
    shop.consumer.sections["store"] = {"url": "sqlite:/nowhere/errnotice.db"}
    shop.consumer.write_conf()
    assert command(shop, "notices").returncode == 111


def test_status_is_one_screen_and_the_same_as_json(make_shop):
    shop = make_shop(("a", "b"))
    shop.fault("b", times=1000, errcode=300005, errmsg="token is not exist")
    shop.put([event("a", count=4, release="1.4.3"), event("a", "OTHER", release="1.4.3"), event("b", count=2),
              event("nobody", count=3, release=""),
              event(kind="lost", host="web\x1b7", code="no_slot", count=4)])
    shop.consumer.wait("notices_total", 1, robot="b", result="broken")
    shop.consumer.wait("told_total", 5)
    done = command(shop, "status", "--json")
    assert done.returncode == 0, done.stderr
    status = json.loads(done.stdout)
    law = status["events"]
    assert (law["ingested"], law["told"], law["pending"], law["unrouted"]) == (10, 5, 2, 3)
    assert status["pending"]["sending"] == 2 and status["queue"]["entries"] == 0
    assert [row["pending"] for row in status["queue"]["consumers"]] == [0]
    assert [(row["name"], row["works"]) for row in status["robots"]] == [("a", True), ("b", False)]
    assert "300005" in status["robots"][1]["reason"] and status["robots"][1]["retry_in_s"] > 0
    releases = {(row["app"], row["release"]): row["new_issues"] for row in status["releases"]}
    assert releases == {("a", "1.4.3"): 2, ("b", "1.4.2"): 1}
    assert [(row["reason"], row["count"]) for row in status["lost"]] == [("no_slot", 4)]
    screen = command(shop, "status")
    assert screen.returncode == 0
    for said in ("ingested 10, told 5", "0 entries not yet done, 1 consumers", "robot      a: works", "300005", "4 at web",
                 "release    [test] a 1.4.3: 2 new issues"):
        assert said in screen.stdout, screen.stdout
    assert "\x1b" not in screen.stdout + done.stdout and TOKEN not in screen.stdout + done.stdout

    shop.consumer.stop()
    shop.redis.stop()
    done = command(shop, "status")  # what can be said is said
    assert done.returncode == 111 and "queue      not reached" in done.stdout and "ingested 10" in done.stdout


def test_what_could_not_be_read_goes_back_to_the_queue_when_it_can(make_shop):
    shop = make_shop()
    shop.put([{**event("a"), "v": "2\x1b"}])
    shop.consumer.wait("poison_total", 1)
    [row] = json.loads(command(shop, "poison", "list", "--json").stdout)
    bad = row["stream_id"]
    assert row["reason"] in command(shop, "poison", "list").stdout.replace("?", "\x1b") and row["bytes"] > 100
    done = command(shop, "poison", "replay", bad)
    assert done.returncode == 100 and "cannot read it either" in done.stderr and "0 entries" in done.stdout

    good = {**event("a", count=7, source=uuid7(int(time.time() * 1000)))}
    keep_poison(shop.consumer, "17-0", good)
    done = command(shop, "poison", "replay", "--all")  # the one that it cannot read stays
    assert done.returncode == 100 and "1 entries are in the queue again" in done.stdout
    assert shop.consumer.wait("told_total", 7).check_law()["ingested_total"] == 7
    keep_poison(shop.consumer, "17-0", good)  # as if it had been killed before it was removed
    assert command(shop, "poison", "replay", "17-0").returncode == 0
    assert shop.consumer.wait("duplicates_total", 1).check_law()["ingested_total"] == 7
    assert command(shop, "poison", "replay", "17-0").returncode == 100
    assert not shop.consumer.query("SELECT * FROM errnotice_source")  # it arrived when it came, not now

    assert "1 entries are dropped" in command(shop, "poison", "drop", bad).stdout
    assert "no entry was unreadable" in command(shop, "poison", "list").stdout
    assert shop.consumer.metrics().sum("poison_dropped_total") == 1
    for words in (["list", "1-0"], ["replay"], ["drop", "--all"], ["eat", "1-0"], ["replay", "--json", "1-0"]):
        assert command(shop, "poison", *words).returncode == 100, words
