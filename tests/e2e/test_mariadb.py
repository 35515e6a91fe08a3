"""Several consumers on one MariaDB: every event once, whatever dies, stands still, or refuses."""
import contextlib
import os
import random
import subprocess
import time

import pytest

from support.certificates import Certificates
from support.mariadb import MYSQLD, MariaDb
from support.process import free_port
from support.stream import KEY, event
from support.wait import wait_until
from e2e.room import CODES, Room


@pytest.fixture
def server(tmp_path):
    its = MariaDb(tmp_path, database="dbstatis")
    its.start().restart()
    yield its
    if its.running:
        its.resume()
    its.stop()


@pytest.fixture
def room(tmp_path, server):
    its = Room(tmp_path)
    yield its
    its.stop()


def sections(server, batch=100):
    return {"queue": {"batch": str(batch), "claim_after": "1s"}, "store": {"url": server.url}}


def events(count):
    return [event(code=CODES[n % len(CODES)]) for n in range(count)]


def test_what_is_thrown_is_counted_and_told(room, server):
    room.start(sections(server))
    room.throw(events(1000))
    room.drained()
    room.check_exact()
    room.consumer.wait("told_total", 2)  # both issues that are told
    room.consumer.restart()
    room.check_exact()


def test_three_consumers_and_their_server_are_killed_in_a_drain(room, server):
    dice = random.Random(4312)
    room.start(sections(server))
    consumers = [room.consumer] + [room.another(f"consumer-{n}", sections(server)).start() for n in range(2)]
    room.throw(events(30000))
    for number in range(6):
        before = room.left
        wait_until(lambda: room.left < before, 40, "progress")
        time.sleep(dice.random() * 0.05)
        assert room.left > 0, f"drained after {number} kills: they did not fall into the drain"
        if number % 2:
            server.kill()
        consumers[number % 3].kill()
        if number % 2:
            server.start()
        consumers[number % 3].start(ready=False)
    room.drained(90)
    room.check_exact()
    assert room.redis.client().xpending(KEY, "errnotice")["pending"] == 0
    for consumer in consumers[1:]:
        consumer.stop()


def test_a_server_that_stands_still_is_waited_for(room, server):
    room.start(sections(server))
    room.throw(events(20000))
    wait_until(lambda: room.left < 19000, 20, "progress")
    server.pause()
    wait_until(lambda: room.consumer.get("/readyz")[0] == 503, 30, "word of the store")
    left = room.left
    assert left > 0
    server.resume()  # it may commit now what nobody waits for any more
    room.drained()
    room.check_exact()
    assert room.consumer.metrics().sum("duplicates_total") <= 100
    wait_until(lambda: room.consumer.get("/readyz")[0] == 200, 10, "store")


def test_a_server_that_is_not_there_yet_is_waited_for(room, server):
    server.kill()
    room.start(sections(server), ready=False)
    room.throw(events(100))
    wait_until(lambda: "waiting for the store" in room.consumer.log(), 10, "word of the store")
    assert room.left == 100
    server.start()
    room.drained()
    room.check_exact()


def test_few_rights_are_enough_and_a_server_that_takes_no_writes_is_waited_for(tmp_path):
    room = Room(tmp_path)
    with MariaDb(tmp_path, database="dbstatis", users=True) as server:
        server.query("CREATE USER errnotice@localhost IDENTIFIED BY 's/PLANTED'")
        server.query("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON dbstatis.* TO errnotice@localhost")
        room.start({"store": {"url": server.url_of("errnotice:s%2FPLANTED")}})
        room.throw(events(100))
        room.drained()
        server.query("REVOKE CREATE, ALTER, INDEX ON dbstatis.* FROM errnotice@localhost")
        server.query("SET GLOBAL read_only = 1")
        room.throw(events(100))
        wait_until(lambda: room.consumer.get("/readyz")[0] == 503, 20, "word of the store")
        assert "read-only" in room.consumer.get("/readyz")[1]
        assert room.left == 100
        server.query("SET GLOBAL read_only = 0")
        room.drained()
        room.check_exact()
        room.consumer.restart()  # the tables are there: nothing is made
        room.check_exact()
        server.query("ALTER USER errnotice@localhost IDENTIFIED BY 'another'")
        room.consumer.stop()
        room.consumer.start(ready=False)
        wait_until(lambda: "Access denied" in room.consumer.log(), 10, "word of the password")
        assert "PLANTED" not in room.consumer.log()
        room.stop()


def test_a_full_disk_of_the_server_is_waited_for(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={400 if MYSQLD else 160}m", "none",
                                            disk], capture_output=True, check=False).returncode:
        pytest.skip("cannot mount a small file system here")
    room = Room(tmp_path)
    try:
        with MariaDb(disk, database="dbstatis") as server:
            server.restart()
            room.start({"store": {"url": server.url}})
            room.throw([event(code="30000")])
            room.drained()
            filler = disk / "filler"
            with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
                while True:
                    file.write(bytes(1 << 16))
            room.throw([event(code=str(30001 + n), message="m" * 2000, detail={"trace": "d" * 10000})
                        for n in range(1000)])
            wait_until(lambda: room.consumer.get("/readyz")[0] == 503, 40, "word of the store")
            filler.unlink()
            if not server.running:  # InnoDB gives up where it cannot write what it must
                server.start()
            room.drained()
            room.check_exact()
            room.stop()
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def test_a_server_of_another_name_or_authority_is_refused(tmp_path):
    ours, others = Certificates(tmp_path / "ours"), Certificates(tmp_path / "others")
    elsewhere = Certificates(tmp_path / "elsewhere", "db.example.com")
    room = Room(tmp_path)
    room.redis.start()
    room.dingtalk.start()
    for name, server, trusted in (("fine", ours, ours), ("authority", ours, others), ("name", elsewhere, elsewhere)):
        port = free_port()
        with MariaDb(tmp_path / name, database="dbstatis", options=(
                "--skip-networking=0", "--bind-address=127.0.0.1", f"--port={port}",
                f"--ssl-ca={server.ca}", f"--ssl-cert={server.folder}/server.pem",
                f"--ssl-key={server.folder}/server.key")):
            consumer = room.another(name, {"store": {"url": f"mysql://root@localhost:{port}/?{trusted.options}"}})
            consumer.start(ready=name == "fine")
            wanted = "the store is there: dbstatis on localhost" if name == "fine" else "TLS/SSL error"
            wait_until(lambda log=consumer.log, wanted=wanted: wanted in log(), 10, wanted)
            consumer.stop()
    room.stop()
