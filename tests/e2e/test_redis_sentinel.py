"""Sentinel: the master is found, and found again after a failover; nothing is lost, nothing counted twice."""
import pytest

from support.certificates import Certificates
from support.consumer import Consumer
from support.fpm import Fpm, Pool
from support.sentinel import Watched
from support.stream import Sender, event, put
from support.wait import wait_until
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
INFO = APPS / "plain" / "info.php"
STREAM = "errnotice:events"


@pytest.fixture
def watched(tmp_path):
    with Watched(tmp_path) as made:
        yield made


def fpm_for(url, folder):
    return Fpm(folder / "app", pools={"www": Pool(2)}, ini=[
        f'errnotice.redis="{url}"', "errnotice.codes=10000-10999", "errnotice.app=sentinel", "errnotice.timeout=500",
        "display_errors=0"])


def throw(fpm, count):
    for _ in range(count):
        answer = fpm.request(ORDER, "/?code=10012")
        assert answer.status == 500 and answer.complete


def test_events_follow_the_master(watched, tmp_path):
    with fpm_for(watched.url, tmp_path) as fpm:
        throw(fpm, 20)
        wait_until(lambda: watched.master.client().xlen(STREAM) == 20, 10, "every event")
        watched.replicated()
        watched.fail_over()
        throw(fpm, 20)
        thrown = 40

        def arrived():
            nonlocal thrown
            throw(fpm, 1)
            thrown += 1
            return watched.master.client().xlen(STREAM) == thrown

        wait_until(arrived, 60, "every event at the new master", pause=0.2)


def test_a_master_that_became_a_replica_is_left_at_once(watched, tmp_path):
    """READONLY: the same hand-over asks the sentinel again, and takes its event to where it belongs."""
    with fpm_for(watched.url, tmp_path) as fpm:
        throw(fpm, 4)
        wait_until(lambda: watched.master.client().xlen(STREAM) == 4, 10, "every event")
        watched.replicated()
        watched.change_places()
        throw(fpm, 4)
        wait_until(lambda: watched.master.client().xlen(STREAM) == 8, 10, "every event at the new master")
        assert "READONLY" not in fpm.request(INFO).body.decode()


@pytest.mark.parametrize("planned", [False, True], ids=["killed", "changed places"])
def test_a_failover_in_the_middle_of_a_drain_loses_and_doubles_nothing(watched, tmp_path, planned):
    events = [event(code=str(10000 + i % 50)) for i in range(20000)]
    put(watched.master.client(), events)
    watched.replicated()
    late = Sender()
    with Consumer(tmp_path, watched.url, sections={"queue": {"batch": "100"}}) as consumer:
        consumer.wait("ingested_total", 1000)
        if planned:
            with watched.two_masters() as (old, new):
                late.send(new.client(), 500)
                late.beat(old.client())  # of one who sends to the new one; in some seconds the old one takes no writes
                consumer.wait("ingested_total", len(events))
        else:
            watched.fail_over()
            late.send(watched.master.client(), 500)
            late.beat(watched.master.client())
        consumer.wait("ingested_total", len(events) + late.taken, 60)
        wait_until(lambda: watched.master.client().xlen(STREAM) == 0, 20, "empty stream")
        assert consumer.check_law()["ingested_total"] == len(events) + late.taken
        assert consumer.metrics().sum("lost_total") == 0
        # a group that moved along is no group that is gone
        assert "is gone" not in consumer.log()


def test_sentinels_with_a_password_of_their_own(tmp_path):
    with Watched(tmp_path, password="q&x") as watched:
        with fpm_for(watched.url, tmp_path) as fpm, Consumer(tmp_path, watched.url) as consumer:
            throw(fpm, 3)
            consumer.wait("ingested_total", 3)
            for shown in (consumer.log(), fpm.request(INFO).body.decode()):
                assert "q&x" not in shown and "q%26x" not in shown and "q&amp;x" not in shown
        with fpm_for(watched.url.partition("?")[0], tmp_path / "without") as fpm:
            throw(fpm, 1)
            assert "NOAUTH" in fpm.request(INFO).body.decode()
        consumer = Consumer(tmp_path / "wrong", watched.url + "x")
        consumer.start(ready=False)
        wait_until(lambda: "the login is refused (WRONGPASS)" in consumer.log(), 10, "reason")
        consumer.stop()


def test_all_of_it_over_tls(tmp_path):
    """Sentinel, master and replica take TLS alone; before the failover and after it."""
    with Watched(tmp_path, tls=Certificates(tmp_path, "127.0.0.1")) as watched:
        with fpm_for(watched.url, tmp_path) as fpm, Consumer(tmp_path, watched.url) as consumer:
            throw(fpm, 5)
            consumer.wait("ingested_total", 5)
            watched.replicated()
            watched.fail_over()
            throw(fpm, 5)

            def arrived():
                fpm.request(INFO)
                return consumer.metrics().sum("ingested_total") == 10

            wait_until(arrived, 30, "every event over the new master")
            assert consumer.check_law()["ingested_total"] == 10


def test_a_name_that_no_sentinel_knows_is_told(watched, tmp_path):
    with fpm_for(watched.url + "pe", tmp_path) as fpm:
        throw(fpm, 1)
        assert "knows no master of that name" in fpm.request(INFO).body.decode()
