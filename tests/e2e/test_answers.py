"""What was caught is told where the client was sent a 5xx all the same: from what was really sent, by every server.

Each answer is asked of a server with the extension and of one without it; the client sees the same.
"""
import concurrent.futures
import contextlib
import http.client
import json

import pytest

from support import apache, paths
from support.fpm import Fpm, Pool
from support.process import Process, free_port
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

ANSWERS = APPS / "plain" / "answers.php"
SETTINGS = ['errnotice.codes="10000-10999, E_ERROR"', 'errnotice.ignore_codes="10404"', "errnotice.classes=ArithmeticError",
            'errnotice.boundaries="auto, Answer::failed_at_a_boundary, Answer::failed_at_a_boundary_for_another"',
            "display_errors=0", "log_errors=0"]

NO_MONEY = ("response", "10012", "no money")
# what the client is sent, and what is reported: path, code, message
EXPECTED = {
    "handled": (200, []),
    "failed": (500, [NO_MONEY]),
    "failed_without_a_word": (503, [NO_MONEY]),
    "failed_by_a_status_line": (502, [NO_MONEY]),
    "said_in_a_status_header": (200, []),
    "two": (500, [("response", "10013", "second")]),
    "failed_with_nothing": (500, []),
    "failed_for_another": (500, [("fatal", "10013", "not handled")]),
    "failed_for_another_that_is_not_configured": (500, []),
    "failed_at_a_boundary": (500, [("boundary", "10013", "at the boundary")]),
    "failed_at_a_boundary_for_another": (500, []),
    "failed_by_a_handler": (500, []),
    "code_after_the_headers": (200, []),
    "headers_before_the_code": (500, [NO_MONEY]),
    "header_callback": (500, [NO_MONEY]),
    "header_callback_with_a_body": (500, [NO_MONEY]),
    "header_callback_that_mends": (200, []),
    "shutdown_function": (500, [("response", "10012", "at the end")]),
    "ignored": (500, []),
    "not_configured": (500, []),
    "told_by_the_application": (500, [("report", "10013", "told")]),
    "out_of_memory": (500, [("fatal", "E_ERROR")]),
}
# only FastCGI has a header for the status, and an answer that ends before the script
OF_FPM = {
    "said_in_a_status_header": (503, [NO_MONEY]),
    "finished_well": (200, []),
    "finished_badly": (500, [NO_MONEY]),
    "finished_badly_and_failed": (500, [("fatal", "10013", "later")]),
}


@pytest.fixture
def redis(tmp_path):
    with Redis(tmp_path) as server:
        yield server


def settings(redis):
    """Plain TCP: the servers' processes may be somebody who may not enter the folder of the socket."""
    return [*SETTINGS, f'errnotice.redis="{redis.url}"']


def asked(get, expected):
    """Status and body of each, and after each one that is surely reported: it parts the reports."""
    answers = {}
    for name in expected:
        answers[name] = get(f"/answers.php?answer={name}")
        get("/answers.php?answer=sentinel")
    return answers


def reports(redis, expected, sapi):
    def all_there():
        return sum(its["code"] == "0" for its in events()) == len(expected)

    def events():
        return [fields for _, fields in redis.client().xrange("errnotice:events")]

    wait_until(all_there, 20, "the last report")
    found, names = {name: [] for name in expected}, iter(expected)
    name = next(names)
    for its in events():
        assert its["sapi"] == sapi
        if its["code"] == "0":
            name = next(names, None)
        else:
            words = (its["path"], its["code"], its["message"])
            found[name].append(words if its["kind"] == "exception" else words[:2])
    return found


def check(bare, loaded, redis, expected, sapi):
    """`bare` and `loaded` make a server without and with the extension that answers a path."""
    with bare as get:
        without = asked(get, expected)
    with loaded as get:
        with_it = asked(get, expected)
        told = reports(redis, expected, sapi)  # a server that ends at once might send its last one twice
    assert with_it == without
    assert {name: (with_it[name][0], told[name]) for name in expected} == expected


@contextlib.contextmanager
def fpm(folder, ini, extension):
    with Fpm(folder, ini=ini, pools={"www": Pool(1)}, extension=extension) as server:
        def get(path):
            answer = server.request(ANSWERS, path)
            return answer.status, answer.body

        yield get


@pytest.mark.parametrize("buffered", [0, 4096])
def test_under_php_fpm(tmp_path, redis, buffered):
    ini = [*settings(redis), f"output_buffering={buffered}"]
    check(fpm(tmp_path / "bare", ini, None), fpm(tmp_path / "loaded", ini, "built"), redis, {**EXPECTED, **OF_FPM},
          "fpm-fcgi")


@contextlib.contextmanager
def cli_server(folder, ini, extension):
    folder.mkdir()
    loads = [f"extension={extension}"] if extension else []
    (folder / "php.ini").write_text("\n".join([*loads, *ini]) + "\n", "utf-8")
    port = free_port()
    process = Process([paths.php_cli(), "-c", folder / "php.ini", "-S", f"127.0.0.1:{port}", "-t", ANSWERS.parent],
                      folder / "log")

    def get(path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def answers():
        with contextlib.suppress(ConnectionRefusedError):
            return process.need() and get("/nothing.php")[0] == 404

    try:
        wait_until(answers, 20, "answer of the web server")
        yield get
    finally:
        process.stop()


def test_under_the_server_of_php_itself(tmp_path, redis):
    ini = settings(redis)
    check(cli_server(tmp_path / "bare", ini, None), cli_server(tmp_path / "loaded", ini, paths.extension()), redis,
          EXPECTED, "cli-server")


@contextlib.contextmanager
def mod_php(ini, extension):
    with apache.Apache(ini=ini, scripts=[ANSWERS], extension=extension) as server:
        yield server.get


@pytest.mark.skipif(not apache.module(), reason="the PHP under test has no module of Apache")
def test_under_mod_php(redis):
    ini = settings(redis)
    check(mod_php(ini, None), mod_php(ini, "built"), redis, EXPECTED, "apache2handler")


def test_one_that_finds_no_slot_is_told_as_lost(tmp_path, redis):
    slots = 16
    with fpm(tmp_path, [*settings(redis), f"errnotice.slots={slots}"], "built") as get:
        redis.pause()
        for _ in range(slots):
            get("/answers.php?answer=sentinel")
        assert get("/answers.php?answer=handled")[0] == 200
        assert get("/answers.php?answer=failed")[0] == 500
        redis.resume()

        def lost():
            get("/answers.php?answer=handled")
            return [its for _, its in redis.client().xrange("errnotice:events") if its["kind"] == "lost"]

        wait_until(lost, 30, "what was lost", pause=0.2)
        assert [(its["code"], its["count"]) for its in lost()] == [("no_slot", "1")]
        assert len({its["id"] for _, its in redis.client().xrange("errnotice:events")}) == slots + 1


def test_all_workers_list_the_same_catches(tmp_path, redis):
    script = tmp_path / "catches.php"
    script.write_text("""<?php
function takes(): void { try { throw new Exception('no money', 10012); } catch (Exception) { } }
takes();
usleep(20000); // so that the other worker is asked, too
echo json_encode([getmypid(), array_map(fn ($its) => [$its['frame'], $its['count']], errnotice_status()['catches'])]);
""", "utf-8")
    with Fpm(tmp_path, ini=settings(redis), pools={"www": Pool(3)}) as server:
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            seen = [json.loads(answer.body) for answer in pool.map(lambda _: server.request(script), range(30))]
        assert len({pid for pid, _ in seen}) == 3
        assert [its for _, its in seen if its == [["takes", 30]]]
