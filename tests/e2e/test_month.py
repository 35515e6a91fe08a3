"""What a month's budget does when it is used up."""
import json
import subprocess

from e2e.shop import make_shop, told  # noqa: F401  (make_shop is a fixture)
from support import paths
from support.stream import event


def command(shop, *arguments):
    return subprocess.run([paths.consumer(), "--config", shop.consumer.conf, *arguments], capture_output=True,
                          text=True, timeout=20, check=False)


def test_a_robot_whose_month_is_used_up_is_spoken_for(make_shop):
    shop = make_shop(("a", "b"), sections={"robot a": {"month": 2, "fallback": "b"}})
    for number in range(4):
        shop.put([event("a", f"N{number}")])
        shop.consumer.wait("told_total", number + 1, timeout=10).check_law()
    assert list(map(told, shop.messages("a"))) == [1, 1] and shop.calls("a") == 2
    assert sorted(map(told, shop.messages("b"))) == [0, 1, 1]  # one says why, once
    said = next(message["text"] for message in shop.messages("b") if told(message) == 0)
    assert "the messages of its month are used up" in said

    samples = shop.consumer.metrics()
    assert samples.sum("robot_month_sent", robot="a") == 2 and samples.sum("robot_works", robot="a") == 0
    assert samples.sum("robot_works", robot="b") == 1
    assert "the 2 messages of its month are used up" in shop.consumer.get("/readyz")[1]
    assert shop.consumer.log().count("2 of the 2 messages of its month are used: left alone until it ends") == 1

    test = command(shop, "test-notice", "a")
    assert test.returncode == 111 and "the 2 messages of its month are used up" in test.stdout
    robots = {robot["name"]: robot for robot in json.loads(command(shop, "status", "--json").stdout)["robots"]}
    assert robots["a"]["month_sent"] == 2 and robots["a"]["month"] == 2 and not robots["a"]["works"]
    assert robots["b"]["month_sent"] == 3 and robots["b"]["works"]
    assert ", 3 sent this month\n" in command(shop, "status").stdout
