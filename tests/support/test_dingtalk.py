"""The stand-in for DingTalk is as strict as the service is said to be."""
import concurrent.futures
import http.client
import json
import pathlib
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from support import answers
from support.dingtalk import Server
from support.robot import Robot, signature
from support.service import Call, Service

SECRET = "SECdeadbeef"
JSON = {"content-type": "application/json; charset=utf-8"}


class Clock:
    def __init__(self, now=1700000000.0):
        self.now = now

    def __call__(self):
        return self.now


def markdown(text="报警 hello", title="t", **more):
    return json.dumps({"msgtype": "markdown", "markdown": {"title": title, "text": text}, **more}).encode()


def target(token="t", secret=SECRET, at=1700000000.0, sign=None):
    timestamp = int(at * 1000)
    query = {"access_token": token, "timestamp": timestamp, "sign": sign or signature(timestamp, secret)}
    return "/robot/send?" + urllib.parse.urlencode(query)


def service(clock=None, **robot):
    fields = {"secret": SECRET, "keywords": ["报警"], **robot}
    return Service([Robot("t", **fields)], clock or Clock(), answers.ENGLISH)


def send(to, body=None, url=None, method="POST", headers=None, client="127.0.0.1"):
    call = Call(method, url or target(), JSON if headers is None else headers, markdown() if body is None else body,
                client)
    return json.loads(to.call(call).body)


@pytest.mark.parametrize("timestamp, secret, sign", [
    (1700000000000, "SECdeadbeef", "NCJLKINTABhx3SnC+ENZIPZzT1H3juvunEn/A3cdKGY="),
    (1577808000000, "this is secret", "ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0="),
])
def test_signatures_are_those_of_the_documentation(timestamp, secret, sign):
    assert signature(timestamp, secret) == sign


def test_a_correct_message_is_accepted_and_kept():
    to = service()
    assert send(to) == {"errcode": 0, "errmsg": "ok"}
    (message,) = to.messages()
    assert message["title"] == "t" and message["text"] == "报警 hello" and message["time"] == 1700000000.0
    assert message["bytes"] == len(markdown())


@pytest.mark.parametrize("refusal, call", [
    ({"errcode": 404, "errmsg": "请求的URI地址不存在"}, {"url": "/robot/sent?access_token=t"}),
    ({"errcode": 43002, "errmsg": "需要POST请求"}, {"method": "GET"}),
    ({"errcode": 43004, "errmsg": "无效的HTTP HEADER Content-Type"}, {"headers": {}}),
    ({"errcode": 43004, "errmsg": "无效的HTTP HEADER Content-Type"}, {"headers": {"content-type": "text/plain"}}),
    ({"errcode": 40035, "errmsg": "缺少参数 access_token"}, {"url": "/robot/send"}),
    ({"errcode": 40035, "errmsg": "缺少参数 access_token"}, {"url": "/robot/send?access_token="}),
    ({"errcode": 300005, "errmsg": "token is not exist"}, {"url": target("other")}),
    ({"errcode": 40035, "errmsg": "缺少参数 json"}, {"body": b""}),
    ({"errcode": 40035, "errmsg": "缺少参数 json"}, {"body": b'{"msgtype":"text","text":{"content":"C:\\Temp"}}'}),
    ({"errcode": 40035, "errmsg": "缺少参数 json"}, {"body": b'{"msgtype":"\xff"}'}),
    ({"errcode": 40035, "errmsg": "缺少参数 json"}, {"body": b"[]"}),
    ({"errcode": 400105, "errmsg": "unsupported msgtype image"}, {"body": b'{"msgtype":"image"}'}),
    ({"errcode": 400402, "errmsg": "miss param : markdown->title"}, {"body": markdown(title="")}),
    ({"errcode": 400403, "errmsg": "miss param : markdown->text"}, {"body": markdown(text=" ")}),
    ({"errcode": 400403, "errmsg": "miss param : text->content"}, {"body": b'{"msgtype":"text","text":{}}'}),
    ({"errcode": 310000, "errmsg": "keywords not in content"}, {"body": markdown("hello")}),
    ({"errcode": 310000, "errmsg": "keywords not in content"}, {"body": markdown("hello", title="报警")}),
    ({"errcode": 310000, "errmsg": "sign not match"}, {"url": "/robot/send?access_token=t"}),
    ({"errcode": 310000, "errmsg": "sign not match"}, {"url": target(secret="SECother")}),
    ({"errcode": 310000, "errmsg": "sign not match"},
     {"url": target(sign=urllib.parse.quote(signature(1700000000000, SECRET), safe=""))}),
    ({"errcode": 310000, "errmsg": "invalid timestamp"}, {"url": target(at=1700000000 - 3601)}),
    ({"errcode": 310000, "errmsg": "invalid timestamp"}, {"url": target(at=1700000000 + 3601)}),
    ({"errcode": 310000, "errmsg": "invalid timestamp"}, {"url": target(at=1700000)}),
    ({"errcode": 460101, "errmsg": "message too long, exceed 20000 bytes"}, {"body": markdown("报警" + "x" * 20000)}),
])
def test_each_fault_of_a_call_has_its_answer(refusal, call):
    to = service()
    assert send(to, **call) == refusal
    assert to.messages() == []


def test_the_time_stamp_may_be_up_to_an_hour_off():
    to = service()
    assert send(to, url=target(at=1700000000 - 3600))["errcode"] == 0
    assert send(to, url=target(at=1700000000 + 3600))["errcode"] == 0


def test_of_a_parameter_given_twice_the_first_counts():
    fresh = target()
    old = urllib.parse.urlencode({"timestamp": 1600000000000, "sign": signature(1600000000000, SECRET)})
    assert send(service(), url=fresh.replace("access_token=t", "access_token=t&" + old)) == {
        "errcode": 310000, "errmsg": "invalid timestamp"}


def test_exactly_20000_bytes_are_allowed():
    body = markdown("报警")
    body = markdown("报警" + "x" * (20000 - len(body)))
    assert len(body) == 20000
    assert send(service(), body)["errcode"] == 0


def test_an_address_outside_the_list_is_refused():
    to = service(allow=["10.0.0.0/8", "192.168.1.1"])
    assert send(to, client="10.1.2.3")["errcode"] == 0
    assert send(to, client="192.168.1.1")["errcode"] == 0
    assert send(to, client="11.1.2.3") == {"errcode": 310000, "errmsg": "ip 11.1.2.3 not in whitelist"}


def test_the_texts_come_in_three_generations():
    to = service()
    to.robots["t"].wording = answers.DESCRIPTION
    assert send(to, markdown("x"))["errmsg"].startswith("description:关键词不匹配;solution:")
    to.robots["t"].wording = answers.CHINESE
    assert send(to, markdown("x"))["errmsg"].startswith("错误描述:关键词不匹配;解决方案:")


def test_the_window_slides_and_the_21st_call_bans_for_ten_minutes():
    clock = Clock()
    to = service(clock, secret="")
    for second in range(20):
        clock.now = 1700000000 + second
        assert send(to)["errcode"] == 0
    clock.now = 1700000060.0  # the first call has just left the window
    assert send(to)["errcode"] == 0
    assert send(to) == {"errcode": 660026, "errmsg": "sending too many messages per minute"}
    clock.now += 599.9
    assert send(to)["errcode"] == 660026
    clock.now += 0.2
    assert send(to)["errcode"] == 0
    assert to.stats()["throttled"] == 2
    assert to.stats()["robots"]["t"]["most_in_window"] == 21


def test_refused_calls_and_unknown_tokens_use_up_the_budget_too():
    to = service()
    for _ in range(20):
        assert send(to, markdown("no keyword"))["errcode"] == 310000
    assert send(to)["errcode"] == 660026
    url = "/robot/send?access_token=test"
    assert [send(to, url=url)["errcode"] for _ in range(21)] == [300005] * 20 + [660026]


def test_a_message_with_a_known_uuid_is_answered_ok_and_not_shown_again():
    to = service()
    body = markdown(msgUuid="0123456789abcdef")
    assert [send(to, body)["errcode"] for _ in range(3)] == [0, 0, 0]
    assert len(to.messages()) == 1
    assert send(to, markdown("报警 another", msgUuid="0123456789abcdef"))["errcode"] == 0
    assert len(to.messages()) == 1
    stats = to.stats()["robots"]["t"]
    assert (stats["repeated"], stats["repeated_changed"]) == (3, 1)


def test_a_refused_message_leaves_its_uuid_unused():
    to = service()
    assert send(to, markdown("no keyword", msgUuid="u"))["errcode"] == 310000
    assert send(to, markdown(msgUuid="u"))["errcode"] == 0
    assert len(to.messages()) == 1


def mentions_of(text, at):
    to = service(keywords=[])
    assert send(to, markdown(text, at=at))["errcode"] == 0
    return to.messages()[0]["mentions"]


def test_a_mention_rings_only_when_it_stands_in_list_and_text():
    at = {"atMobiles": ["13800000000", "@13900000000", "13700000000", "1360000"], "atUserIds": ["li", "wang"]}
    found = mentions_of("@13800000000 @13900000000 @13600000 @li", at)
    assert found["rings"] == ["@13800000000", "@li"]
    assert set(found["silent"]) == {"@13900000000", "13700000000", "1360000", "wang"}


def test_everyone_is_called_by_flag_and_text():
    assert mentions_of("@所有人 x", {"isAtAll": True})["rings"] == ["@所有人"]
    assert mentions_of("x", {"isAtAll": True})["silent"] == {"@所有人": "the text does not say @所有人"}


def test_at_most_fifty_are_called():
    mobiles = [str(13800000000 + n) for n in range(51)]
    found = mentions_of(" ".join("@" + m for m in mobiles), {"atMobiles": mobiles})
    assert len(found["rings"]) == 50 and list(found["silent"]) == [mobiles[50]]


def test_a_flood_from_one_address_is_blocked_with_a_page():
    clock = Clock()
    to = Service([], clock)
    call = Call("GET", "/", {})
    for _ in range(10000):
        assert to.call(call).status == 200
    assert to.call(call).status == 403
    clock.now += 299
    assert "tengine" in to.call(call).body
    clock.now += 2
    assert to.call(call).status == 200


# -- over HTTP -----------------------------------------------------------------------------------------------


@pytest.fixture
def server():
    with Server([Robot("t"), Robot("u")]) as running:
        yield running


def post(server, token="t", body=None, path=None):
    request = urllib.request.Request(server.address + path if path else server.webhook(token),
                                     body or markdown(), JSON)
    opener = urllib.request.build_opener(NoRedirect)
    with opener.open(request, timeout=5) as answer:
        return answer, answer.read().decode()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def control(server, name, **fields):
    body = json.dumps(fields).encode() if fields else None
    with urllib.request.urlopen(f"{server.address}/_control/{name}", body, timeout=5) as answer:
        return json.load(answer)


def test_business_errors_come_with_status_200(server):
    answer, body = post(server, "nobody")
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/json"
    assert json.loads(body)["errcode"] == 300005


def test_one_connection_serves_many_calls(server):
    connection = http.client.HTTPConnection(server.address[7:], timeout=5)
    for _ in range(3):
        connection.request("POST", "/robot/send?access_token=t", markdown(), JSON)
        local = connection.sock.getsockname()
        assert json.load(connection.getresponse())["errcode"] == 0
        assert connection.sock.getsockname() == local
    connection.request("POST", "/robot/send?access_token=t", iter([b'{"msgtype":"text",', b'"text":{"content":"x"}}']),
                       JSON, encode_chunked=True)
    assert json.load(connection.getresponse())["errcode"] == 0
    connection.close()


def test_parallel_calls_are_counted_exactly(server):
    with concurrent.futures.ThreadPoolExecutor(30) as pool:
        bodies = list(pool.map(lambda _: json.loads(post(server)[1])["errcode"], range(30)))
    assert sorted(bodies) == [0] * 20 + [660026] * 10
    assert len(server.messages()) == 20


def test_the_control_endpoint_tells_messages_and_stats(server):
    post(server, "t", markdown("one"))
    post(server, "u", markdown("two"))
    post(server, "u", b"{")
    assert [m["text"] for m in control(server, "messages")] == ["one", "two"]
    assert [m["text"] for m in control(server, "messages?token=u")] == ["two"]
    stats = control(server, "stats")
    assert stats["accepted"] == 2 and stats["robots"]["u"]["refused"] == {"40035": 1}


def test_a_robot_can_be_added_changed_banned_and_forgiven(server):
    control(server, "robot", token="new", keywords=["k"], wording="english")
    assert json.loads(post(server, "new")[1])["errmsg"] == "keywords not in content"
    control(server, "robot", token="new")
    assert json.loads(post(server, "new")[1])["errcode"] == 0
    control(server, "ban", token="new")
    assert json.loads(post(server, "new")[1])["errcode"] == 660026
    control(server, "forgive", token="new")
    assert json.loads(post(server, "new")[1])["errcode"] == 0


def test_a_wrong_control_call_is_told(server):
    for name, fields in (("fault", {"token": "t", "colour": 1}), ("ban", {"token": "x"}),
                         ("fault", {"token": "t", "preset": "x6"})):
        with pytest.raises(urllib.error.HTTPError, match="400"):
            control(server, name, **fields)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        control(server, "nothing")


def test_the_next_answers_can_be_anything(server):
    control(server, "fault", token="t", times=2, errcode=-1, errmsg="系统繁忙")
    control(server, "fault", token="t", preset="x5")
    control(server, "fault", token="t", body='{"errcode":0', status=500)
    assert [json.loads(post(server)[1]) for _ in range(2)] == [{"errcode": -1, "errmsg": "系统繁忙"}] * 2
    assert json.loads(post(server)[1])["source"] == "x5"
    with pytest.raises(urllib.error.HTTPError) as error:
        post(server)
    assert error.value.code == 500 and error.value.read() == b'{"errcode":0'
    assert server.messages() == []
    assert json.loads(post(server)[1])["errcode"] == 0


def test_an_html_page_can_be_answered(server):
    control(server, "fault", token="t", preset="html")
    answer, body = post(server)
    assert answer.headers["Content-Type"] == "text/html" and "<html>" in body


def test_a_redirect_can_be_answered(server):
    control(server, "fault", token="t", location="http://127.0.0.1:1/")
    with pytest.raises(urllib.error.HTTPError) as error:
        post(server)
    assert error.value.code == 302 and error.value.headers["Location"] == "http://127.0.0.1:1/"


def test_an_answer_can_come_late(server):
    control(server, "fault", token="t", delay=0.3)
    started = time.monotonic()
    assert json.loads(post(server)[1])["errcode"] == 0
    assert time.monotonic() - started >= 0.3
    assert len(server.messages()) == 1


@pytest.mark.parametrize("moment, kept", [("before", 0), ("after", 1)])
def test_a_connection_can_be_reset_before_or_after_the_message_is_kept(server, moment, kept):
    control(server, "fault", token="t", reset=moment)
    with pytest.raises((ConnectionError, urllib.error.URLError)):
        post(server)
    assert len(server.messages()) == kept


def test_a_message_can_be_kept_while_the_answer_says_otherwise(server):
    control(server, "fault", token="t", accept=True, errcode=500100, errmsg="系统异常")
    assert json.loads(post(server)[1])["errcode"] == 500100
    assert len(server.messages()) == 1


def test_an_answer_can_break_off(server):
    control(server, "fault", token="t", truncate=5)
    with pytest.raises(http.client.IncompleteRead) as error:
        post(server)
    assert error.value.partial == b'{"err'


def test_the_clock_of_the_service_can_be_ahead(server):
    def ahead(date):
        return time.mktime(time.strptime(date, "%a, %d %b %Y %H:%M:%S GMT")) - time.mktime(time.gmtime())

    control(server, "robot", token="t", secret=SECRET)
    control(server, "clock", offset=7200)
    url = target(at=time.time())
    answer, body = post(server, path=url)
    assert json.loads(body)["errmsg"].startswith("错误描述:机器人发送签名过期")
    assert abs(ahead(answer.headers["Date"]) - 7200) < 5
    assert json.loads(post(server, path=target(at=time.time() + 7200))[1])["errcode"] == 0
    control(server, "clock", offset=0)
    control(server, "fault", token="u", date_offset=-3600)
    assert abs(ahead(post(server, "u")[0].headers["Date"]) + 3600) < 5


def test_waiting_for_messages_tells_what_is_missing(server):
    post(server)
    assert len(server.wait_messages(1)) == 1
    with pytest.raises(TimeoutError, match="1 of 2 messages"):
        server.wait_messages(2, timeout=0.05)


def test_it_speaks_https_with_a_given_certificate(tmp_path):
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert], check=True,
                   capture_output=True)
    with Server([Robot("t")], tls=(cert, key)) as server:
        request = urllib.request.Request(server.webhook("t"), markdown(), JSON)
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(request, timeout=5)
        trusting = ssl.create_default_context(cafile=cert)
        with urllib.request.urlopen(request, timeout=5, context=trusting) as answer:
            assert json.load(answer)["errcode"] == 0


def test_it_runs_as_a_program(tmp_path):
    robots = tmp_path / "robots.json"
    robots.write_text('[{"token": "f", "keywords": ["k"]}]', "utf-8")
    program = subprocess.Popen(
        [sys.executable, pathlib.Path(__file__).with_name("dingtalk.py"), "--port", "0", "--robots", robots,
         "--robot", "t:SECx:报警", "--wording", "english"], stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        address = program.stdout.readline().strip()
        bodies = []
        for token in ("f", "t"):
            request = urllib.request.Request(f"{address}/robot/send?access_token={token}", markdown(), JSON)
            bodies.append(json.load(urllib.request.urlopen(request, timeout=5))["errmsg"])
        assert bodies == ["keywords not in content", "sign not match"]
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(5) == 0
        program.stdout.close()
