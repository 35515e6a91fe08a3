"""A real Webman application: a server that lives through all requests."""
import http.client
import os
import signal

import pytest

from support import paths
from support.process import Process, children, free_port
from support.wait import wait_until
from e2e import composer
from e2e.house import DEFAULTS


class Webman:
    """One worker process; what it throws is told at once, in the order in which it was thrown."""

    app = "webman"

    def __init__(self, house, folder, scratch, **ini):
        self._house = house
        self._folder = folder
        self._scratch = scratch
        self._port = free_port()
        self._ini = {"errnotice.redis": house.redis.unix_url, **DEFAULTS, "errnotice.app": self.app,
                     **{f"errnotice.{name}": value for name, value in ini.items()}}
        self._process = None
        self._seen = set()

    def __enter__(self):
        (self._scratch / "50-test.ini").write_text("\n".join(
            [f"extension={paths.extension()}", *(f'{name} = "{value}"' for name, value in self._ini.items())]), "utf-8")
        self._process = Process(
            [paths.php_cli(), self._folder / "start.php", "start"], self._scratch / "webman.log", cwd=self._folder,
            env={**os.environ, "PORT": str(self._port), "PHP_INI_SCAN_DIR": f":{self._scratch}"})
        wait_until(lambda: self._process.need() and self.status("/handled") == 200, 20, "answer of webman")
        return self

    def __exit__(self, *_error):
        self._process.stop(signal.SIGINT)

    @property
    def workers(self):
        return children(self._process.pid)

    def reports(self):
        """(path, class, code, site) of each since the last call, sorted."""
        before = self._count("10999")
        wait_until(lambda: self.status("/sentinel") == 500, 20, "answer of a worker")
        wait_until(lambda: self._count("10999") > before, 20, "count of the last error")
        rows = self._house.consumer.query(
            "SELECT e.id, e.path, i.class, i.code, i.site FROM errnotice_event e JOIN errnotice_issue i USING (fp)"
            " WHERE i.app = ? AND i.code <> '10999'", self.app)
        new = [row for row in rows if row["id"] not in self._seen]
        self._seen |= {row["id"] for row in new}
        return sorted((row["path"], row["class"], row["code"], row["site"]) for row in new)

    def status(self, uri):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            connection.request("GET", uri)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    def _count(self, code):
        return self._house.consumer.query("SELECT COALESCE(SUM(total), 0) AS n FROM errnotice_issue"
                                          " WHERE app = ? AND code = ?", self.app, code)[0]["n"]


@pytest.fixture(scope="module")
def webman(house, tmp_path_factory):
    with Webman(house, composer.install("webman"), tmp_path_factory.mktemp("webman"), classes="TypeError") as running:
        yield running


def boundary(code, site, its="app\\OrderException"):
    return [("boundary", its, code, site)]


@pytest.mark.parametrize("uri, status, expected", [
    ("/fail", 500, boundary("10012", "app\\controller\\Orders::fail")),
    ("/handled", 200, []),
    ("/wrapped", 500, boundary("ORDER_402", "app\\controller\\Orders::wrapped", "app\\PaymentException")),
    ("/unwound", 200, []),
    ("/refused", 200, boundary("10016", "app\\controller\\Orders::refused", "Webman\\Exception\\BusinessException")),
    ("/gate/takes", 500, boundary("10012", "app\\controller\\Orders::fail")),
    ("/gate/fails", 500, boundary("10032", "app\\Gate::fails")),
    ("/gate/manages", 200, []),
    ("/type", 500, boundary("0", "app\\controller\\Orders::type", "TypeError")),
    ("/other", 500, []),
    ("/nowhere", 404, []),
])
def test_a_request(webman, uri, status, expected):
    assert (webman.status(uri), webman.reports()) == (status, expected)


def test_a_timer_ends_the_worker(webman):
    before = webman.workers
    assert webman.status("/timed") == 200
    wait_until(lambda: webman.workers and not set(webman.workers) & set(before), 20, "another worker")
    assert webman.reports() == boundary("10017", "app\\controller\\Orders::{closure}")
