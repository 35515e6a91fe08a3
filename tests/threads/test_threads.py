"""Threads of one process throw at the same time: each report is its own, once, and nothing of another's is in it.

Needs a PHP with threads and with libphp, which no package brings: tools/php-build.
"""
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


def serve(server, folder, url, *, sapi, threads=THREADS, requests=REQUESTS, more=()):
    ini = folder / "php.ini"
    ini.write_text("\n".join([
        "display_errors=0", "log_errors=0", *paths.opcache(), f"extension={paths.extension()}", 'errnotice.codes="*"',
        f'errnotice.redis="{url}"', "errnotice.slots=4096", "errnotice.timeout=5s", *more]) + "\n", "utf-8")
    subprocess.run([server, sapi, ini, HERE / "requests.php", str(threads), str(requests)], check=True, timeout=300)


def taken(redis):
    return [fields for _, fields in redis.client().xrange("errnotice:events")]


def unhandled(count):
    return [str(number) for number in range(count) if number % 5 != 4]


@pytest.mark.parametrize("jit", ["disable", "tracing", "function"])
@pytest.mark.parametrize("sapi", ["frankenphp", "embed"])
def test_each_thread_reports_its_own(server, tmp_path, redis, sapi, jit):
    serve(server, tmp_path, redis.unix_url, sapi=sapi, more=[
        "opcache.enable=1", "opcache.enable_cli=1", "opcache.jit_buffer_size=32M", f"opcache.jit={jit}",
        "opcache.jit_hot_func=1"])
    events = taken(redis)
    assert sorted(int(event["code"]) for event in events) == [int(code) for code in unhandled(THREADS * REQUESTS)]
    assert all(event["message"] == f"number {event['code']}" for event in events)
    assert {event["path"] for event in events} == {"fatal", "handler"}
    assert all((event["path"] == "handler") == (int(event["code"]) % 5 == 1) for event in events)
    assert len({event["id"] for event in events}) == len(events)


def test_threads_that_fill_the_table_lose_only_what_is_counted(server, tmp_path, redis):
    """Sixteen slots, and up to sixteen handled ones that each thread keeps in mind."""
    serve(server, tmp_path, redis.unix_url, sapi="frankenphp", more=["errnotice.slots=16"])
    events = taken(redis)
    codes = [event["code"] for event in events if event["kind"] == "exception"]
    lost = sum(int(event["count"]) for event in events if event["kind"] == "lost")
    assert set(codes) <= set(unhandled(THREADS * REQUESTS)) and len(set(codes)) == len(codes)
    assert len(codes) + lost == len(unhandled(THREADS * REQUESTS))


def test_threads_come_and_go(server, tmp_path, redis):
    serve(server, tmp_path, redis.unix_url, sapi="frankenphp", threads=64, requests=5)
    assert sorted(int(event["code"]) for event in taken(redis)) == [int(code) for code in unhandled(320)]
