"""A person asks not to hear of something for a while: nothing is told, nothing is lost, and the end says how much it was."""
import json
import subprocess

import pytest

from e2e.shop import make_shop, told  # noqa: F401  (make_shop is a fixture)
from support import paths
from support.stream import event
from support.wait import wait_until

WHO = ["--owner", "张三", "--why", "bank is down"]


def silence(shop, *words, status=0):
    done = subprocess.run([paths.consumer(), "--config", shop.consumer.conf, "silence", *words],
                          capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def explained(shop, code):
    return subprocess.run([paths.consumer(), "--config", shop.consumer.conf, "explain", "--code", code, "--app", "a"],
                          capture_output=True, text=True, timeout=20, check=True).stdout


def listed(shop):
    return json.loads(silence(shop, "list", "--json"))


def test_a_silence_is_added_listed_ended_and_told_of(make_shop):
    shop = make_shop()
    added, = json.loads(silence(shop, "add", "--code", "ORDER_4*", "--for", "2h", *WHO, "--json"))
    assert (added["code"], added["holds"], added["until"] - added["from"]) == ("ORDER_4*", True, 7200)
    shop.put([event("a", "ORDER_404") for _ in range(41)] + [event("a", "ORDER_500"), event("nobody", "ORDER_404")])
    law = shop.consumer.wait("told_total", 1).check_law()
    assert (law["muted_total"], law["unrouted_total"], law["pending"]) == (41, 1, 0)
    assert shop.consumer.metrics().sum("muted_total", reason="silence") == 41
    row, = listed(shop)
    assert (row["muted"], row["owner"], row["why"]) == (41, "张三", "bank is down")
    assert "holds  code ORDER_4*  41 muted" in silence(shop, "list")

    assert f"silence {row['id']} holds for it until" in explained(shop, "ORDER_404")
    assert "told by robot" in explained(shop, "ORDER_500")

    silence(shop, "end", str(row["id"]))
    silence(shop, "end", str(row["id"]), status=100)
    assert "told by robot" in explained(shop, "ORDER_404")
    shop.put([event("a", "ORDER_404")])
    said = wait_until(lambda: [m for m in shop.messages() if "[errnotice]" in m["title"]], 20)
    assert said[0]["title"] == "[errnotice] ORDER_4* · muted by a silence that is over: 41"
    assert "张三: bank is down" in said[0]["text"]
    assert sum(told(message) for message in shop.messages()) == 2
    assert not listed(shop)[0]["holds"]


def test_a_reason_drives_no_terminal(make_shop):
    shop = make_shop()
    silence(shop, "add", "--code", "1", "--for", "2h", "--owner", "\x1b[31mred", "--why", "a\nb")
    said = silence(shop, "list")
    assert "\x1b" not in said and "?[31mred: a?b\n" in said


@pytest.mark.parametrize("words, said", [
    (["add", "--for", "2h", *WHO], "names a code, a class or a fingerprint"),
    (["add", "--code", "9-1", "--for", "2h", *WHO], "9-1"),
    (["add", "--fp", "xyz", "--for", "2h", *WHO], "16 digits"),
    (["add", "--code", "1", "--for", "2", *WHO], "--for must be"),
    (["add", "--code", "1", "--for", "91d", *WHO], "--for must be"),
    (["add", "--code", "1", "--for", "2h"], "--owner and --why"),
    (["add", "--code", "1", "--for", "2h", "--owner", "o" * 256, "--why", "w"], "longer than 255 bytes"),
    (["end"], "the number of one"), (["end", "0"], "the number of one"), (["end", "7"], "no silence of this number"),
    (["hush"], "add, list or end"), (["list", "all"], "a word too many"),
    (["list", "--code", "1"], "only --json"), (["end", "7", "--fp", "0" * 16], "only --json"),
])
def test_what_is_wrong_is_said(tmp_path, words, said):
    conf = tmp_path / "consumer.conf"
    conf.write_text(f"[store]\nurl = sqlite:{tmp_path}/store.db\n", "utf-8")
    done = subprocess.run([paths.consumer(), "--config", conf, "silence", *words],
                          capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 100 and said in done.stderr
