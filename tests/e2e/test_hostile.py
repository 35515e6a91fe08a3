"""Whatever an error says, the group reads it as text: no link, mention, markup or line of its own."""
import json
import re

import pytest

from e2e.house import APPS, HOSTILES, token

HOSTILE = APPS / "plain" / "hostile.php"
OURS = "@13800138000"          # the route's mention

# what the message says; `mark` of the case stands in it, so that its message is found
MESSAGES = {
    "link": "[refund here](http://evil.example/pay) http://evil.example/bare https://evil.example ![](http://evil.example/p.png)",
    "autolink": "<http://evil.example/auto> dingtalk://dingtalkclient/page/link?url=http%3A%2F%2Fevil.example www.evil.example",
    "mention": "@all @所有人 @13900139000 @+852-12345678 @user123 @ALL",
    "html": '<script>alert(1)</script><font color="red">red</font> <img src=x onerror=y> &lt;b&gt; <!-- -->',
    "lines": "first\r\n\r\n# heading\n> quote\n- item\n1. one\n---\n| a | b |\n```\ncode\n```\rlast",
    "separators": "first\u2028# second\u2029third\u0085fourth\v\f# fifth",
    "emphasis": "**bold** _italic_ ~~gone~~ `code` *x* __y__ \\*z\\* \\[a\\](b)",
    "rtl": "abc\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c \ufeff\u200b",
    "control": "a\x00b\x01c\x1b[31mred\x1b[0m\x07\x7f",
    "json": '"},"at":{"isAtAll":true},"x":{"y":"\\u0000 \\" \\\\ \\/',
    "emoji": "👩‍👩‍👧‍👦 🇨🇳 e\u0301\u0301\u0301 " + "\u0301" * 300,
    "template": "{id} ${HOME} %s %n {{code}} $1",
}


def send(house, case, code, message=b"", **options):
    """Throws, and returns the event and the message that it made; both are the only ones of their code."""
    app = f"hostile{code % HOSTILES}"
    its = token(app)
    before = len(house.dingtalk.messages(its))
    answer = house.request(HOSTILE, f"/?case={case}&code={code}", app=app, method="POST", body=message, **options)
    assert answer.complete and answer.status == 500
    event = house.reports(app)[-1]
    messages = house.dingtalk.wait_messages(before + 1, its, 15)
    assert len(messages) == before + 1
    inert(messages[-1])
    assert isinstance(json.loads(event["detail"]), dict)
    return event, messages[-1]


def inert(message):
    text, title = message["text"], message["title"]
    assert message["bytes"] < 18000
    assert message["mentions"] == {"rings": [OURS], "silent": {}}
    assert message["body"]["at"].get("isAtAll") in (None, False)
    assert not re.search(r"(?<!\\)\]\(", text), "a link of its own: " + text
    for part in (text.replace(OURS, ""), title):
        assert not re.search(r"@\s*(all|ALL|所有人|user123|\+?\d{3})", part), part
        assert not re.search(r"[a-z]+://|(?<![\w.])www\.", part), "a URL that can be clicked: " + part
        assert not re.search(r"(?<!\\)<[a-zA-Z!/]", part), "markup: " + part
        assert not re.search("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]", part), "a control character"
        assert not re.search("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]", part), "a change of direction"
    assert "\n" not in title
    for line in text.splitlines():
        assert not re.match(r"\s*(# heading|# second|# fifth|> quote|- item|1\. one|\| a|```)", line), line


@pytest.mark.parametrize("n, name", enumerate(MESSAGES))
def test_a_message_is_shown_as_text(house, n, name):
    _, message = send(house, "message", 10800 + n, f"begin {MESSAGES[name]}".encode())
    assert "begin" in message["text"]


def test_invalid_utf8_is_replaced(house):
    event, message = send(house, "message", 10820, b"begin \xff\xfe \xc3( \xed\xa0\x80 \xf4\x90\x80\x80 \xc0\xaf end")
    assert event["message"] == "begin \ufffd\ufffd \ufffd( \ufffd\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd \ufffd\ufffd end"
    assert "\ufffd" in message["text"]


def test_ten_megabytes_are_cut_at_a_character(house):
    event, message = send(house, "big", 10821, b"tail")
    assert 2000 < len(event["message"].encode()) <= 2048 and set(event["message"]) <= {"大", "…"}
    assert "大大大" in message["text"]


def test_an_anonymous_class_ends_before_its_nul(house):
    event, message = send(house, "anonymous", 10822)
    assert event["class"] == "Exception@anonymous" and "anonymous" in message["text"]


CODES = ["ORDER_\n# heading [x](http://evil.example) @all <b>", "ORDER_" + "长" * 400, "ORDER_\u202e\x00\x1b[31m",
         "ORDER_*_\\_`**", 'ORDER_"} 1\\']


@pytest.mark.parametrize("n, code", enumerate(CODES), ids=range(len(CODES)))
def test_a_code_is_text_too(house, n, code):
    event, _ = send(house, "code", n, code.encode())
    assert event["code"].startswith("ORDER_") and len(event["code"].encode()) <= 64
    assert house.consumer.metrics().sum("errors_total", app=f"hostile{n}") >= 1, "/metrics can be read"


@pytest.mark.parametrize("n, case",
                         enumerate(["file", "noplace", "object", "eval", "function", "chain", "deep", "loop"]))
def test_every_other_part_may_lie(house, n, case):
    send(house, case, 10840 + n, b"[x](http://evil.example)\n# heading @all <b> ../../etc/passwd", params={
        "REQUEST_URI": f"/?case={case}&q=[x](http://evil.example)@all\n%0a<b>",
        "HTTP_X_REQUEST_ID": "[x](http://evil.example)\n# heading", "HTTP_HOST": "[x](http://evil.example)",
        "HTTP_TRACEPARENT": "00-\n[x](http://evil.example)-0-0", "REMOTE_ADDR": "@all"})
