"""Redis over TLS, certificates on both ends: events go through; what cannot be trusted gets nothing."""
import subprocess

import pytest

from support import paths
from support.certificates import Certificates
from support.consumer import Consumer
from support.fpm import Fpm, Pool
from support.process import free_port
from support.redis import Redis
from support.stream import event, put
from support.wait import wait_until
from e2e.house import APPS

ORDER = APPS / "plain" / "order.php"
INFO = APPS / "plain" / "info.php"
STREAM = "errnotice:events"


class Guarded:
    """A Redis that takes TLS alone on `port`, and who shows no certificate is turned away."""

    def __init__(self, folder):
        self.folder = folder
        self.port = free_port()
        self.certificates = Certificates(folder)
        self.redis = Redis(folder, settings=self.certificates.redis_settings(self.port))

    @property
    def url(self):
        return f"rediss://localhost:{self.port}?{self.certificates.options}"

    def fpm(self, url, folder="app"):
        return Fpm(self.folder / folder, pools={"www": Pool(1)}, ini=[
            f'errnotice.redis="{url}"', "errnotice.codes=10000-10999", "errnotice.app=tls", "errnotice.timeout=2000",
            "display_errors=0"])

    @property
    def entries(self):
        return self.redis.client().xlen(STREAM)


@pytest.fixture
def guarded(tmp_path):
    made = Guarded(tmp_path)
    with made.redis:
        yield made


def test_events_go_through(guarded):
    with guarded.fpm(guarded.url) as fpm:
        for _ in range(20):
            fpm.request(ORDER, "/?code=10012")
        wait_until(lambda: guarded.entries == 20, 10, "every event")
        # a connection that was made is used again
        assert guarded.redis.client().info("stats")["total_connections_received"] < 20
        assert "Redis answers" in fpm.request(INFO).body.decode()


def test_the_consumer_counts_what_comes_over_tls(guarded, tmp_path):
    put(guarded.redis.client(), [event() for _ in range(3000)])
    with Consumer(tmp_path, guarded.url) as consumer:
        consumer.wait("ingested_total", 3000)
        assert guarded.entries == 0
        assert consumer.check_law()["ingested_total"] == 3000


def test_the_consumer_says_why_it_waits(guarded, tmp_path):
    consumer = Consumer(tmp_path, guarded.url.replace("localhost", "127.0.0.1"))
    consumer.start(ready=False)
    wait_until(lambda: "IP address mismatch" in consumer.log(), 10, "reason")
    consumer.stop()


def test_a_file_that_is_not_there_is_an_error_of_the_configuration(guarded, tmp_path):
    consumer = Consumer(tmp_path, f"rediss://localhost:{guarded.port}?ca=/no/such.pem")
    consumer.write_conf()
    done = subprocess.run([paths.consumer(), "--config", consumer.conf, "check"], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 100
    assert f"{consumer.conf}:2" in done.stdout + done.stderr and "ca /no/such.pem" in done.stdout + done.stderr


def test_an_event_of_several_records_goes_through(guarded):
    with guarded.fpm(guarded.url) as fpm:
        guarded.redis.pause()
        for _ in range(30):
            fpm.request(ORDER, "/?code=10012")
        guarded.redis.resume()

        def arrived():
            fpm.request(ORDER, "/?code=10099")
            return guarded.entries >= 31

        wait_until(arrived, 20, "every event in few pipelines")


@pytest.mark.parametrize("url, reason", [
    ("rediss://127.0.0.1:{port}?{options}", "IP address mismatch"),
    ("rediss://localhost:{port}", "certificate is refused: self-signed certificate in certificate chain"),
    ("rediss://localhost:{port}?ca={ca}", ""),  # in whose words the server turns it away is the library's
    ("rediss://localhost:{plain}?{options}", ""),
    ("rediss://localhost:{port}?ca=/no/such.pem", "ca /no/such.pem"),
], ids=["another name", "an unknown authority", "no certificate of ours", "no TLS there", "no file"])
def test_what_cannot_be_trusted_gets_nothing_and_the_reason_is_told(guarded, url, reason):
    url = url.format(port=guarded.port, plain=guarded.redis.port, options=guarded.certificates.options,
                     ca=guarded.certificates.ca)
    with guarded.fpm(url) as fpm:
        answer = fpm.request(ORDER, "/?code=10012")
        assert answer.status == 500 and answer.complete
        info = fpm.request(INFO).body.decode()
        assert "Redis down" in info and reason in info
        assert guarded.entries == 0
