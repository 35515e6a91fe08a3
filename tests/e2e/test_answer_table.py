"""Each refusal that DingTalk was seen to send, in each of its wordings, to a robot of its own: what becomes of it."""
import json

from e2e.shop import TOKEN, make_shop  # noqa: F401  (make_shop is a fixture)
from support import answers
from support.stream import event
from support.wait import wait_until

MORE = ", more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]"

# what the first of them comes to: (errcode, texts)
SEEN = {
    "retry": [
        (-1, ["系统繁忙"]),
        (90002, ["qps over limit"]), (90018, ["app qps over limit"]),
        (500100, ["description:系统异常，请稍后再试;", "错误描述:系统异常，请稍后再试;"]),
        (302033, ["?"]),
    ],
    "throttled": [
        (130101, ["send too fast, exceed 20 times per minute", "send too fast"]),
        (410100, ["发送速度太快而限流"]),
        (660026, ["sending too many messages per minute"]),
        (450101, ["rate limit"]),
        (90020, ["monthly quota"]), (90030, ["webhook over limit"]),
        (987654, ["frequency", "限流", "太快", "频繁"]),  # no known code, and known words
    ],
    "broken": [
        (310000, ["keywords not in content" + MORE, "sign not match" + MORE]),
        *((310000, list(answers.ANSWERS[name][1])) for name in ("keywords", "sign", "ip")),
        (300001, ["token is not exist"]), (300005, ["token is not exist"]),
        (400101, ["access_token 不存在"]), (400102, ["机器人已停用"]), (400106, ["机器人不存在"]),
        (400013, ["群已被解散"]), (404, ["请求的URI地址不存在"]), (22, ["invalid ApiName"]),
        (40035, ["缺少参数 access_token"]), (43002, ["需要POST请求"]), (43004, ["无效的HTTP HEADER Content-Type"]),
        (88, ["ding talk error[subcode=40014,submsg=不合法的access_token]"]),
    ],
    "clock": [(310000, [*answers.ANSWERS["timestamp"][1], "invalid timestamp" + MORE])],
    "reworded": [
        (40035, ["缺少参数 json"]), (400105, ["unsupported msgtype markdown"]),
        (400402, list(answers.ANSWERS["no_title"][1])),
        (400403, [*answers.ANSWERS["no_text"][1], "miss param : markdown-\u003Etext"]),
        (101002, ["message is too long"]), (460101, list(answers.ANSWERS["too_long"][1])),
        (430101, ["错误描述:本次请求包含安全风险 unSafe URL ;解决方案:请删去可能造成安全风险的内容;", "unsafe url"]),
        (430102, ["文本违规"]), (430103, ["图片违规"]), (430104, ["内容违规"]),
    ],
}


def rows():
    """(robot, result, errcode, text), each text once."""
    each = [(result, code, text) for result, codes in SEEN.items() for code, texts in codes
            for text in dict.fromkeys(texts)]
    for n, (result, code, text) in enumerate(each):
        yield f"{result}-{code}-{n}", result, code, text


def test_each_refusal_has_its_consequence(make_shop):
    table = list(rows())
    names = [name for name, *_ in table]
    assert len(set(names)) == len(names) > 60
    shop = make_shop(names)
    for name, _, code, text in table:
        shop.fault(name, times=1000, body=json.dumps({"errcode": code, "errmsg": text.format("203.0.113.7")},
                                                     ensure_ascii=False))
    shop.put([event(name) for name in names])

    def came_to():
        metrics = shop.consumer.metrics()
        ends = {"clock": "broken", "reworded": "failed"}  # after less was tried
        wanted = {name: ends.get(result, result) for name, result, *_ in table}
        return [name for name in names if not metrics.sum("notices_total", robot=name, result=wanted[name])]

    wait_until(lambda: not came_to(), 60, came_to)
    metrics, ready = shop.consumer.metrics(), shop.consumer.get("/readyz")[1]
    law = metrics.check_law()
    assert all(metrics.sum("notices_total", robot=name, result="reworded") for name, result, *_ in table
               if result == "reworded")
    assert law["pending"] == len(names) and law["told_total"] == 0
    for name, result, code, text in table:
        works = metrics.sum("robot_works", robot=name)
        calls = shop.calls(name)
        if result in ("throttled", "broken"):
            assert not works and calls == 1, (name, text)
        elif result == "clock":  # signed again by the service's clock, at once, and that was in vain
            assert not works and calls == 2, (name, text)
        elif code not in (90002, 90018):  # these two: a second's rest
            assert works or calls >= 3, (name, text)
        if not works:
            [line] = [line for line in ready.splitlines() if line.startswith(f"robot {name}: left alone")]
            assert str(code) in line and TOKEN not in line, line
    told = {row["robot"]: row for row in shop.consumer.query("SELECT robot, errcode, unsure FROM errnotice_notice")}
    for name, result, code, text in table:
        assert told[name]["errcode"] == code
        assert told[name]["unsure"] == (result == "retry"), (name, text)  # only a clear refusal may be said elsewhere
