"""What whoever runs the consumer types, signals, scrapes and reads."""
import json
import pathlib
import subprocess

import pytest

from support import paths
from support.process import free_port
from support.stream import event
from support.wait import wait_until
from e2e.room import CODES, MARK, TOKEN, Room, busy_port


@pytest.fixture
def room(tmp_path):
    its = Room(tmp_path)
    yield its
    its.stop()


def test_sighup_takes_all_or_nothing(room):
    room.start()
    consumer, was = room.consumer, dict(room.consumer.sections["route muted"])
    room.throw([event(code="20001") for _ in range(10)])
    room.drained()
    assert consumer.check_law()["muted_total"] == 10

    consumer.sections["route muted"] = {**was, "robot": "nobody", "codes": "9-1"}
    consumer.sections["log"] = {"level": "loud"}
    consumer.reload()
    wait_until(lambda: "the old one stays" in consumer.log(), 10, "refusal")
    for said in ("there is no [robot nobody]", "codes = 9-1", "level = loud"):
        assert said in consumer.log()
    room.throw([event(code="20001") for _ in range(10)])
    room.drained()
    assert consumer.check_law()["muted_total"] == 20

    del consumer.sections["log"]
    consumer.sections["route muted"] = {**was, "codes": "40000"}
    consumer.reload()
    wait_until(lambda: "holds from now on" in consumer.log(), 10, "new configuration")
    room.throw([event(code="20001") for _ in range(10)])
    room.drained()
    law = consumer.check_law()
    assert (law["ingested_total"], law["muted_total"], law["unrouted_total"]) == (30, 20, 10)


def test_sighup_under_load_loses_nothing(room):
    room.start({"queue": {"batch": "100"}})
    room.throw([event(code=CODES[n % len(CODES)]) for n in range(20000)])
    for n in range(5):
        room.consumer.reload()
        wait_until(lambda: room.consumer.log().count("holds from now on") == n + 1, 20, "new configuration")
    room.drained()
    room.check_exact()
    assert room.consumer.metrics().sum("duplicates_total") == 0


def test_sighup_to_another_address(room):
    room.start()
    consumer = room.consumer
    old = consumer.port
    with busy_port() as port:
        consumer.sections["http"] = {"listen": f"127.0.0.1:{port}"}
        consumer.reload()
        wait_until(lambda: "cannot listen at 127.0.0.1" in consumer.log(), 10, "refusal")
    assert consumer.get("/healthz")[0] == 200
    consumer.port = free_port()
    consumer.sections["http"] = {"listen": f"127.0.0.1:{consumer.port}"}
    consumer.reload()
    wait_until(lambda: "holds from now on" in consumer.log(), 10, "new configuration")
    assert consumer.get("/healthz")[0] == 200
    consumer.port, new = old, consumer.port
    with pytest.raises(OSError):
        consumer.get("/healthz")
    consumer.port = new


def test_a_busy_address_is_said_at_the_start(room):
    with busy_port() as port:
        consumer = room.another("busy", {"http": {"listen": f"127.0.0.1:{port}"}})
        consumer.write_conf()
        done = subprocess.run([paths.consumer(), "--config", consumer.conf], capture_output=True, text=True,
                              timeout=20, check=False)
    assert done.returncode == 111
    assert f"cannot listen at 127.0.0.1 port {port}: Address already in use" in done.stderr


def test_a_token_is_asked_for(room):
    room.start({"http": {"token": f"{MARK}-http"}}, ready=False)
    for path in ("/metrics", "/readyz"):
        assert room.consumer.get(path)[0] == 401
    assert room.consumer.get("/healthz") == (200, "alive\n")
    assert room.consumer.get("/nothing")[0] == 404
    for given, status in ((f"{MARK}-http", 200), (f"{MARK}-htt", 401), (f"{MARK}-http2", 401)):
        assert room.consumer.get("/metrics", Authorization=f"Bearer {given}")[0] == status


def test_hostile_labels_stay_labels(room):
    room.start()
    room.throw([event(app='a"} 1\nerrnotice_ingested_total 99', code="10012\\")])
    room.drained()
    metrics = room.consumer.metrics()
    assert metrics.sum("ingested_total") == 1
    assert metrics.sum("errors_total") == 1
    room.check_exact()


def test_no_secret_leaves_the_configuration(room):
    room.start({"http": {"token": f"{MARK}-http"}, "log": {"level": "debug"}}, ready=False)
    room.throw([event(code="10012") for _ in range(10)])
    room.drained()
    wait_until(lambda: room.dingtalk.messages(), 20, "message")
    cmdline = pathlib.Path(f"/proc/{room.consumer.pid}/cmdline").read_bytes()
    room.redis.stop()
    wait_until(lambda: "waiting for the queue" in room.consumer.log(), 10, "word of the queue")
    said = ""
    for arguments in (["check"], ["check", "--connect"], ["test-notice", "ops"], ["test-notice", "nobody"]):
        done = subprocess.run([paths.consumer(), "--config", room.consumer.conf, *arguments], capture_output=True,
                              text=True, timeout=60, check=False)
        said += done.stdout + done.stderr
    bad = room.consumer.conf.with_name("bad.conf")
    bad.write_text(room.consumer.conf.read_text("utf-8").replace("http://127.0.0.1", "http://192.0.2.1")
                   .replace("unix://", "unixx://").replace("secret =", "secrett ="), "utf-8")
    done = subprocess.run([paths.consumer(), "--config", bad, "check"], capture_output=True, text=True, timeout=60,
                          check=False)
    assert done.returncode == 100
    for key in ("redis", "webhook", "secrett"):
        assert key in done.stderr
    room.consumer.stop()
    for where, text in {"cmdline": cmdline, "log": room.consumer.log().encode(), "check": said.encode(),
                        "faults": (done.stdout + done.stderr).encode(),
                        **{str(path): path.read_bytes() for path in room.consumer.folder.glob("*.db*")}}.items():
        assert MARK.encode() not in text, where


@pytest.mark.parametrize("arguments, status, said", [
    (["--help"], 0, "check"), (["--version"], 0, "errnotice-consumer 0."), (["frobnicate"], 100, "no such command"),
    (["--frob"], 100, "option"), (["run", "fast"], 100, "a word too many"), (["test-notice"], 100, "a word is missing"),
    (["--connect"], 100, "'--connect'"), (["check", "--keys"], 0, "keep_events"),
    (["--config", "/nowhere", "check"], 100, "/nowhere: cannot be opened"),
    (["--config", "/nowhere"], 100, "/nowhere: cannot be opened"), (["check", "--help"], 0, "check [--connect]"),
    (["explain"], 100, "a file, or --code"), (["--config=/nowhere", "explain", "x"], 100, "/nowhere: cannot be opened"),
    (["explain", "--code", "1", "--config", "/nowhere"], 100, "/nowhere: cannot be opened"),
])
def test_words_and_exit_codes(arguments, status, said):
    done = subprocess.run([paths.consumer(), *arguments], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == status, done.stderr
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize("content, status, said", [
    ({"code": "ORDER_404", "app": "shop", "detail": {}}, 0, "told by robot ops"),
    ({"code": 404, "time": 1764000000000}, 0, "told by robot ops"), ({"code": [404]}, 100, "is not an event"), (["code"], 100, "is not an event"), ("{", 100, ":1:"),
])
def test_an_event_is_explained_from_a_file(tmp_path, content, status, said):
    conf, file = tmp_path / "consumer.conf", tmp_path / "event.json"
    conf.write_text("[robot ops]\nwebhook = https://oapi.dingtalk.com/robot/send?access_token=t\n", "utf-8")
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    run = [paths.consumer(), "--config", conf, "explain"]
    done = subprocess.run([*run, file], capture_output=True, text=True, timeout=20, check=False)
    again = subprocess.run([*run, "-"], input=file.read_text("utf-8"), capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, again.returncode) == (status, status)
    assert said in done.stdout + done.stderr
    assert done.stdout == again.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--keys"]])
def test_what_could_not_be_written_is_no_success(arguments):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([paths.consumer(), *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=20, check=False)
    assert done.returncode == 111
    assert "standard output: No space left on device" in done.stderr


def test_check_reaches_what_it_can(room):
    room.start()
    run = [paths.consumer(), "--config", room.consumer.conf, "check"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.endswith("fine: 1 robots, 2 routes, 0 codes in the dictionary\n"
                                "robot ops tells of hosts and of the queue\n")
    done = subprocess.run([*run, "--connect"], capture_output=True, text=True, timeout=20, check=True)
    for said in ("queue: there: ", "store: there: ", "robot ops: http://127.0.0.1:", "the clocks agree"):
        assert said in done.stdout
    room.redis.stop()
    room.consumer.sections["robot ops"]["webhook"] = f"http://127.0.0.1:{free_port()}/robot/send?access_token={TOKEN}"
    room.consumer.write_conf()
    done = subprocess.run([*run, "--connect"], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 111
    assert "queue: No such file or directory" in done.stdout
    assert "cannot be reached" in done.stdout
    assert MARK not in done.stdout


def test_check_says_how_redis_may_lose_or_evict(tmp_path):
    its = Room(tmp_path, appendonly=False, settings=["maxmemory-policy allkeys-lru"])
    its.start()
    try:
        done = subprocess.run([paths.consumer(), "--config", its.consumer.conf, "check", "--connect"],
                              capture_output=True, text=True, timeout=20, check=True)
    finally:
        its.stop()
    assert "appendonly is off" in done.stdout
    assert "may evict the whole stream" in done.stdout
