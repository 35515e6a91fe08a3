"""Threads of one process throw at the same time: each report is its own, once, and nothing of another's is in it.

Needs a PHP with threads and with libphp, which no package brings: tools/php-build.
"""
import collections
import pathlib
import shlex
import subprocess

import pytest

from support import paths
from support.redis import Redis

HERE = pathlib.Path(__file__).parent
THREADS, REQUESTS = 16, 100
LIBRARY = pathlib.Path(paths.php_says("--prefix"), "lib/libphp.so")
WITH_THREADS = "-zts-" in paths.php_says("--extension-dir")

pytestmark = pytest.mark.skipif(not WITH_THREADS or not LIBRARY.exists(), reason="this PHP has no threads, or no libphp")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    built = tmp_path_factory.mktemp("built") / "server"
    flags = [*shlex.split(paths.php_says("--includes")), "-pthread", f"-L{LIBRARY.parent}", f"-Wl,-rpath,{LIBRARY.parent}"]
    subprocess.run(["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-O1", "-g", "-o", built, HERE / "server.c", *flags, "-lphp"], check=True)
    return built


@pytest.fixture
def redis(tmp_path):
    with Redis(tmp_path, appendonly=False) as running:
        yield running


def serve(server, folder, url, *, sapi="frankenphp", script="requests.php", threads=THREADS, requests=REQUESTS, more=()):
    ini = folder / "php.ini"
    ini.write_text("\n".join([
        "display_errors=0", "log_errors=0", *paths.opcache(), f"extension={paths.extension()}", 'errnotice.codes="*"',
        f'errnotice.redis="{url}"', "errnotice.slots=4096", "errnotice.timeout=5s", *more]) + "\n", "utf-8")
    subprocess.run([server, sapi, ini, HERE / script, str(threads), str(requests)], check=True, timeout=300)


def mode(jit):
    return ["opcache.enable=1", "opcache.enable_cli=1", "opcache.jit_buffer_size=32M", f"opcache.jit={jit}",
            "opcache.jit_hot_func=1"]


def taken(redis):
    return [fields for _, fields in redis.client().xrange("errnotice:events")]


def expected(count, sapi="frankenphp"):
    """Number: path.  Every sixth is handled, and of every sixth the client saw a failure all the same."""
    paths_of = ["fatal", "handler", "fatal", "fatal", None, "response" if sapi == "frankenphp" else None]
    return {number: paths_of[number % 6] for number in range(count) if paths_of[number % 6]}


def check(redis, wanted):
    events = taken(redis)
    assert collections.Counter(int(event["code"]) for event in events) == collections.Counter(wanted.keys())
    assert {int(event["code"]): event["path"] for event in events} == wanted
    assert all(event["message"] == f"number {event['code']}" for event in events)
    assert len({event["id"] for event in events}) == len(events)


@pytest.mark.parametrize("jit", ["disable", "tracing", "function"])
@pytest.mark.parametrize("sapi", ["frankenphp", "embed"])
def test_each_thread_reports_its_own(server, tmp_path, redis, sapi, jit):
    serve(server, tmp_path, redis.unix_url, sapi=sapi, more=mode(jit))
    check(redis, expected(THREADS * REQUESTS, sapi))


def test_a_worker_serves_many_requests_with_one_script(server, tmp_path, redis):
    """What leaves the worker's callable is told by the SAPI itself: no handler is asked.

    Without JIT: with it PHP 8.2.32 crashes here, also without the extension.
    """
    serve(server, tmp_path, redis.unix_url, script="worker.php", more=mode("disable"))
    check(redis, {number: "fatal" if path == "handler" else path
                  for number, path in expected(THREADS * REQUESTS).items()})


def test_threads_that_fill_the_table_lose_only_what_is_counted(server, tmp_path, redis):
    """Sixteen slots, and up to sixteen handled ones that each thread keeps in mind."""
    serve(server, tmp_path, redis.unix_url, more=["errnotice.slots=16"])
    events = taken(redis)
    codes = [event["code"] for event in events if event["kind"] == "exception"]
    lost = sum(int(event["count"]) for event in events if event["kind"] == "lost")
    wanted = expected(THREADS * REQUESTS)
    assert {int(code) for code in codes} <= wanted.keys() and len(set(codes)) == len(codes)
    assert len(codes) + lost == len(wanted)


def test_threads_come_and_go(server, tmp_path, redis):
    serve(server, tmp_path, redis.unix_url, threads=64, requests=6)
    check(redis, expected(64 * 6))
