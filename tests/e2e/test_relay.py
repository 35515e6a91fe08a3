"""From a Redis that is away to a count: the spool and the relay.

    ERRNOTICE_SPOOL_EVENTS=1000000 pytest tests/e2e/test_relay.py -k users      more than the suite takes time for
"""
import contextlib
import fcntl
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time

import pytest

from e2e.house import APPS
from support import paths, spool
from support.consumer import Consumer
from support.dingtalk import Robot, Server
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.relay import Relay
from support.stream import KEY, event
from support.wait import wait_until

AWAY = "unix:///nonexistent/redis.sock"
REPORT = """<?php
for ($i = 0; $i < (int) $argv[1]; $i++) {
    errnotice_report(new Exception("no money", 500));
}
$status = errnotice_status();
echo json_encode($status['counters'] + ['waiting' => $status['slots']['waiting'], 'spool' => $status['spool']]);
"""


def program(extension, ini, *arguments):
    """The words that run a program with these directives, named without their prefix."""
    words = [word for name, value in ini.items() for word in ("-d", f'errnotice.{name}="{value}"')]
    return [paths.php_cli(), "-n", "-d", f"extension={extension}", *words, *map(str, arguments)]


class Host:
    """A host with PHP programs, a spool and a relay; Redis and the consumer are elsewhere."""

    def __init__(self, folder):
        self.folder = folder
        self.redis = Redis(folder)
        self.spool = folder / "spool"
        self.spool.mkdir(mode=0o770)
        self.script = folder / "report.php"
        self.script.write_text(REPORT, "utf-8")
        self.dingtalk = Server([Robot("t")])
        self.consumer = Consumer(folder, self.redis.url, robots={"r": {"webhook": self.dingtalk.webhook("t")}})
        self.relay = Relay(folder, self.redis.url, self.spool, rate=100000)

    def stop(self):
        for part in (self.relay, self.consumer, self.dingtalk, self.redis):
            part.stop()

    def php(self, *arguments, **ini):
        """A program that reports; a CompletedProcess."""
        ini = {"codes": "500", "redis": self.redis.url, "spool": self.spool, "detail_limit": 0, **ini}
        return subprocess.run(program(paths.extension(), ini, *arguments), capture_output=True, timeout=60, check=False)

    def ids(self):
        return [fields["id"] for _, fields in self.redis.client().xrange(KEY)]

    def sent(self):
        """The spool is empty."""
        wait_until(lambda: not self.relay.files, 60, "empty spool")


@pytest.fixture
def host(tmp_path):
    made = Host(tmp_path)
    try:
        yield made
    finally:
        made.stop()


def test_a_program_that_ended_without_redis_is_counted_once(host):
    thrown = host.folder / "throw.php"
    thrown.write_text("<?php throw new Exception('no money', 500);", "utf-8")
    assert host.php(thrown).returncode == 255
    assert spool.records(spool.file_of(host.spool)) == (1, 0)
    assert host.relay.once() == 111 and len(host.relay.files) == 1
    host.redis.start()
    host.dingtalk.start()
    host.consumer.start()
    assert host.relay.once() == 0 and not host.relay.files
    host.consumer.wait("ingested_total", 1)
    assert host.relay.once() == 0
    assert host.consumer.check_law()["ingested_total"] == 1


def test_it_is_in_the_queue_within_a_second_of_redis_return(host):
    host.relay.start()
    host.php(host.script, 100)
    wait_until(lambda: "waiting for the queue" in host.relay.log(), 10, "line that says what it waits for")
    host.redis.start()
    began = time.monotonic()
    wait_until(lambda: len(host.ids()) == 100, 10, "hundred entries")
    assert time.monotonic() - began < 1 + 1.0  # what a busy machine may add
    host.sent()
    host.relay.stop()
    assert host.relay.log().count("waiting for the queue") == 1


def test_records_go_in_order_and_whole(host):
    host.redis.start()
    messages = ["tab\tin it", "two\nlines", "back\\slash", "下单失败"]
    events = [event(message=message, refused=str(int(time.time()))) for message in messages]
    spool.append(host.spool, events)
    assert host.relay.once() == 0
    entries = [fields for _, fields in host.redis.client().xrange(KEY)]
    assert entries == events


def test_torn_records_are_skipped_and_counted(host):
    host.redis.start()
    first, torn, last = (event(message=name) for name in ("first", "torn", "last"))
    path = spool.file_of(host.spool)
    path.write_bytes(spool.record(first) + spool.record(torn)[:99] + spool.record(last) + b"\n0123")
    assert host.relay.once() == 0
    assert host.ids() == [first["id"], last["id"]]
    assert "2 torn records were skipped" in host.relay.log()


def test_the_stream_is_never_filled_beyond_its_limit(host):
    host.redis.start()
    relay = Relay(host.folder, host.redis.url, host.spool, stream_limit=100)
    spool.append(host.spool, [event() for _ in range(250)])
    assert relay.once() == 111
    client = host.redis.client()
    assert client.xlen(KEY) == 100
    for left in (150, 50):
        client.xtrim(KEY, maxlen=0)
        assert relay.once() == (111 if left > 100 else 0)
        assert client.xlen(KEY) == min(left, 100)
    assert not relay.files


def test_what_does_not_count_is_left_alone_and_named_once(host):
    host.redis.start()
    outside = host.folder / "outside"
    outside.write_bytes(spool.record(event()))
    uid = os.geteuid()
    (host.spool / f"events-{uid}.log").symlink_to(outside)
    os.mkfifo(host.spool / f"events-{uid + 1}.log")
    (host.spool / f"events-{uid + 2}.log").write_bytes(spool.record(event()))       # another user's name
    os.link(outside, host.spool / f"sending-{1:016}-{uid}.log")
    (host.spool / "notes.txt").write_text("not ours", "utf-8")
    host.relay.start()  # not before: it tells anew when there are more of them
    wait_until(lambda: "4 files" in host.relay.log(), 10, "line that tells of the files")
    time.sleep(1.5)
    assert host.relay.log().count("left alone") == 1
    assert host.redis.client().xlen(KEY) == 0 and outside.is_file() and len(host.relay.files) == 5


def test_what_does_not_count_hides_nothing(host):
    host.redis.start()
    for n in range(3000):
        (host.spool / f"sending-{n:016}-{os.geteuid() + 2}.log").touch()
    spool.append(host.spool, [event(), event()])
    assert host.relay.once() == 0
    assert host.redis.client().xlen(KEY) == 2 and len(host.relay.files) == 3000


def test_a_file_that_somebody_holds_is_told_and_waits(host):
    host.redis.start()
    spool.append(host.spool, [event(), event()])
    with open(spool.file_of(host.spool), "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert host.relay.once() == 111 and len(host.relay.files) == 1
        host.relay.start()
        wait_until(lambda: "1 files" in host.relay.log(), 10, "line that tells of the lock")
    wait_until(lambda: not host.relay.files, 10, "what waited")
    host.relay.stop()
    assert host.relay.log().count("another process has locked them") == 1
    assert host.redis.client().xlen(KEY) == 2 and host.relay.once() == 0


def test_terabytes_that_hold_nothing_hold_nothing_up(host):
    host.redis.start()
    with open(host.spool / f"sending-{1:016}-{os.geteuid()}.log", "wb") as file:  # goes first
        file.truncate(1 << 42)
    spool.append(host.spool, [event(), event()])
    assert host.relay.once() == 0 and not host.relay.files
    assert host.redis.client().xlen(KEY) == 2


def test_killed_at_any_moment_it_loses_nothing(host):
    """Twenty times, while a program goes on; what is sent twice has the same id."""
    host.redis.start()
    events = [event() for _ in range(20000)]
    spool.append(host.spool, events)
    ini = {"codes": "500", "redis": AWAY, "spool": host.spool, "detail_limit": 0}
    beside = subprocess.Popen(program(paths.extension(), ini, host.script, 20000), stdout=subprocess.PIPE)
    wait_for = random.Random(7)
    relay = Relay(host.folder, host.redis.url, host.spool, rate=40000, stream_limit=10000000)
    for _ in range(20):
        relay.start()
        time.sleep(wait_for.uniform(0.01, 0.12))
        relay.kill()
    assert json.loads(beside.communicate(timeout=60)[0])["lost"] == 0
    assert relay.once() == 0 and not relay.files
    ids = host.ids()
    assert {its["id"] for its in events} < set(ids) and len(set(ids)) == 40000
    assert len(ids) > 40000        # it was killed in between


def website(host, *ini):
    """php-fpm beside the same spool."""
    return Fpm(host.folder, pools={"www": Pool(4)}, ini=[
        f'errnotice.redis="{host.redis.url}"', "errnotice.codes=10000-10999", "errnotice.app=shop",
        f'errnotice.spool="{host.spool}"', "display_errors=0", "log_errors=1", *ini])


def throw(fpm, count):
    """So many errors, one after the other; the slowest answer."""
    answers = [fpm.request(APPS / "plain" / "order.php", "/?code=10012") for _ in range(count)]
    assert all(answer.status == 500 and answer.complete for answer in answers)
    return max(answer.end_s for answer in answers)


def count_all(host, fpm, thrown):
    """Every error is counted, and once."""
    thrown = host.consumer.wait_for_all(thrown, lambda: throw(fpm, 1))
    host.sent()
    assert host.consumer.check_law()["ingested_total"] == thrown
    assert host.consumer.metrics().sum("lost_total") == 0


def test_redis_that_dies_twice_under_load_loses_no_error_of_a_website(host):
    host.redis.start()
    host.dingtalk.start()
    host.consumer.start()
    host.relay.start()
    with website(host) as fpm:
        thrown = 0
        for _ in range(2):
            throw(fpm, 50)
            host.redis.kill()
            assert throw(fpm, 200) < 1.0
            assert host.relay.files
            host.redis.start()
            throw(fpm, 50)
            thrown += 300
        count_all(host, fpm, thrown)
    refused = host.consumer.query("SELECT COUNT(*) AS n, MIN(is_success) AS success FROM log_queue_task")[0]
    assert refused["n"] >= 300 and refused["success"] == 1


def test_with_a_full_spool_and_every_slot_taken_errors_are_still_counted(host):
    host.dingtalk.start()
    with website(host, "errnotice.spool_limit=8K", "errnotice.slots=16") as fpm:
        throw(fpm, 200)
        assert spool.file_of(host.spool).stat().st_size <= 8192
        host.redis.start()
        host.consumer.start()
        host.relay.start()
        count_all(host, fpm, 200)


USERS, WRITERS = 4, 8
GROUP = 60000                  # of the spool, and the relay's user and group; ids need no names
EVENTS = int(os.environ.get("ERRNOTICE_SPOOL_EVENTS", 100000))


@contextlib.contextmanager
def shared_folder():
    """A folder that every user can reach, with a spool as the package makes it and what a program needs."""
    with tempfile.TemporaryDirectory(prefix="errnotice-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        folder.joinpath("report.php").write_text(REPORT, "utf-8")
        shutil.copy(paths.extension(), folder / "errnotice.so")
        shutil.copy(paths.consumer(), folder / "errnotice-consumer")
        folder.joinpath("spool").mkdir()
        os.chown(folder / "spool", GROUP, GROUP)
        folder.joinpath("spool").chmod(0o3770)
        yield folder


def writer(folder, user, count):
    """A program of this user that has so many events for a Redis that is away."""
    ini = {"codes": "500", "redis": AWAY, "spool": folder / "spool", "spool_limit": "1G", "detail_limit": 0}
    return subprocess.Popen(program(folder / "errnotice.so", ini, folder / "report.php", count),
                            stdout=subprocess.PIPE, user=user, group=GROUP, extra_groups=[])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run programs as several users")
def test_processes_of_several_users_append_while_the_relay_takes_files_away(host):
    host.redis.start()
    with shared_folder() as folder:
        relay = Relay(folder, host.redis.url, folder / "spool", folder / "errnotice-consumer", GROUP,
                      rate=1000000, stream_limit=10 * EVENTS).start()
        writers = [writer(folder, GROUP + 1 + n % USERS, EVENTS // WRITERS) for n in range(WRITERS)]
        said = [json.loads(its.communicate(timeout=600)[0]) for its in writers]
        wait_until(lambda: not relay.files, 600, "empty spool")
        relay.stop()
        log = relay.log()
    assert "torn" not in log and "left alone" not in log
    assert log.count("events are in the queue") > USERS  # it was at it meanwhile
    assert all(its["lost"] == 0 for its in said)
    assert host.redis.client().xlen(KEY) == EVENTS
    seen, after = set(), "-"
    while entries := host.redis.client().xrange(KEY, after, "+", 10000):
        seen.update(fields["id"] for _, fields in entries)
        after = f"({entries[-1][0]}"
    assert len(seen) == EVENTS


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of other users")
def test_a_user_who_fills_the_folder_holds_up_nobody(host):
    """Users take turns, however old their files claim to be; and those that one of them holds hide none of the others."""
    host.redis.start()
    other = os.geteuid() + 1
    with contextlib.ExitStack() as held:
        for n in range(600):
            path = host.spool / f"sending-{n:016}-{other}.log"
            path.write_bytes(spool.record(event()))
            os.chown(path, other, other)
            if n >= 10:
                fcntl.flock(held.enter_context(open(path, "rb")), fcntl.LOCK_EX)
        mine = [event(), event()]
        spool.append(host.spool, mine)
        assert host.relay.once() == 111
    assert {its["id"] for its in mine} <= set(host.ids()[:3])
    assert host.relay.once() == 0 and not host.relay.files
    assert len(host.ids()) == 602


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_costs_records_and_nothing_else(host):
    """What the disk does not take waits in its slot, and the one record that it took a part of is skipped."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", host.spool], check=False).returncode != 0:
        pytest.skip("no disk can be mounted in this place")
    try:
        done = host.php(host.script, 400, redis=AWAY, slots=1024)
        assert done.returncode == 0 and not done.stderr
        counters = json.loads(done.stdout)
        whole, torn = spool.records(spool.file_of(host.spool))
        assert counters["spooled"] == whole and whole + counters["waiting"] == 400
        assert torn <= 10 and counters["waiting"] > 0
        host.redis.start()
        assert host.relay.once() == 0
        assert len(host.ids()) == whole
    finally:
        subprocess.run(["umount", host.spool], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk that is read-only")
def test_a_spool_that_is_read_only_is_told_and_nothing_else(host):
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", host.spool], check=False).returncode != 0:
        pytest.skip("no disk can be mounted in this place")
    try:
        done = host.php(host.script, 3, redis=AWAY)
        counters = json.loads(done.stdout)
        assert done.returncode == 0 and not done.stderr
        assert counters["waiting"] == 3 and "none: " in counters["spool"]
    finally:
        subprocess.run(["umount", host.spool], check=True)
