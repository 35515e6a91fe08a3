"""From the throw to the stream: whatever becomes of the worker, of Redis, of php-fpm, and without anybody waiting."""
import collections
import concurrent.futures
import os
import pathlib
import socket
import subprocess
import threading
import time

import pytest

from support import fastcgi, paths
from support.fpm import Fpm, Pool
from support.process import children
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

FATE = APPS / "handover" / "fate.php"
STREAM = "errnotice:events"
WORKERS = 6
TIMEOUT_S = 1.0                # errnotice.timeout: long enough to be told from noise


@pytest.fixture
def redis(tmp_path):
    with Redis(tmp_path, appendonly=False) as server:
        yield server


def ini(redis, *more):
    return ["extension=posix", f'errnotice.redis="{redis.unix_url}"', 'errnotice.codes="10000-10999"',
            f"errnotice.timeout={int(TIMEOUT_S * 1000)}", *more]


class Site:
    """php-fpm, and requests that are numbered."""

    def __init__(self, folder, fpm):
        self.here = folder / "here"
        self.here.mkdir(mode=0o777)
        self.here.chmod(0o777)
        self.fpm = fpm
        self._number = 0
        self._lock = threading.Lock()
        self.thrown = set()

    def request(self, fate="lives", pool="www"):
        with self._lock:
            number = self._number
            self._number += 1
            if fate != "fine":
                self.thrown.add(f"request {number}")
        return self.fpm.request(FATE, f"/?fate={fate}&n={number}", pool, params={"HERE": str(self.here)})

    def requests(self, fates):
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as many:
            return list(many.map(self.request, fates))


@pytest.fixture
def site(tmp_path, redis):
    made = Site(tmp_path, Fpm(tmp_path, ini=ini(redis), pools={"www": Pool(WORKERS, ["request_terminate_timeout = 1s"])},
                              settings=["emergency_restart_threshold = 0"]))
    with made.fpm:
        yield made


def messages(redis, stream=STREAM):
    """How often each message is on the stream, counted by the identity of events."""
    seen = {fields["id"]: fields["message"] for _, fields in redis.client().xrange(stream)}
    return collections.Counter(seen.values())


def arrive(redis, site, pause=0.05):
    """Waits until everything that was thrown is there, with a request now and then, and each once."""
    def there():
        site.request("fine")
        return set(messages(redis)) >= site.thrown

    wait_until(there, 45, "every event on the stream", pause=pause)
    assert messages(redis) == collections.Counter(site.thrown)


# -- the worker dies -------------------------------------------------------------------------------------------


def test_of_two_hundred_requests_whose_workers_die_every_event_arrives_once(redis, site):
    fates = (["lives"] * 6 + ["killed", "crashed"] * 2) * 19 + ["ended"] * 10
    answers = site.requests(fates)
    assert len(fates) == 200
    died = [answer for answer in answers if not answer.complete]
    assert len(died) >= fates.count("killed") + fates.count("crashed"), "the workers were not killed in flight"
    arrive(redis, site)


def test_a_reload_in_the_middle_of_requests_loses_none(redis, tmp_path):
    site = Site(tmp_path, Fpm(tmp_path, ini=ini(redis), pools={"www": Pool(WORKERS)}))
    with site.fpm:
        site.requests(["lives"] * 6)
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as many:
            waiting = [many.submit(site.request, "ended") for _ in range(WORKERS)]
            wait_until(lambda: len(list(site.here.iterdir())) == WORKERS, 20, "requests in their handlers")
            site.fpm.reload()
            assert not any(answer.result().complete for answer in waiting)
        # the old master has sent them in MSHUTDOWN, before it became the new one
        assert messages(redis) == collections.Counter(site.thrown)


def test_what_nobody_takes_goes_on_over_a_reload(tmp_path):
    redis = Redis(tmp_path)
    fpm = Fpm(tmp_path, ini=ini(redis, "errnotice.spool=", "errnotice.slots=16"), pools={"www": Pool(2)})
    site = Site(tmp_path, fpm)
    with fpm:
        site.requests(["lives", "killed"] * 20)
        for _ in range(2):
            fpm.reload()
            site.requests(["lives"] * 2)
        open_files = [os.readlink(file) for pid in (fpm.pid, *fpm.workers)
                      for file in pathlib.Path(f"/proc/{pid}/fd").iterdir()]
        assert not [name for name in open_files if "memfd" in name]
        with redis:
            def counted():
                site.request("fine")
                return sum(int(fields["count"]) for _, fields in redis.client().xrange(STREAM))

            wait_until(lambda: counted() >= len(site.thrown), 45, "every error on the stream, or its number")
            assert counted() == len(site.thrown)


def test_the_master_sends_what_the_last_worker_left(redis, tmp_path):
    site = Site(tmp_path, Fpm(tmp_path, ini=ini(redis), pools={"www": Pool(1)}))
    site.fpm.start()
    site.request("killed")
    wait_until(lambda: site.fpm.workers, 20, "a new worker")
    assert not messages(redis)
    site.fpm.stop()
    assert messages(redis) == collections.Counter(site.thrown)


def test_a_master_in_the_background_sends_what_the_last_worker_left(redis, tmp_path):
    site = Site(tmp_path, Fpm(tmp_path, ini=ini(redis), pools={"www": Pool(1)}))
    with site.fpm:
        pass
    conf = site.fpm.folder / "fpm.conf"
    conf.write_text(conf.read_text("utf-8").replace("daemonize = no", "daemonize = yes"), "utf-8")
    root = ["-R"] if os.geteuid() == 0 else []
    subprocess.run([paths.php_fpm(), "-D", "-y", conf, "-c", site.fpm.folder / "php.ini", *root], check=True,
                   env={**os.environ, "PHP_INI_SCAN_DIR": str(site.fpm.folder / "conf.d")},
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    master = int(wait_until((site.fpm.folder / "fpm.pid").read_text, 20, "pid file"))
    try:
        site.request("killed")
        wait_until(lambda: children(master), 20, "a new worker")
        assert not messages(redis)
    finally:
        os.kill(master, 3)  # SIGQUIT: graceful
    wait_until(lambda: not os.path.exists(f"/proc/{master}"), 20, "the end of php-fpm")
    assert messages(redis) == collections.Counter(site.thrown)


# -- nobody waits ----------------------------------------------------------------------------------------------


def waited(answers):
    """Those that took as long as a time-out; a busy machine makes a few, but not one in ten."""
    return [answer.end_s for answer in answers if answer.end_s > TIMEOUT_S / 2]


def test_a_response_is_not_later_than_without_the_extension(redis, tmp_path):
    with_it = Fpm(tmp_path / "with", ini=ini(redis), pools={"www": Pool(1)})
    without = Fpm(tmp_path / "without", ini=["extension=posix"], pools={"www": Pool(1)}, extension=None)
    took = {"with": [], "without": []}
    with with_it, without:
        sites = {"with": Site(tmp_path / "with", with_it), "without": Site(tmp_path / "without", without)}
        # in turn, so that both see the same machine
        for _ in range(220):
            for name, site in sites.items():
                took[name].append(site.request().end_s)
    assert len(messages(redis)) == 220
    took = {name: sorted(times[20:]) for name, times in took.items()}
    p50, p99 = ({name: times[at] for name, times in took.items()} for at in (100, 197))
    assert p50["with"] < p50["without"] * 1.3 + 0.002, (p50, p99)
    assert p99["with"] < p99["without"] * 1.5 + 0.020, (p50, p99)


def test_with_redis_frozen_the_response_comes_first_and_one_worker_waits_once(redis, tmp_path):
    site = Site(tmp_path, Fpm(tmp_path, ini=ini(redis), pools={"www": Pool(1)}))
    with site.fpm:
        site.request()
        wait_until(lambda: messages(redis), 10, "the first event")
        redis.pause()
        first = site.request()
        assert first.end_s < TIMEOUT_S / 2, "the response waited for Redis"
        # the only worker is busy with its one time-out when the next request comes
        answers = [site.request() for _ in range(60)]
        assert len(waited(answers)) <= 6, waited(answers)
        redis.resume()
        arrive(redis, site)


def test_with_a_black_hole_nobody_waits_twice(tmp_path):
    """A listener whose queue of connections fills up: at first it takes them, later it does not even do that."""
    path = str(tmp_path / "hole.sock")
    with socket.socket(socket.AF_UNIX) as hole:
        hole.bind(path)
        os.chmod(path, 0o777)
        hole.listen(1)
        lines = [f'errnotice.redis="unix://{path}"', 'errnotice.codes="10012"', f"errnotice.timeout={int(TIMEOUT_S * 1000)}"]
        site = Site(tmp_path, Fpm(tmp_path, ini=lines, pools={"www": Pool(2)}))
        with site.fpm:
            until = time.monotonic() + 6
            answers = []
            while time.monotonic() < until:
                answers.append(site.request())
                time.sleep(0.01)
    assert len(answers) > 20
    assert len(waited(answers)) <= 2 + len(answers) / 10, waited(answers)


# -- Redis comes and goes --------------------------------------------------------------------------------------


def test_redis_that_is_up_later_gets_everything(tmp_path):
    redis = Redis(tmp_path)
    site = Site(tmp_path, Fpm(tmp_path, ini=ini(redis), pools={"www": Pool(2)}))
    with site.fpm:
        site.requests(["lives", "killed", "lives", "lives"])
        with redis:
            arrive(redis, site)


def test_redis_that_restarts_gets_everything_once(redis, site):
    site.requests(["lives"] * 20)
    wait_until(lambda: len(messages(redis)) == 20, 20, "twenty events")
    before = messages(redis)
    redis.kill()
    site.requests(["lives", "killed", "lives", "crashed"] * 5)
    redis.start()
    site.thrown -= set(before)  # this Redis keeps nothing
    arrive(redis, site)


def test_without_redis_and_spool_the_log_has_a_line_of_each_and_no_secret(tmp_path):
    log = tmp_path / "php.log"
    log.touch()
    log.chmod(0o666)
    lines = ['errnotice.redis="redis://someone:PLANTED@127.0.0.1:1/0"', 'errnotice.codes="10012"', f'error_log="{log}"',
             "log_errors=0", f'errnotice.spool="{tmp_path}/none"']
    site = Site(tmp_path, Fpm(tmp_path, ini=lines, pools={"www": Pool(2)}))
    with site.fpm:
        assert all(answer.status == 500 and answer.complete for answer in site.requests(["lives"] * 50))
        time.sleep(1.1)  # the spool is looked for once a second
        site.requests(["lives"] * 2)
    text = log.read_text("utf-8")
    assert text.count("errnotice:") == 2 and "127.0.0.1" in text, text
    assert f"there is no {tmp_path}/none" in text
    assert "PLANTED" not in text + site.fpm.log()


def test_without_a_file_the_line_comes_with_a_later_request(tmp_path):
    lines = ['errnotice.redis="redis://127.0.0.1:1/0"', 'errnotice.codes="10012"', "errnotice.spool="]
    site = Site(tmp_path, Fpm(tmp_path, ini=lines, pools={"www": Pool(1)}))
    with site.fpm:
        errors = b"".join(site.request().stderr for _ in range(10))
    assert errors.count(b"errnotice: ") == 1, errors


def test_a_refused_directive_is_told_once_when_php_fpm_starts(tmp_path):
    site = Site(tmp_path, Fpm(tmp_path, ini=['errnotice.codes="9-1"'], pools={"www": Pool(2)}))
    with site.fpm:
        assert [answer.stderr for answer in site.requests(["fine"] * 10)] == [b""] * 10
        assert site.fpm.log().count("errnotice: errnotice.codes") == 1, site.fpm.log()


# -- pools, hosts ----------------------------------------------------------------------------------------------


def test_each_pool_has_its_own_endpoint(redis, tmp_path):
    pools = {name: Pool(2, [f"php_admin_value[errnotice.stream] = {name}", f"php_admin_value[errnotice.app] = {name}"])
             for name in ("one", "two")}
    site = Site(tmp_path, Fpm(tmp_path, ini=ini(redis), pools=pools))
    with site.fpm:
        for _ in range(5):
            site.request("lives", "one")
            site.request("killed", "two")
        # what a worker of the second pool left is not the first one's to send
        for _ in range(5):
            site.request("fine", "one")
        assert len(messages(redis, "one")) == 5 and not messages(redis, STREAM)
    # whoever came later, or the master in the end
    assert len(messages(redis, "two")) == 5
    assert {fields["app"] for _, fields in redis.client().xrange("two")} == {"two"}


def test_a_host_that_throws_nothing_has_a_heartbeat(redis, site):
    site.request("fine")
    beat = wait_until(lambda: redis.client().hgetall("errnotice:hosts"), 10, "a heartbeat")
    moment, version, acknowledged, source, stream = beat[socket.gethostname()].split()
    assert abs(int(moment) - time.time()) < 60 and version.count(".") == 2 and acknowledged == "0"
    assert len(source) == 36 and stream == STREAM
    redis.client().delete("errnotice:hosts")
    site.requests(["fine"] * 50)
    assert not redis.client().exists("errnotice:hosts"), "one an interval is enough"
