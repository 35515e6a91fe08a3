"""What an operator does with what was not told: looks, sends again, gives up."""
import json
import subprocess

from e2e.shop import TOKEN, make_shop, told  # noqa: F401  (make_shop is a fixture)
from support import paths
from support.stream import event

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
    assert done.returncode == 100 and "none that was refused" in done.stderr and "x is no notice" in done.stderr
    assert "2 notices are sent again" in command(shop, "replay", "--all").stdout
    law = shop.consumer.wait("told_total", 5, timeout=20).check_law()
    assert law["pending"] == 0 and sorted(map(told, shop.messages())) == [2, 3]


def test_wrong_words_and_a_store_that_is_away_are_said(make_shop):
    shop = make_shop()
    for words in (["notices", "drop"], ["notices", "--all"], ["notices", "--failed", "1"], ["replay"],
                  ["replay", "--all", "1"], ["notices", "0"], ["notices", "12345"], ["replay", "--json", "1"]):
        done = command(shop, *words)
        assert done.returncode == 100 and done.stderr, words
    shop.consumer.sections["store"] = {"url": "sqlite:/nowhere/errnotice.db"}
    shop.consumer.write_conf()
    assert command(shop, "notices").returncode == 111
