"""From the stream into the store: every event once, whatever dies, is missing, or is malformed."""
import os
import random
import sqlite3
import subprocess
import time

import pytest

from support.stream import KEY, event, put, uuid7
from support.wait import wait_until
from e2e.room import CODES, Room, stored_law


@pytest.fixture
def room(tmp_path):
    its = Room(tmp_path)
    yield its
    its.stop()


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
        stored_law(room.consumer)
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
    wait_until(lambda: other.metrics().sum("entries_total") > 0, 20, "work of the second")
    assert room.consumer.metrics().sum("entries_total") > 0
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
    counters = stored_law(room.consumer)
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
    assert room.redis.client().xinfo_groups(KEY) == []
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


def test_an_end_waits_for_no_store_and_no_queue(room):
    """What the store did not take stays on the stream, and is counted by the next one."""
    room.start()
    with sqlite3.connect(room.consumer.database, isolation_level=None) as lock:
        lock.execute("BEGIN IMMEDIATE")
        room.throw([event(code="10012") for _ in range(100)])
        wait_until(lambda: room.redis.client().xpending(KEY, "errnotice")["pending"], 10, "a batch in hand")
        room.redis.pause()
        room.consumer.stop(timeout=4)
        room.redis.resume()
        lock.execute("ROLLBACK")
    lock.close()
    room.consumer.start()
    room.drained()
    room.check_exact()


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
        time.sleep(1)  # several attempts, one line
        assert room.consumer.log().count("waiting for the store") == 1
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
    assert room.consumer.metrics().check_law()["ingested_total"] == 1
    for file in room.consumer.folder.glob("errnotice.db*"):
        file.unlink()
    room.thrown.clear()
    room.throw([event(code="10013") for _ in range(5)])
    room.drained()
    wait_until(lambda: room.consumer.metrics().sum("ingested_total") == 5, 10, "the new store")
    room.check_exact()
    assert "its file was moved or deleted" in room.consumer.log()
    room.consumer.wait("told_total", 1)  # who delivers has found it, too,
    assert "/metrics" not in room.consumer.log()  # and who shows it


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk that is read-only")
def test_a_store_that_takes_no_writes_is_waited_for(room):
    disk = room.folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", disk], check=False).returncode != 0:
        pytest.skip("may not mount")
    try:
        room.start({"store": {"url": f"sqlite:{disk}/errnotice.db"}})
        room.consumer.database = disk / "errnotice.db"
        room.consumer.kill()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        room.throw([event(code=CODES[n % len(CODES)]) for n in range(100)])
        room.consumer.start(ready=False)
        wait_until(lambda: "store: waiting: store: its file is read-only" in room.consumer.get("/readyz")[1], 10,
                   "word of the store")
        time.sleep(1)  # several attempts, one line
        assert room.consumer.log().count("waiting for the store") == 1 and room.left == 100
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        room.drained()
        room.check_exact()
        wait_until(lambda: room.consumer.metrics().sum("told_total") > 0, 20, "a message")
    finally:
        room.consumer.stop()
        subprocess.run(["umount", disk], check=True)


def test_what_is_old_goes_while_it_counts(room):
    room.start({"queue": {"batch": "50"}})
    room.consumer.stop()
    with sqlite3.connect(room.consumer.database) as store:
        store.executemany("INSERT INTO errnotice_seen VALUES (?, 1)", ((os.urandom(16),) for _ in range(3000)))
        store.executemany("INSERT INTO errnotice_minute VALUES (?, 'aaaaaaaaaaaaaaaa', 'shop', 'pro', 'C', '1', 2)",
                          ((minute * 60,) for minute in range(20_000_000, 20_001_440)))  # in 2008
    store.close()
    room.consumer.start()
    wait_until(lambda: not room.consumer.query("SELECT 1 FROM errnotice_minute WHERE minute < 1300000000"), 30, "days",
               pause=0.2)
    room.throw([event(code=CODES[n % len(CODES)]) for n in range(2000)])
    room.drained()
    assert room.consumer.query("SELECT COUNT(*) AS n FROM errnotice_seen WHERE day = 1")[0]["n"] == 0
    assert room.consumer.check_law()["ingested_total"] == 2000
    # of 2008 the days are over as well: keep_days is three years
    wait_until(lambda: not room.consumer.query("SELECT 1 FROM errnotice_day"), 10, "end of the days")
