"""What a robot cannot say its fallback says, once, and the robot itself again as soon as it can."""
from e2e.shop import TOKEN, make_shop, told  # noqa: F401  (make_shop is a fixture)
from support.stream import event
from support.wait import wait_until

BROKEN = {"errcode": 300005, "errmsg": "token is not exist"}


def shop_with_fallback(make_shop):
    return make_shop(("a", "b"), sections={"robot a": {"fallback": "b"}, "robot b": {"keyword": "oncall"}})


def spoken(shop, name):
    """The events that each message tells, without what is said of robots."""
    return [count for count in map(told, shop.messages(name)) if count]


def test_a_banned_robot_is_spoken_for(make_shop):
    shop = shop_with_fallback(make_shop)
    shop.dingtalk.ban(TOKEN + "a")
    shop.put([event("a", count=5), event("b", count=2)])
    law = shop.consumer.wait("told_total", 7, timeout=10).check_law()
    assert law["pending"] == 0
    first = [message for message in shop.messages("b") if "×5" in message["title"]]
    assert len(first) == 1 and "oncall" in first[0]["text"]  # made for a, and said as b has to
    shop.put([event("a", f"ORDER_{n}") for n in range(30)])
    shop.consumer.wait("told_total", 37, timeout=30).check_law()
    assert sum(map(told, shop.messages("b"))) == 37
    assert shop.calls("a") == 1 and shop.messages("a") == []
    assert shop.stats("b")["throttled"] == 0 and shop.stats("b")["most_in_window"] <= 18


def test_a_broken_robot_says_again_what_comes_after_its_repair(make_shop):
    shop = shop_with_fallback(make_shop)
    shop.fault("a", times=1, **BROKEN)
    shop.put([event("a", count=5)])
    shop.consumer.wait("told_total", 5, timeout=10)
    assert spoken(shop, "b") == [5]
    shop.consumer.restart()  # which is what one does after a repair
    shop.put([event("a", "OTHER", count=3)])
    shop.consumer.wait("told_total", 8, timeout=10).check_law()
    assert spoken(shop, "a") == [3]


def test_what_may_stand_in_the_group_already_is_asked_for_there(make_shop):
    """Else both groups would be told the same events."""
    shop = shop_with_fallback(make_shop)
    shop.fault("a", reset="after")       # accepted, and the answer lost
    shop.fault("a", times=1, **BROKEN)   # then the robot breaks
    shop.put([event("a", count=5)])
    shop.consumer.wait("notices_total", 1, robot="a", result="broken", timeout=10)
    shop.put([event("a", "OTHER", count=3)])
    law = shop.consumer.wait("told_total", 3, timeout=10).check_law()
    assert law["pending"] == 5 and spoken(shop, "b") == [3]
    shop.consumer.restart()
    shop.consumer.wait("told_total", 8, timeout=10).check_law()
    assert spoken(shop, "a") == [5]
    assert shop.stats("a")["repeated"] == 1 and shop.stats("a")["repeated_changed"] == 0


def test_killed_while_the_fallback_speaks(make_shop):
    shop = shop_with_fallback(make_shop)
    shop.dingtalk.ban(TOKEN + "a")
    shop.fault("b", times=2, delay=0.7, accept=True)
    shop.put([event("a", count=9)])
    wait_until(lambda: spoken(shop, "b"), 10, "message")
    shop.consumer.kill()
    shop.consumer.start()
    law = shop.consumer.wait("told_total", 9).check_law()
    assert law["pending"] == 0 and spoken(shop, "b") == [9] and shop.messages("a") == []
    assert shop.stats("b")["repeated"] == 1 and shop.stats("b")["repeated_changed"] == 0


def test_the_group_of_the_fallback_hears_once_that_a_robot_cannot_speak(make_shop):
    shop = shop_with_fallback(make_shop)
    shop.fault("a", times=2, **BROKEN)
    shop.put([event("a")])

    def heard():
        return [message for message in shop.messages("b") if message["title"].startswith("[errnotice] robot a")]

    wait_until(heard, 10, "word of it")
    [message] = heard()
    assert "300005" in message["text"] and "webhook" in message["text"] and "oncall" in message["text"]
    assert TOKEN not in message["text"]
    shop.consumer.restart()  # it is tried again, in vain
    shop.put([event("a", "OTHER")])
    shop.consumer.wait("notices_total", 2, robot="a", result="broken")
    shop.consumer.wait("told_total", 2).check_law()
    assert len(heard()) == 1
    line = next(line for line in shop.consumer.get("/readyz")[1].splitlines() if line.startswith("robot a"))
    assert "left alone" in line and "300005" in line and line.endswith("; its fallback is b")
