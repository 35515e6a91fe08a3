"""From the stream to the group: exact, within the budget, whatever the robot answers and whoever is killed."""
import concurrent.futures
import subprocess
import time

import pytest

from e2e.shop import SECRET, TOKEN, make_shop, told  # noqa: F401  (make_shop is a fixture)
from support import paths
from support.dingtalk import Robot, Server
from support.process import free_port
from support.stream import KEY, event
from support.wait import wait_until


def first_seen(client):
    """When the stream first holds something: Redis answers nobody while it takes them all."""
    wait_until(lambda: client.exists(KEY) and client.xinfo_stream(KEY)["last-generated-id"] != "0-0", 60, pause=0.005)
    return time.time()


def test_a_hundred_thousand_events_at_once(make_shop):
    shop = make_shop()
    events = [event("a", f"ORDER_{n % 200}") for n in range(100000)]
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        seen = pool.submit(first_seen, shop.redis.client())
        shop.put(events, at_once=True)
        began = seen.result()

    first = shop.wait_messages(1, timeout=10)[0]
    assert first["time"] - began < 2
    metrics = shop.consumer.wait("told_total", 100000, timeout=90)
    law = metrics.check_law()
    assert law["ingested_total"] == law["told_total"] == 100000

    messages = shop.messages()
    assert sum(told(message) for message in messages) == 100000
    assert shop.stats()["throttled"] == 0 and shop.stats()["most_in_window"] <= 18
    assert all(message["bytes"] < 18000 for message in messages)
    counts = shop.consumer.query("SELECT code, SUM(count) AS n FROM errnotice_minute GROUP BY code")
    assert sorted(row["n"] for row in counts) == [500] * 200


def test_a_new_issue_is_told_at_once_and_after_a_storm_within_a_minute(make_shop):
    shop = make_shop(routes={"a": {"apps": "a", "robot": "a", "repeat": "10m"}})
    shop.put([event("a", f"STORM_{n}") for n in range(300)], at_once=True)
    shop.consumer.wait("told_total", 300, timeout=30)
    for n in range(5):
        began = time.time()
        shop.put([event("a", f"NEW_{n}")])
        late = wait_until(lambda: [m for m in shop.messages() if f"NEW\\_{n}" in m["text"]], 60)
        assert late[0]["time"] - began < 5
    assert shop.stats()["throttled"] == 0


def test_the_same_issue_is_told_again_with_the_exact_count_since(make_shop):
    shop = make_shop()
    shop.put([event("a")])
    shop.wait_messages(1)
    shop.put([event("a"), event("a", count=41)])
    second = shop.wait_messages(2)[1]
    assert told(second) == 42 and "new" not in second["title"]
    assert shop.consumer.wait("told_total", 43).check_law()["pending"] == 0


def test_copies_to_further_robots_are_sent_and_not_counted(make_shop):
    shop = make_shop(("a", "b"), routes={"all": {"robot": "a, b", "repeat": "10m"}})
    shop.put([event("x", count=7)])
    assert told(shop.wait_messages(1, "a")[0]) == told(shop.wait_messages(1, "b")[0]) == 7
    law = shop.consumer.wait("notices_total", 2, result="told").check_law()
    assert law["told_total"] == 7


def test_a_message_that_was_accepted_and_whose_answer_was_lost_stands_once(make_shop):
    shop = make_shop()
    shop.fault(reset="after")
    shop.put([event("a")])
    shop.consumer.wait("told_total", 1)
    assert len(shop.messages()) == 1
    assert shop.stats()["repeated"] == 1 and shop.stats()["repeated_changed"] == 0


def test_an_answer_that_comes_too_late_is_asked_for_again(make_shop):
    shop = make_shop()
    shop.fault(delay=1.6, accept=True)
    shop.put([event("a")])
    shop.consumer.wait("told_total", 1)
    assert len(shop.messages()) == 1 and shop.stats()["repeated_changed"] == 0


@pytest.mark.parametrize("fault", [
    {"errcode": -1, "errmsg": "系统繁忙"}, {"errcode": 302033, "errmsg": "?"}, {"errcode": 500100, "errmsg": "系统异常"},
    {"preset": "html"}, {"preset": "502"}, {"preset": "503"}, {"reset": "before"}, {"body": ""}, {"body": "{"},
    {"body": "x" * 1000000}, {"truncate": 5, "accept": True}, {"body": '{"errcode": "0"', "status": 200},
], ids=lambda fault: "-".join(str(value)[:12] for value in fault.values()))
def test_what_may_pass_is_tried_again_with_the_same_message(make_shop, fault):
    shop = make_shop()
    shop.fault(**fault)
    shop.put([event("a", count=5)])
    shop.consumer.wait("told_total", 5).check_law()
    assert len(shop.messages()) == 1 and shop.stats()["repeated_changed"] == 0
    assert shop.consumer.metrics().sum("notices_total", robot="a", result="retry") == 1


@pytest.mark.parametrize("fault, result, state", [
    ({"errcode": 460101, "errmsg": "message too long, exceed 20000 bytes"}, "failed", "failed"),
    ({"errcode": 430101, "errmsg": "unSafe URL"}, "failed", "failed"),
    ({"errcode": 300005, "errmsg": "token is not exist"}, "broken", "sending"),
    ({"errcode": 310000, "errmsg": "description:机器人发送签名不匹配;solution:;"}, "broken", "sending"),
    ({"errcode": 310000, "errmsg": "keywords not in content"}, "broken", "sending"),
    ({"location": "http://127.0.0.1:1/elsewhere"}, "broken", "sending"),
    ({"errcode": 660026, "errmsg": "sending too many messages per minute"}, "throttled", "sending"),
    ({"preset": "x5"}, "retry", "sending"),
], ids=lambda value: "-".join(map(str, value.values()))[:16] if isinstance(value, dict) else value)
def test_what_does_not_pass_stays_pending_with_its_reason(make_shop, fault, result, state):
    shop = make_shop()
    shop.fault(times=1000, **fault)
    shop.put([event("a", count=5)])
    law = shop.consumer.wait("notices_total", 1, robot="a", result=result).check_law()
    assert law["pending"] == 5 and law["told_total"] == 0
    [notice] = shop.notices(state)
    assert notice["error"] and notice["body"] and TOKEN not in notice["error"]
    shop.put([event("a", "OTHER")])
    shop.consumer.wait("ingested_total", 6)
    if result == "failed":  # only that message was at fault
        assert shop.consumer.wait("notices_total", 2, result="failed").check_law()["pending"] == 6
    else:                   # the robot is left alone
        time.sleep(1.5)
        assert shop.calls() == 1
        assert shop.consumer.get("/readyz")[0] == 200


UNSAFE = {"errcode": 430101, "errmsg": "错误描述:本次请求包含安全风险 unSafe URL ;解决方案:请删去可能造成安全风险的内容;"}


def test_a_message_that_is_refused_is_said_with_less_in_it(make_shop):
    shop = make_shop(routes={"a": {"apps": "a", "robot": "a", "repeat": "2s", "link": "https://logs.example.com/{id}"}})
    kinds, has_link = ["markdown", "markdown", "text", "text"], [True, False, False, False]
    for times in range(4):
        if times:
            shop.fault(times=times, **UNSAFE)
        shop.put([event("a", f"ORDER_{times}", count=5)])
        shop.consumer.wait("told_total", 5 * times + 5, timeout=10).check_law()
    messages = shop.messages()
    assert [message["msgtype"] for message in messages] == kinds
    assert ["https://logs" in message["text"] for message in messages] == has_link
    assert [told(message) for message in messages] == [5] * 4
    assert "ORDER" not in messages[3]["text"]  # a stub holds nothing of the application
    assert shop.consumer.metrics().sum("notices_total", robot="a", result="reworded") == 6


def test_the_firewall_is_called_by_no_robot(make_shop):
    shop = make_shop(("a", "b"))
    shop.fault("a", preset="x5")
    shop.put([event("a")])
    shop.consumer.wait("notices_total", 1, robot="a", result="retry")
    shop.put([event("b")])
    shop.consumer.wait("ingested_total", 2)
    time.sleep(1)
    assert shop.calls("a") == 1 and shop.calls("b") == 0
    assert shop.consumer.log().count("no robot is called for 300 s") == 1


def test_a_clock_that_is_wrong_is_corrected_by_the_answer(make_shop):
    shop = make_shop()
    shop.dingtalk.service.clock_offset = 7200.0
    shop.put([event("a")])
    shop.consumer.wait("told_total", 1)
    assert shop.stats()["answers"]["timestamp"] == 1
    shop.put([event("a", "OTHER")])
    shop.consumer.wait("told_total", 2)
    assert shop.stats()["answers"]["timestamp"] == 1
    assert "clock" in shop.consumer.log()


def test_a_robot_that_was_away_is_told_when_it_is_back(make_shop):
    shop = make_shop(port=free_port())
    shop.dingtalk.stop()
    shop.put([event("a", f"ORDER_{n}") for n in range(30)])
    assert shop.consumer.wait("ingested_total", 30).check_law()["pending"] == 30
    shop.consumer.wait("notices_total", 1, result="retry")
    old = shop.dingtalk
    shop.dingtalk = Server([Robot(TOKEN + "a", SECRET)], shop.port).start()
    assert old.server_address[1] == shop.port
    law = shop.consumer.wait("told_total", 30, timeout=60).check_law()
    assert law["pending"] == 0 and sum(map(told, shop.messages())) == 30


def test_a_banned_robot_stops_no_other(make_shop):
    shop = make_shop(("a", "b"))
    shop.dingtalk.ban(TOKEN + "a")
    shop.put([event("a"), event("b")])
    shop.wait_messages(1, "b", timeout=5)
    shop.consumer.wait("notices_total", 1, robot="a", result="throttled").check_law()
    for n in range(20):
        shop.put([event("a", f"A_{n}"), event("b", f"B_{n}")])
    law = shop.consumer.wait("told_total", 21, timeout=60).check_law()
    assert law["pending"] == 21
    assert shop.calls("a") == 1 and shop.stats("b")["throttled"] == 0


def test_no_robot_waits_for_a_slow_one(make_shop):
    shop = make_shop(("a", "b"))
    shop.fault("a", delay=0.9, times=1)
    shop.put([event(app, f"{app.upper()}_{n}") for n in range(5) for app in "ab"])
    slow, quick = shop.wait_messages(2, "a"), shop.wait_messages(5, "b")
    assert quick[4]["time"] < slow[1]["time"]  # the second call to the slow one comes after 0.9 s


@pytest.mark.parametrize("fault", [{"delay": 0.7, "accept": True}, {"delay": 0.3, "reset": "after"}], ids="-".join)
def test_killed_while_a_message_is_on_its_way(make_shop, fault):
    shop = make_shop()
    shop.fault(**fault)
    shop.put([event("a", count=9)])
    shop.wait_messages(1)               # accepted, and the answer not yet sent
    shop.consumer.kill()
    shop.consumer.start()
    law = shop.consumer.wait("told_total", 9).check_law()
    assert law["told_total"] == 9 and law["pending"] == 0
    assert len(shop.messages()) == 1
    assert shop.stats()["repeated"] >= 1 and shop.stats()["repeated_changed"] == 0


def test_killed_again_and_again_no_event_is_told_twice_and_none_is_left(make_shop):
    shop = make_shop(("a", "b", "c", "d"))
    total = 0
    for n in range(8):
        shop.put([event(app, f"ORDER_{n % 3}") for app in "abcd" for _ in range(10)])
        total += 40
        wait_until(lambda: shop.dingtalk.stats()["accepted"] > n, 30, "message")
        shop.consumer.kill()
        shop.consumer.start()
    law = shop.consumer.wait("told_total", total, timeout=90).check_law()
    assert law["told_total"] == law["ingested_total"] == total
    assert sum(told(message) for app in "abcd" for message in shop.messages(app)) == total
    assert all(shop.stats(app)["repeated_changed"] == shop.stats(app)["throttled"] == 0 for app in "abcd")


def test_a_graceful_stop_waits_for_the_answer(make_shop):
    shop = make_shop()
    shop.fault(delay=0.7, accept=True)
    shop.put([event("a")])
    shop.wait_messages(1)
    shop.consumer.restart()
    assert shop.consumer.wait("told_total", 1).check_law()["told_total"] == 1
    assert shop.stats()["repeated"] == 0


def notice(shop, robot):
    return subprocess.run([paths.consumer(), "--config", shop.consumer.conf, "test-notice", robot], capture_output=True,
                          text=True, timeout=30, check=False)


def test_test_notice_says_what_was_answered_and_what_to_do(make_shop):
    shop = make_shop()
    done = notice(shop, "a")
    assert done.returncode == 0 and "accepted" in done.stdout, done.stdout + done.stderr
    assert "errnotice" in shop.messages()[0]["text"]

    shop.fault(errcode=310000, errmsg="description:机器人发送签名不匹配;solution:;")
    done = notice(shop, "a")
    assert done.returncode == 100 and "secret" in done.stdout and "签名不匹配" in done.stdout
    shop.fault(errcode=-1, errmsg="系统繁忙")
    assert notice(shop, "a").returncode == 111
    done = notice(shop, "nobody")
    assert done.returncode == 100 and "nobody" in done.stdout + done.stderr
    assert TOKEN not in done.stdout + done.stderr


def test_test_notice_shares_the_budget(make_shop):
    shop = make_shop(rate="3/60s", reserve="1")
    for _ in range(3):
        assert notice(shop, "a").returncode == 0
    done = notice(shop, "a")
    assert done.returncode == 111 and "budget" in done.stdout
    shop.put([event("a")])
    shop.consumer.wait("ingested_total", 1)
    assert len(shop.messages()) == 3 and shop.consumer.metrics().sum("robot_budget", robot="a") == 0
