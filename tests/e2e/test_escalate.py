"""An issue that grows in the night: another robot calls the chief, and the route's own still sleeps."""
import time

from e2e.shop import make_shop  # noqa: F401  (a fixture)
from support.stream import event

CHIEF = "13900139000"


def around_now():
    """Quiet hours in whose middle it is."""
    clock = [time.strftime("%H:%M", time.gmtime(time.time() + hours * 3600)) for hours in (-2, 2)]
    return "-".join(clock) + " UTC"


def test_an_issue_that_grows_calls_the_chief_through_quiet_hours_and_a_kill(make_shop):
    shop = make_shop(robots=("a", "boss"), routes={
        "a": {"apps": "a", "robot": "a", "quiet": around_now(), "escalate": f"5/10m robot=boss mention={CHIEF}"}})
    shop.put([event("a") for _ in range(4)])
    shop.consumer.wait("ingested_total", 4)
    shop.consumer.kill()
    shop.consumer.start()
    shop.put([event("a"), event("a", "10013")])
    message, = shop.wait_messages(1, "boss")
    assert message["title"] == "[test] a 10012 ×5 · escalated"
    assert "- escalated: 5 / 10m" in message["text"]
    assert message["body"]["at"]["atMobiles"] == [CHIEF]
    shop.put([event("a") for _ in range(20)])
    law = shop.consumer.wait("ingested_total", 26).check_law()
    assert (law["told_total"], law["pending"]) == (0, 26)
    assert shop.consumer.metrics().sum("pending", reason="quiet") == 26
    assert not shop.messages("a") and len(shop.messages("boss")) == 1
