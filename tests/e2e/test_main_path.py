"""A throw in an untouched application becomes an exact count and a message in the group."""
import concurrent.futures

from e2e.house import APPS, SPREAD, token

ORDER = APPS / "plain" / "order.php"
MANY = 500


def test_one_throw_is_one_count_and_one_message(house):
    answer = house.request(ORDER, "/order?code=10012", app="main")
    assert answer.status == 500 and answer.complete

    [event] = house.reports("main")
    assert (event["kind"], event["path"], event["class"], event["code"]) == \
        ("exception", "fatal", "Shop\\OrderException", "10012")
    assert event["site"] == "Shop\\place" and event["message"] == "order 10012 could not be placed"
    assert event["file"] == str(ORDER) and event["sapi"] == "fpm-fcgi" and event["total"] == 1

    [message] = house.dingtalk.wait_messages(1, token("main"))
    assert "order 10012 could not be placed" in message["text"]
    first_line = message["text"].strip().splitlines()[0]
    for part in ("test", "main", "10012"):
        assert part in message["title"] and part in first_line
    assert "OrderException" in message["text"] and "place" in message["text"] and "/order" in message["text"]


def test_the_same_error_again_is_counted_and_not_told_again(house):
    for _ in range(5):
        house.request(ORDER, "/order?code=10077", app="again")
    assert [event["total"] for event in house.reports("again")] == [5] * 5
    assert len(house.dingtalk.wait_messages(1, token("again"))) == 1
    assert house.consumer.metrics().sum("errors_total", app="again", code="10077") == 5


def test_what_is_not_configured_is_not_reported(house):
    assert house.request(ORDER, "/order?code=20000", app="quiet").status == 500
    house.request(ORDER, "/order?code=10012", app="quiet", ini={"errnotice.enable": "0"})
    house.request(ORDER, "/order?code=10012", app="quiet", ini={"errnotice.ignore_codes": "10012"})
    assert house.reports("quiet") == []


def test_five_hundred_errors_each_reach_their_group_once(house):
    """So many robots that no budget binds: every error is a message of its own, in the order it was thrown."""
    def throw(n):
        answer = house.request(ORDER, f"/order?code={10100 + n}", app=f"spread{n % SPREAD}", pool="wide")
        assert answer.status == 500
        return 10100 + n

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(throw, range(MANY)))
    for n in range(SPREAD):
        its = [str(code) for code in codes if (code - 10100) % SPREAD == n]
        messages = house.dingtalk.wait_messages(len(its), token(f"spread{n}"), timeout=60)
        assert sorted(code for m in messages for code in its if f"order {code} could" in m["text"]) == its
        assert len(messages) == len(its)
    assert house.dingtalk.stats()["throttled"] == 0
