"""A cluster: the node of the stream's slot is found, and followed when the slot moves; nothing is lost or doubled."""
import pytest

from support.certificates import Certificates
from support.cluster import Cluster
from support.consumer import Consumer
from support.fpm import Fpm, Pool
from support.stream import event, put
from support.wait import wait_until
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
INFO = APPS / "plain" / "info.php"
STREAM = "errnotice:events"
HOSTS = "errnotice:hosts{errnotice:events}"


@pytest.fixture
def cluster(tmp_path):
    with Cluster(tmp_path) as made:
        yield made


def fpm_for(url, folder):
    return Fpm(folder / "app", pools={"www": Pool(1)}, ini=[
        f'errnotice.redis="{url}"', "errnotice.codes=10000-10999", "errnotice.app=cluster", "errnotice.timeout=1000",
        "display_errors=0"])


@pytest.fixture
def fpm(cluster, tmp_path):
    with fpm_for(cluster.url, tmp_path) as made:
        yield made


def throw(fpm, count):
    for _ in range(count):
        answer = fpm.request(ORDER, "/?code=10012")
        assert answer.status == 500 and answer.complete


def entries(cluster):
    return cluster.owner(STREAM).client().xlen(STREAM)


def test_events_go_to_the_node_of_the_slot_and_follow_it(cluster, fpm):
    throw(fpm, 10)
    wait_until(lambda: entries(cluster) == 10, 10, "every event")
    cluster.move(STREAM, cluster.others(STREAM)[0])
    throw(fpm, 10)
    wait_until(lambda: entries(cluster) == 20, 10, "every event at the new node")
    assert "Redis answers" in fpm.request(INFO).body.decode()


def test_the_heartbeat_lives_beside_the_stream(cluster, fpm):
    throw(fpm, 1)
    wait_until(lambda: cluster.owner(STREAM).client().hlen(HOSTS) == 1, 10, "heartbeat")


def test_a_slot_on_its_way_takes_events_before_and_after_the_key_has_moved(cluster, fpm):
    throw(fpm, 5)
    wait_until(lambda: entries(cluster) == 5, 10, "every event")
    source, target = cluster.owner(STREAM), cluster.others(STREAM)[0]
    cluster.begin_move(STREAM, target)
    throw(fpm, 5)
    wait_until(lambda: source.client().xlen(STREAM) == 10, 10, "events at the old node")
    cluster.move_key(STREAM)
    throw(fpm, 5)
    cluster.end_move(STREAM)
    wait_until(lambda: entries(cluster) == 15, 10, "events at the new node")


def test_a_slot_that_moves_while_it_is_drained_loses_and_doubles_nothing(cluster, tmp_path):
    events = [event(code=str(10000 + i % 50)) for i in range(20000)]
    put(cluster.owner(STREAM).client(), events)
    target = cluster.others(STREAM)[0]
    with Consumer(tmp_path, cluster.url, sections={"queue": {"batch": "100"}}) as consumer:
        consumer.wait("ingested_total", 1000)
        cluster.begin_move(STREAM, target)
        consumer.wait("ingested_total", 2000)
        cluster.move_key(STREAM)
        consumer.wait("ingested_total", 5000)  # while the new node still asks for ASKING
        cluster.end_move(STREAM)
        consumer.wait("ingested_total", len(events))
        wait_until(lambda: target.client().xlen(STREAM) == 0, 20, "empty stream")
        assert consumer.check_law()["ingested_total"] == len(events)
        assert "is gone" not in consumer.log()


def test_an_idle_consumer_follows_the_slot_and_tells_of_no_lost_group(cluster, tmp_path):
    with Consumer(tmp_path, cluster.url) as consumer:
        put(cluster.owner(STREAM).client(), [event()])
        consumer.wait("ingested_total", 1)
        cluster.move(STREAM, cluster.others(STREAM)[0])
        put(cluster.owner(STREAM).client(), [event() for _ in range(10)])
        consumer.wait("ingested_total", 11)
        assert "is gone" not in consumer.log()
        assert consumer.check_law()["ingested_total"] == 11


def test_all_of_it_over_tls(tmp_path):
    """Where the slot is, and where it goes to, is told by a node that speaks TLS, too."""
    with Cluster(tmp_path, tls=Certificates(tmp_path, "127.0.0.1")) as cluster:
        with fpm_for(cluster.url, tmp_path) as fpm, Consumer(tmp_path, cluster.url) as consumer:
            for times in (1, 2):
                throw(fpm, 5)
                consumer.wait("ingested_total", 5 * times)
                cluster.move(STREAM, cluster.others(STREAM)[0])
            assert consumer.check_law()["ingested_total"] == 10


def test_a_node_of_the_list_that_is_gone_is_passed_over(cluster, fpm):
    cluster.move(STREAM, cluster.nodes[2])
    gone, *others = cluster.nodes
    for node in others:
        node.client().config_set("cluster-require-full-coverage", "no")
    gone.kill()
    throw(fpm, 5)
    wait_until(lambda: cluster.nodes[2].client().xlen(STREAM) == 5, 20, "every event")
    gone.start()
