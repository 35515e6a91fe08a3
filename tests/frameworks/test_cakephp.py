"""A real CakePHP 5 application: HTTP and its command line."""
import pytest

from e2e import composer
from e2e.application import Application

ORDERS = "App\\Controller\\OrdersController"


@pytest.fixture(scope="module")
def cakephp(house):
    return Application(house, "cakephp", composer.install("cakephp"), "webroot/index.php", "bin/cake.php")


def boundary(code, site, its="App\\OrderException"):
    return [("boundary", its, code, site)]


HTTP = {
    "/fail": (500, boundary("10012", f"{ORDERS}::fail")),
    "/fail?debug": (500, boundary("10012", f"{ORDERS}::fail")),
    # without the middleware that takes errors
    "/fail?bare": (500, [("handler", "App\\OrderException", "10012", f"{ORDERS}::fail")]),
    "/handled": (200, []),
    "/wrapped": (500, boundary("ORDER_402", f"{ORDERS}::wrapped", "App\\PaymentException")),
    "/bubble": (409, []),
    "/unwound": (200, []),
    # a template in a template, each of which catches it and throws it again
    "/receipt": (500, boundary("10018", "total.php")),
    "/transaction": (500, boundary("10040", f"{ORDERS}::{{closure}}")),
    "/transactionHandled": (200, []),
    "/reported": (200, []),
    "/memory": (500, [("fatal", "E_ERROR", "E_ERROR", f"{ORDERS}::memory")]),
    "/handled?closed": (500, boundary("10031", "App\\Middleware\\Door::process")),
    # not configured
    "/other": (500, []),
    "/type": (500, []),
    "/query": (500, []),
    "/redirected": (302, []),
    "/absent": (404, []),
    "/nowhere": (404, []),
}


@pytest.mark.parametrize("uri", HTTP)
def test_a_request(cakephp, uri):
    outcome = cakephp.get(uri)
    assert (outcome.status, outcome.reports) == HTTP[uri]


@pytest.mark.parametrize("uri, expected", [
    ("/type", boundary("0", f"{ORDERS}::type", "TypeError")),
    ("/other", boundary("20000", f"{ORDERS}::other")),
    ("/query", boundary("HY000", f"{ORDERS}::query", "PDOException")),
    ("/unavailable", boundary("503", f"{ORDERS}::unavailable", "Cake\\Http\\Exception\\ServiceUnavailableException")),
])
def test_what_the_star_takes(cakephp, uri, expected):
    assert cakephp.get(uri, codes="*").reports == expected


@pytest.mark.parametrize("uri, status", [
    ("/absent", 404), ("/denied", 403), ("/nowhere", 404), ("/nowhere/at/all", 404), ("/redirected", 302)])
def test_what_the_star_leaves_out(cakephp, uri, status):
    outcome = cakephp.get(uri, codes="*")
    assert (outcome.status, outcome.reports) == (status, [])


@pytest.mark.parametrize("way, status, path, code", [
    ("exception", 1, "handler", "10020"), ("error", 1, "handler", "0"), ("caught", 0, None, None),
    ("aborted", 3, None, None)])
def test_a_command(cakephp, way, status, path, code):
    outcome = cakephp.run("fail", way, classes="TypeError")
    assert outcome.status == status
    assert [(report[0], report[2]) for report in outcome.reports] == ([(path, code)] if path else [])


def test_a_command_that_does_not_exist(cakephp):
    outcome = cakephp.run("nothing", codes="*")
    assert (outcome.status, outcome.reports) == (1, [])
