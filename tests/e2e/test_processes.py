"""Processes that fork, that live long, that live for one request, and that work on after their answer."""
import collections
import json
import os
import subprocess

import pytest

from support import paths
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

PLAIN = APPS / "plain"


@pytest.fixture
def redis(tmp_path):
    with Redis(tmp_path) as server:
        yield server


def entries(redis):
    return [fields for _, fields in redis.client().xrange("errnotice:events")]


def codes(redis):
    return collections.Counter(fields["code"] for fields in entries(redis))


def lines(redis, *more):
    return [f'errnotice.redis="{redis.unix_url}"', 'errnotice.codes="10000-10999"', "display_errors=0", "log_errors=1",
            "errnotice.timeout=1000", *more]


def run(folder, redis, script, *arguments, ini=()):
    scan = folder / "scan"
    scan.mkdir(exist_ok=True)
    (scan / "50-test.ini").write_text("\n".join([f"extension={paths.extension()}", *lines(redis, *ini)]) + "\n", "utf-8")
    return subprocess.run([paths.php_cli(), PLAIN / script, *map(str, arguments)], capture_output=True, text=True,
                          timeout=120, check=False, env={**os.environ, "PHP_INI_SCAN_DIR": f":{scan}"})


def test_forked_children_report_their_own_and_nothing_twice(tmp_path, redis):
    run(tmp_path, redis, "forks.php", ini=['errnotice.boundaries="Job::safely"'])
    assert codes(redis) == {str(code): 1 for code in
                            (10001, 10002, 10003, 10010, 10011, 10012, 10020, 10030, 10031, 10032)}
    assert len({fields["id"] for fields in entries(redis)}) == 10


def test_a_worker_that_never_ends_reports_at_once_and_does_not_grow(tmp_path, redis):
    done = run(tmp_path, redis, "worker.php", 20000, ini=['errnotice.boundaries="Worker::loop"'])
    assert codes(redis) == {"10012": 20000}
    assert json.loads(done.stdout)["grown"] < 4096


def test_a_worker_that_is_killed_has_sent_what_it_had(tmp_path, redis):
    scan = tmp_path / "scan"
    scan.mkdir()
    settings = lines(redis, 'errnotice.boundaries="Worker::loop"', f"extension={paths.extension()}")
    (scan / "50-test.ini").write_text("\n".join(settings) + "\n", "utf-8")
    with subprocess.Popen([paths.php_cli(), PLAIN / "worker.php", "100000000"], stdout=subprocess.DEVNULL,
                          env={**os.environ, "PHP_INI_SCAN_DIR": f":{scan}"}) as worker:
        wait_until(lambda: len(entries(redis)) > 500, 20, "reports of a worker that is still running")
        worker.kill()


def test_only_the_one_that_nobody_caught(tmp_path, redis):
    run(tmp_path, redis, "many.php")
    [event] = entries(redis)
    assert (event["code"], event["path"]) == ("10013", "fatal")


def test_each_request_a_new_worker(tmp_path, redis):
    with Fpm(tmp_path, ini=lines(redis), pools={"www": Pool(2, ["pm.max_requests = 1"])}) as fpm:
        for code in range(10100, 10140):
            assert fpm.request(PLAIN / "order.php", f"/?code={code}").status == 500
        wait_until(lambda: len(entries(redis)) == 40, 20, "every event")
    assert codes(redis) == {str(code): 1 for code in range(10100, 10140)}


def test_on_demand(tmp_path, redis):
    pool = Pool(3, ["pm = ondemand", "pm.process_idle_timeout = 1s"])
    with Fpm(tmp_path, ini=lines(redis), pools={"www": pool}) as fpm:
        assert fpm.request(PLAIN / "order.php", "/?code=10012").status == 500
        wait_until(lambda: len(entries(redis)) == 1, 20, "the event")
        wait_until(lambda: not fpm.workers, 20, "end of the idle worker")
        assert fpm.request(PLAIN / "order.php", "/?code=10013").status == 500
        wait_until(lambda: len(entries(redis)) == 2, 20, "the second event")


def test_after_the_answer(tmp_path, redis):
    with Fpm(tmp_path, ini=lines(redis)) as fpm:
        answer = fpm.request(PLAIN / "finished.php")
        assert answer.status == 200 and answer.body == b"thanks"
        wait_until(lambda: codes(redis) == {"10012": 1}, 20, "the event")


def test_the_time_limit_is_a_fatal(tmp_path, redis):
    with Fpm(tmp_path, ini=[*lines(redis), 'errnotice.codes="E_ERROR"', "max_execution_time=1"]) as fpm:
        answer = fpm.request(PLAIN / "endless.php")
        assert answer.status == 500 and answer.complete
        wait_until(lambda: len(entries(redis)) == 1, 20, "the event")
    [event] = entries(redis)
    assert (event["kind"], event["code"], event["site"]) == ("fatal", "E_ERROR", "Endless::loop")
    assert "Maximum execution time" in event["message"]


def test_preloaded_code(tmp_path, redis):
    preload = [*paths.opcache(), f"opcache.preload={PLAIN / 'preload.php'}"]
    if os.geteuid() == 0:
        preload.append("opcache.preload_user=nobody")
    tmp_path.chmod(0o755)
    with Fpm(tmp_path, ini=[*preload, *lines(redis)]) as fpm:
        assert fpm.request(PLAIN / "preloaded.php").status == 500
        wait_until(lambda: codes(redis) == {"10013": 1}, 20, "the event")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start php-fpm for another user")
def test_workers_of_another_user_in_a_jail(tmp_path, redis):
    """chroot: neither php.ini's paths nor Redis's socket are there; the address is a number."""
    jail = tmp_path / "jail"
    jail.mkdir()
    (jail / "order.php").write_bytes((PLAIN / "order.php").read_bytes())
    for folder in (tmp_path, *list(tmp_path.parents)[:-2]):
        folder.chmod(folder.stat().st_mode | 0o055)
    ini = [*lines(redis), f'errnotice.redis="{redis.url}"']
    with Fpm(tmp_path, ini=ini, user="nobody", pools={"www": Pool(1, [f"chroot = {jail}"])}) as fpm:
        assert fpm.request("/order.php", "/?code=10012").status == 500
        wait_until(lambda: codes(redis) == {"10012": 1}, 20, "the event")
