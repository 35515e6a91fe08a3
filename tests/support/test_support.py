"""The shared pieces work against real servers."""
import os
import signal
import socket
import time

import pytest

from support import fastcgi
from support.consumer import Metrics
from support.fpm import Fpm, Pool
from support.process import Process
from support.redis import Redis
from support.wait import wait_until


def test_waiting_ends_with_the_condition_or_the_time():
    given = iter([0, 0, "found"])
    assert wait_until(lambda: next(given), 5) == "found"
    with pytest.raises(TimeoutError, match="no dog within 0.05 s; last: ZeroDivisionError"):
        wait_until(lambda: 1 / 0, 0.05, "dog")


def test_a_process_that_ends_early_is_told_with_its_output(tmp_path):
    process = Process(["sh", "-c", "echo broken; exit 3"], tmp_path / "log")
    assert process.wait() == 3
    with pytest.raises(RuntimeError, match="status 3:\nbroken"):
        process.need()


def test_a_process_that_does_not_end_is_killed(tmp_path):
    process = Process(["sh", "-c", "trap '' TERM; echo up; while :; do sleep 1; done"], tmp_path / "log")
    wait_until(process.text, 5, "output")
    with pytest.raises(TimeoutError):
        process.stop(timeout=0.2)
    assert process.status == -signal.SIGKILL


# -- redis ---------------------------------------------------------------------------------------------------


def test_redis_keeps_what_it_holds_over_stop_kill_and_start(tmp_path):
    with Redis(tmp_path) as server:
        server.client().set("a", "1")
        port = server.port
        server.restart()
        assert server.client().get("a") == "1" and server.port == port
        server.client().set("b", "2")
        server.client().execute_command("WAITAOF", 1, 0, 1000) if _has_waitaof(server) else time.sleep(1.5)
        server.kill()
        server.start()
        assert server.client().get("b") == "2"


def _has_waitaof(server):
    return int(server.client().info("server")["redis_version"].split(".")[1]) >= 2


def test_redis_answers_on_both_addresses_and_asks_for_its_password(tmp_path):
    import redis

    with Redis(tmp_path, password="s3cret") as server:
        assert redis.Redis.from_url(server.url).ping()
        assert server.unix_url == f"unix://:s3cret@{server.socket}"
        with pytest.raises(redis.exceptions.AuthenticationError):
            redis.Redis(port=server.port).ping()


def test_a_paused_redis_takes_connections_and_answers_nothing(tmp_path):
    with Redis(tmp_path) as server:
        server.pause()
        with socket.create_connection(("127.0.0.1", server.port), timeout=0.2) as connection:
            connection.sendall(b"PING\r\n")
            with pytest.raises(TimeoutError):
                connection.recv(10)
        server.resume()
        assert server.client().ping()


# -- php-fpm and FastCGI -------------------------------------------------------------------------------------


@pytest.fixture
def fpm(tmp_path):
    with Fpm(tmp_path, ini=["memory_limit=40M"], extension=None,
             pools={"www": Pool(2), "slow": Pool(1, ["php_value[user_agent] = slow",
                                                     "request_terminate_timeout = 1s"])}) as running:
        yield running


def script(folder, code):
    path = folder / "page.php"
    path.write_text("<?php " + code, "utf-8")
    return path


def test_a_page_is_answered_with_status_headers_body_and_errors(fpm, tmp_path):
    page = script(tmp_path, """http_response_code(422); header('X-A: b'); fwrite(fopen('php://stderr', 'w'), 'oops');
        echo $_SERVER['REQUEST_URI'], ' ', $_GET['q'], ' ', file_get_contents('php://input'), ' ',
             ini_get('memory_limit'), ' ', extension_loaded('errnotice') ? 'loaded' : 'bare';""")
    answer = fpm.request(page, "/p%20?q=1", method="POST", body=b"x" * 100000)
    assert answer.status == 422 and answer.headers["x-a"] == "b" and answer.complete and answer.app_status == 0
    assert answer.body == b"/p%20?q=1 1 " + b"x" * 100000 + b" 40M bare"


def test_first_byte_and_end_are_told_apart(fpm, tmp_path):
    page = script(tmp_path, "echo str_repeat('a', 100); flush(); usleep(200000);")
    answer = fpm.request(page)
    assert answer.end_s - answer.first_byte_s >= 0.15


def test_a_killed_worker_leaves_an_incomplete_answer(fpm, tmp_path):
    answer = fpm.request(script(tmp_path, "exec('kill -9 ' . getmypid());"))
    assert not answer.complete and answer.status == 0 and answer.body == b""


def test_pools_have_their_own_settings(fpm, tmp_path):
    page = script(tmp_path, "echo ini_get('user_agent');")
    assert fpm.request(page).body == b"" and fpm.request(page, pool="slow").body == b"slow"
    started = time.monotonic()
    assert not fpm.request(script(tmp_path, "sleep(20);"), pool="slow").complete
    assert time.monotonic() - started < 10


def test_a_reload_brings_new_workers(fpm, tmp_path):
    page = script(tmp_path, "echo getmypid();")
    old = fpm.workers
    assert len(old) == 3 and int(fpm.request(page).body) in old
    fpm.reload()
    assert int(fpm.request(page).body) in fpm.workers and not set(old) & set(fpm.workers)


def test_killing_php_fpm_leaves_nothing_running(fpm):
    pids = [fpm.pid, *fpm.workers]
    fpm.kill()
    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in pids), 5, "end of every process")
    with pytest.raises(OSError):
        fastcgi.request(fpm.socket(), "/ping", "/ping", timeout=1)


# -- the consumer's metrics ----------------------------------------------------------------------------------

TEXT = """# HELP errnotice_pending why
# TYPE errnotice_pending gauge
errnotice_ingested_total 10
errnotice_told_total 4
errnotice_pending{reason="budget"} 3
errnotice_pending{reason="retry"} 1
errnotice_muted_total{reason="none"} 2
errnotice_unrouted_total 0
"""


def test_metrics_are_summed_by_label():
    metrics = Metrics(TEXT)
    assert metrics.sum("pending") == 4 and metrics.sum("pending", reason="retry") == 1
    assert metrics.sum("nothing") == 0


def test_the_law_is_checked():
    assert Metrics(TEXT).check_law()["ingested_total"] == 10
    with pytest.raises(AssertionError, match="the law is broken"):
        Metrics(TEXT.replace("told_total 4", "told_total 5")).check_law()


def test_what_is_no_metric_is_refused():
    with pytest.raises(ValueError, match="not a sample"):
        Metrics("<html>")
