"""From the stream into the store: every event once, whatever dies, is missing, or is malformed."""
import collections
import contextlib
import os
import pathlib
import random
import socket
import sqlite3
import subprocess
import time

import pytest

from support import paths
from support.consumer import Consumer
from support.dingtalk import Robot, Server
from support.process import free_port
from support.redis import Redis
from support.stream import KEY, event, put, uuid7
from support.wait import wait_until

MARK = "PLANTED"
SECRET = f"SEC{MARK}secret"
TOKEN = f"{MARK}-token"
# every way out of the law: told or pending, muted, unrouted
ROUTES = {"muted": {"codes": "20000-29999", "robot": "none"}, "told": {"codes": "10000-19999", "robot": "ops"}}
CODES = ("10012", "10013", "20001", "30001", "ORDER_404")


class Room:
    """Redis, the stand-in, and a consumer that tells, mutes and leaves unrouted."""

    def __init__(self, folder, **options):
        self.folder = pathlib.Path(folder)
        self.redis = Redis(folder, password=f"redis{MARK}", **options)
        self.dingtalk = Server([Robot(TOKEN, secret=SECRET)])
        self.thrown = collections.Counter()  # events by code
        self.consumer = None

    def start(self, sections=None, redis=True, ready=True):
        self.dingtalk.start()
        if redis:
            self.redis.start()
        self.consumer = self.another("consumer", sections)
        self.consumer.start(ready=ready)
        return self

    def another(self, name, sections=None):
        """A further consumer; they share a store when `sections` say so."""
        return Consumer(self.folder / name, self.redis.unix_url, routes=ROUTES,
                        robots={"ops": {"webhook": self.dingtalk.webhook(TOKEN), "secret": SECRET}},
                        sections={"queue": {"claim_after": "1s"}, **(sections or {})})

    def stop(self):
        for part in (self.consumer, self.dingtalk, self.redis):
            if part:
                part.stop()

    def throw(self, events):
        """Puts them on the stream and remembers what they count."""
        for its in events:
            self.thrown[its["code"]] += int(its["count"])
        put(self.redis.client(), events)

    @property
    def total(self):
        return sum(self.thrown.values())

    @property
    def left(self):
        return self.redis.client().xlen(KEY)

    def drained(self, timeout=60):
        wait_until(lambda: self.left == 0, timeout, "empty stream")

    def check_exact(self, consumer=None):
        """What was thrown is what every table says, and the law holds."""
        consumer = consumer or self.consumer
        law = consumer.check_law()
        assert law["ingested_total"] == self.total
        assert law["muted_total"] == sum(n for code, n in self.thrown.items() if code.startswith("2"))
        for table, column in (("errnotice_minute", "count"), ("errnotice_issue", "total")):
            rows = consumer.query(f"SELECT code, SUM({column}) AS n FROM {table} GROUP BY code")
            assert {row["code"]: row["n"] for row in rows} == dict(self.thrown), table


@contextlib.contextmanager
def busy_port():
    """A loopback port at which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def room(tmp_path):
    its = Room(tmp_path)
    yield its
    its.stop()


def stored_law(database):
    """The law from the store's own two books, while no consumer runs."""
    with sqlite3.connect(database, timeout=10) as store:
        counters = collections.Counter()
        for name, value in store.execute("SELECT name, value FROM errnotice_counter"):
            counters[name] += value
        minutes, = store.execute("SELECT COALESCE(SUM(count), 0) FROM errnotice_minute").fetchone()
        waiting, = store.execute("SELECT COALESCE(SUM(counted), 0) FROM errnotice_notice WHERE state <> 'told'").fetchone()
    store.close()
    assert counters["ingested"] == minutes
    assert counters["pending"] == waiting
    assert counters["ingested"] == sum(counters[name] for name in ("told", "pending", "muted", "unrouted"))
    return counters


def test_killed_twenty_times_over_fifty_thousand_events(room):
    dice = random.Random(4312)
    now = int(time.time() * 1000)
    room.redis.start()
    room.throw([event(code=CODES[n % len(CODES)], count=dice.choice((1, 1, 1, 7)), id=uuid7(now + n), time=now + n)
                for n in range(50000)])
    room.start({"queue": {"batch": "100", "claim_after": "1s"}}, redis=False)
    kills = 0
    while kills < 20:
        before = room.left
        wait_until(lambda: room.left < before, 20, "progress")
        time.sleep(dice.random() * 0.03)
        room.consumer.kill()
        kills += 1
        assert room.left > 0, f"drained after {kills} kills: they did not fall into the drain"
        stored_law(room.consumer.database)
        room.consumer.start(ready=False)
    room.drained()
    room.check_exact()
    # an entry that was committed and not acknowledged came again, and counted apart
    assert room.consumer.metrics().sum("duplicates_total") <= 20 * 100
    assert room.redis.client().xpending(KEY, "errnotice")["pending"] == 0


def test_two_consumers_share_the_work_and_one_dies(room):
    room.start({"queue": {"batch": "50", "claim_after": "1s"}})
    other = room.another("other", {"queue": {"batch": "50", "claim_after": "1s"},
                                   "store": {"url": f"sqlite:{room.consumer.database}"}})
    other.start()
    room.throw([event(code=CODES[n % len(CODES)]) for n in range(10000)])
    wait_until(lambda: other.metrics().sum("entries_total") > 100, 20, "work of the second")
    assert room.consumer.metrics().sum("entries_total") > 100
    other.kill()
    room.drained()
    room.check_exact()


def test_sigterm_finishes_the_batch_in_hand(room):
    room.start({"queue": {"batch": "100"}})
    room.throw([event(code=CODES[n % len(CODES)]) for n in range(20000)])
    wait_until(lambda: room.left < 19000, 20, "progress")
    room.consumer.stop()
    assert room.left > 0
    assert room.redis.client().xpending(KEY, "errnotice")["pending"] == 0, "nothing is left half done"
    assert room.redis.client().xinfo_consumers(KEY, "errnotice") == [], "and no name"
    counters = stored_law(room.consumer.database)
    assert counters["ingested"] == 20000 - room.left
    room.consumer.start()
    room.drained()
    room.check_exact()
    assert room.consumer.metrics().sum("duplicates_total") == 0


def test_malformed_entries_are_poison_and_stop_nothing(room):
    room.start()
    client = room.redis.client()
    sound = event(code="10012")
    bad = [{"x": "y"}, {**sound, "v": "2"}, {**sound, "id": "no"}, {**sound, "time": "soon"}, {**sound, "count": "0"},
           {**sound, "fp": "x"}, {**sound, "detail": "x" * 20000}, {**sound, "message": "m" * (10 << 20)}]
    ids = [client.xadd(KEY, fields) for fields in bad]
    room.throw([event(code="10013")])
    room.drained()
    assert room.consumer.metrics().sum("poison_total") == len(bad)
    room.check_exact()
    kept = {row["stream_id"]: row for row in room.consumer.query("SELECT * FROM errnotice_poison")}
    assert set(kept) == set(ids)
    assert kept[ids[0]]["entry"] == b"1:x,1:y,"
    assert len(kept[ids[-1]]["entry"]) > 10 << 20, "kept whole"
    room.consumer.restart()
    for stream_id in ids:
        assert room.consumer.log().count(stream_id) == 1, "named once"


def test_what_the_hosts_had_to_drop_is_told_apart(room):
    room.start()
    put(room.redis.client(), [event(kind="lost", code="slots", count=42, host="web7")])
    metrics = room.consumer.wait("lost_total", 42, host="web7", reason="slots")
    assert metrics.check_law()["ingested_total"] == 0
    assert "host web7 had to drop 42 events: slots" in room.consumer.log()


def test_redis_down_at_the_start_and_later(room):
    room.start(redis=False, ready=False)
    status, body = wait_until(lambda: (got := room.consumer.get("/readyz"))[1].startswith("queue: waiting: queue:")
                              and got, 10, "word of the queue")
    assert status == 503
    assert "store: there" in body
    time.sleep(1)  # several attempts, one line
    assert room.consumer.log().count("waiting for the queue") == 1
    assert room.consumer.metrics().sum("queue_up") == 0
    room.redis.start()
    wait_until(lambda: room.consumer.get("/readyz")[0] == 200, 10, "queue")
    room.throw([event(code="10012") for _ in range(100)])
    room.drained()
    for stop in (room.redis.stop, room.redis.kill):
        stop()
        wait_until(lambda: room.consumer.get("/readyz")[0] == 503, 10, "word of the queue")
        room.redis.start()
        room.throw([event(code="10012") for _ in range(100)])
        room.drained()
    room.check_exact()
    assert room.consumer.log().count("waiting for the queue") == 3


def test_redis_that_does_not_answer(room):
    room.start()
    room.redis.pause()
    try:
        wait_until(lambda: room.consumer.get("/readyz")[0] == 503, 20, "word of the queue")
        assert "no answer in time" in room.consumer.get("/readyz")[1]
    finally:
        room.redis.resume()
    room.throw([event(code="10012")])
    room.drained()
    room.check_exact()


def test_a_flushed_redis_is_begun_anew(room):
    room.start()
    old = [event(code="10012") for _ in range(50)]
    room.throw(old)
    room.drained()
    room.redis.client().flushall()
    put(room.redis.client(), old)  # as a replay would: known ids
    room.throw([event(code="10013") for _ in range(50)])
    room.drained()
    room.check_exact()
    assert room.consumer.metrics().sum("duplicates_total") == 50
    assert room.consumer.log().count("made the consumer group") == 2


def test_a_store_whose_folder_is_missing_is_waited_for(room):
    folder = room.folder / "later"
    room.start({"store": {"url": f"sqlite:{folder}/errnotice.db"}}, ready=False)
    wait_until(lambda: "waiting: store: " in room.consumer.get("/readyz")[1], 10, "word of the store")
    assert room.consumer.get("/readyz")[0] == 503
    room.throw([event(code="10012") for _ in range(100)])
    time.sleep(1)
    assert room.left == 100, "nothing is taken that cannot be kept"
    assert room.redis.client().xpending(KEY, "errnotice")["pending"] == 0
    assert room.consumer.log().count("waiting for the store") == 1
    folder.mkdir()
    room.consumer.database = folder / "errnotice.db"
    room.drained()
    room.check_exact()


def test_a_locked_store_is_waited_for(room):
    room.start()
    room.throw([event(code="10012") for _ in range(100)])
    room.drained()
    with sqlite3.connect(room.consumer.database, isolation_level=None) as lock:
        lock.execute("BEGIN IMMEDIATE")
        room.throw([event(code="10012") for _ in range(100)])
        wait_until(lambda: room.consumer.get("/readyz")[0] == 503, 30, "word of the store")
        assert "locked" in room.consumer.get("/readyz")[1]
        assert room.left == 100
        lock.execute("ROLLBACK")
    lock.close()
    room.drained()
    room.check_exact()
    wait_until(lambda: room.consumer.get("/readyz")[0] == 200, 10, "store")


def test_a_full_disk_is_waited_for(room):
    disk = room.folder / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", disk],
                                           capture_output=True, check=False).returncode:
        pytest.skip("cannot mount a small file system here")
    try:
        room.start({"store": {"url": f"sqlite:{disk}/errnotice.db"}})
        room.consumer.database = disk / "errnotice.db"
        room.throw([event(code=str(30000 + n), message="m" * 2000, detail={"trace": "d" * 10000}) for n in range(300)])
        wait_until(lambda: room.consumer.get("/readyz")[0] == 503, 30, "word of the store")
        assert "full" in room.consumer.get("/readyz")[1]
        room.consumer.check_law()
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        room.drained()
        room.check_exact()
        room.consumer.stop()
        room.consumer = None
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_a_store_that_was_deleted_is_made_anew(room):
    room.start()
    room.throw([event(code="10012")])
    room.drained()
    for file in room.consumer.folder.glob("errnotice.db*"):
        file.unlink()
    room.thrown.clear()
    room.throw([event(code="10013") for _ in range(5)])
    room.drained()
    wait_until(lambda: room.consumer.metrics().sum("ingested_total") == 5, 10, "the new store")
    room.check_exact()
    assert "its file was moved or deleted" in room.consumer.log()


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
        done = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H",
                               f"Authorization: Bearer {given}", room.consumer.address + "/metrics"],
                              capture_output=True, text=True, timeout=20, check=False)
        assert done.stdout == str(status)


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
    (["--frob"], 100, "option"), (["run", "fast"], 100, "no further words"), (["test-notice"], 100, "one robot"),
    (["--connect"], 100, "belong to check"), (["check", "--keys"], 0, "keep_events"),
    (["--config", "/nowhere", "check"], 100, "/nowhere: cannot be opened"),
    (["--config", "/nowhere"], 100, "/nowhere: cannot be opened"),
])
def test_words_and_exit_codes(arguments, status, said):
    done = subprocess.run([paths.consumer(), *arguments], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == status, done.stderr
    assert said in done.stdout + done.stderr


def test_check_reaches_what_it_can(room):
    room.start()
    run = [paths.consumer(), "--config", room.consumer.conf, "check"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.endswith("fine: 1 robots, 2 routes, 0 codes in the dictionary\n")
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
