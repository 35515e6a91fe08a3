"""Robots shared by several consumers, behind TLS, and changed while the consumer runs."""
import os
import signal
import socket
import subprocess
import time

import pytest

from e2e.shop import SECRET, TOKEN, make_shop, told  # noqa: F401  (make_shop is a fixture)
from support import paths
from support.consumer import Consumer
from support.process import Process
from support.proxy import Proxy
from support.stream import event
from support.wait import wait_until


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert], check=True,
                   capture_output=True)
    return cert, key


def reached(shop):
    done = subprocess.run([paths.consumer(), "--config", shop.consumer.conf, "check", "--connect"], capture_output=True,
                          text=True, timeout=20, check=False)
    return f"robot a: {shop.dingtalk.address}/ reached" in done.stdout


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(make_shop, certificate):
    shop = make_shop(tls=certificate)
    assert not reached(shop)
    shop.put([event("a")])
    law = shop.consumer.wait("notices_total", 1, result="retry").check_law()
    assert law["pending"] == 1 and shop.messages() == []
    wait_until(lambda: "ca_file" in shop.consumer.log() and "TLS" in shop.consumer.log(), 5)


def test_a_certificate_of_ca_file_is(make_shop, certificate):
    shop = make_shop(tls=certificate, ca_file=certificate[0])
    assert reached(shop)
    shop.put([event("a")])
    shop.consumer.wait("told_total", 1)


def test_a_proxy_carries_what_it_cannot_read(make_shop, certificate):
    with Proxy() as proxy:
        shop = make_shop(tls=certificate, ca_file=certificate[0], proxy=proxy.url)
        shop.put([event("a")])
        shop.consumer.wait("told_total", 1)
        host = shop.dingtalk.address.partition("://")[2]
        assert proxy.heard == [f"CONNECT {host} HTTP/1.1"]  # and neither path nor token


def test_a_proxy_that_refuses_is_named(make_shop, certificate):
    with Proxy(refuses=True) as proxy:
        shop = make_shop(tls=certificate, ca_file=certificate[0], proxy=proxy.url)
        shop.put([event("a")])
        shop.consumer.wait("notices_total", 3, timeout=20, result="retry").check_law()
        wait_until(lambda: "look at `proxy`" in shop.consumer.log(), 5)
        [notice] = shop.notices("sending")
        assert "407" in notice["error"] and notice["unsure"] == 0  # it surely reached nobody


def test_ipv4_alone_is_used_where_it_is_asked_for(make_shop):
    shop = make_shop(ipv4="yes")
    robot = shop.consumer.sections["robot a"]
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as other:
        robot["webhook"] = f"http://[::1]:{other.getsockname()[1]}/robot/send?access_token={TOKEN}a"
        shop.consumer.restart()
        shop.put([event("a")])
        shop.consumer.wait("notices_total", 1, result="retry")
        other.settimeout(0)
        with pytest.raises(BlockingIOError):
            other.accept()
        robot["ipv4"] = "no"
        shop.consumer.restart()
        other.settimeout(20)
        connection, _ = other.accept()
        with connection:
            assert connection.recv(100).startswith(b"POST /robot/send")


def test_one_that_stood_still_finds_its_message_told_by_another(make_shop):
    shop = make_shop()
    shop.fault(delay=0.9, accept=True)
    shop.put([event("a", count=9)])
    shop.wait_messages(1)                          # accepted, and the answer is on its way
    os.kill(shop.consumer.pid, signal.SIGSTOP)
    second = Consumer(shop.folder / "second", shop.redis.unix_url)
    second.sections = {**shop.consumer.sections, "http": second.sections["http"]}
    with second:
        law = second.wait("told_total", 9, timeout=15).check_law()
        os.kill(shop.consumer.pid, signal.SIGCONT)
        shop.put([event("a", "OTHER", count=2)])
        law = second.wait("told_total", 11, timeout=15).check_law()
        assert law["pending"] == 0
    assert sum(map(told, shop.messages())) == 11 and shop.stats()["repeated_changed"] == 0
    assert shop.stats()["repeated"] >= 1


def test_two_consumers_share_a_robot_and_its_budget(make_shop):
    shop = make_shop(rate="6/60s", reserve="2")
    second = Consumer(shop.folder / "second", shop.redis.unix_url)
    second.sections = {**shop.consumer.sections, "http": second.sections["http"]}
    with second:
        for n in range(12):
            shop.put([event("a", f"ORDER_{n}_{m}") for m in range(5)])
            time.sleep(0.2)
        shop.consumer.wait("ingested_total", 60)
        wait_until(lambda: len(shop.messages()) >= 2, 10)
        assert shop.stats()["most_in_window"] <= 6
        assert len({message["msg_uuid"] for message in shop.messages()}) == len(shop.messages())
        shop.consumer.kill()  # the other one goes on with what is due
        law = second.wait("told_total", 60, timeout=90).check_law()
        assert law["told_total"] == 60 and law["pending"] == 0
        assert shop.stats()["most_in_window"] <= 6
        assert sum(told(message) for message in shop.messages()) == 60


def test_a_robot_that_was_repaired_is_tried_at_the_reload(make_shop):
    shop = make_shop()
    shop.consumer.sections["robot a"]["secret"] = "SECwrong"
    shop.consumer.restart()
    shop.put([event("a", count=3)])
    shop.consumer.wait("notices_total", 1, result="broken")
    assert shop.consumer.metrics().sum("robot_works", robot="a") == 0
    shop.consumer.sections["robot a"]["secret"] = SECRET
    shop.consumer.reload()
    shop.consumer.wait("told_total", 3, timeout=10).check_law()
    assert shop.consumer.metrics().sum("robot_works", robot="a") == 1


def test_a_robot_taken_from_the_configuration_leaves_its_events_pending(make_shop):
    shop = make_shop(("a", "b"))
    shop.dingtalk.ban(TOKEN + "a")
    shop.put([event("a", count=3)])
    shop.consumer.wait("notices_total", 1, robot="a")
    for section in ("robot a", "route a"):
        del shop.consumer.sections[section]
    shop.consumer.reload()
    wait_until(lambda: "messages about 3 events wait for the robot a" in shop.consumer.log(), 10)
    assert shop.consumer.metrics().check_law()["pending"] == 3


def test_a_store_that_comes_late_is_waited_for(make_shop):
    shop = make_shop()
    shop.consumer.stop()
    moved = shop.consumer.folder / "later"
    shop.consumer.sections["store"] = {"url": f"sqlite:{moved}/errnotice.db"}
    shop.consumer.database = moved / "errnotice.db"
    shop.consumer.start(ready=False)
    shop.put([event("a")])
    wait_until(lambda: "store" in shop.consumer.log(), 5)
    moved.mkdir()
    shop.consumer.wait("told_total", 1).check_law()


def test_an_endless_answer_and_a_slow_one_are_cut(make_shop):
    shop = make_shop()
    shop.fault(body="{" + " " * 300000)
    shop.fault(delay=5)
    shop.put([event("a")])
    shop.consumer.wait("told_total", 1, timeout=20)
    assert len(shop.messages()) == 1
    assert shop.consumer.metrics().sum("notices_total", result="retry") >= 1


def test_the_token_is_in_no_process_title_and_no_log(make_shop):
    shop = make_shop()
    shop.fault(errcode=300005, errmsg=f"token {TOKEN}a is not exist")
    shop.put([event("a")])
    shop.consumer.wait("notices_total", 1, result="broken")
    with open(f"/proc/{shop.consumer.pid}/cmdline", encoding="utf-8") as line:
        assert TOKEN not in line.read()
    [row] = shop.consumer.query("SELECT error FROM errnotice_notice")
    assert TOKEN not in row["error"] and "is not exist" in row["error"]
    done = Process([paths.consumer(), "--config", shop.consumer.conf, "check"], shop.folder / "check.log")
    done.wait(20)
    assert TOKEN not in done.text() and SECRET not in done.text()
    database = shop.consumer.database.read_bytes()
    assert TOKEN.encode() not in database and SECRET.encode() not in database


def test_more_people_than_a_digest_may_mention_are_told_of_once(make_shop):
    numbers = [" ".join(f"138001{route}{n:04}" for n in range(30)) for route in "12"]
    shop = make_shop(routes={"one": {"apps": "one", "robot": "a", "mention": numbers[0], "repeat": "0s"},
                             "two": {"robot": "a", "mention": numbers[1], "repeat": "0s"}})
    for turn in range(1, 3):
        shop.put([event(app, f"N{turn}_{n}") for n in range(15) for app in ("one", "two")], at_once=True)
        shop.consumer.wait("told_total", 30 * turn, timeout=20).check_law()
    crowds = [len(message["mentions"]["rings"]) for message in shop.messages() if "issues" in message["title"]]
    assert len(crowds) >= 2 and max(crowds) == 50
    assert shop.consumer.log().count("was to mention more people than the 50 that DingTalk takes") == 1
