"""A real CodeIgniter 4 application: HTTP and its command line."""
import shutil

import pytest

from e2e import composer
from e2e.application import Application

ORDERS = "App\\Controllers\\Orders"


@pytest.fixture(scope="module")
def codeigniter(house):
    folder = composer.install("codeigniter")
    skeleton = folder / "vendor/codeigniter4/codeigniter4/app"
    shutil.copytree(skeleton, folder / "app", dirs_exist_ok=True, copy_function=_unless_there)
    return Application(house, "codeigniter", folder, console="spark")


def _unless_there(source, target):
    """The application's own files stay."""
    try:
        with open(source, "rb") as its, open(target, "xb") as copy:
            shutil.copyfileobj(its, copy)
    except FileExistsError:
        pass


def handler(code, site, its="App\\OrderException"):
    return [("handler", its, code, site)]


HTTP = {
    # what CodeIgniter catches it throws again: its pages come from the exception handler
    "/fail": (500, handler("10012", f"{ORDERS}::fail")),
    "/handled": (200, []),
    "/wrapped": (500, handler("ORDER_402", f"{ORDERS}::wrapped", "App\\PaymentException")),
    "/unwound": (200, []),
    "/viewed": (500, handler("10018", "total.php")),
    "/reported": (200, []),
    "/memory": (500, [("fatal", "E_ERROR", "E_ERROR", f"{ORDERS}::memory")]),
    "/door/closed": (500, handler("10031", "App\\Filters\\Door::before")),
    "/door/ajar": (200, []),
    "/door/after": (500, handler("10034", "App\\Filters\\Door::after")),
    # the file with the event's closure is included by the framework, in a method of that class
    "/handled?late": (500, handler("10017", "CodeIgniter\\Events\\Events::{closure}")),
    # not configured
    "/other": (500, []),
    "/type": (500, []),
    "/query": (500, []),
    "/query_handled": (200, []),
    "/redirected": (302, []),
    "/absent": (404, []),
    "/nowhere": (404, []),
}


@pytest.mark.parametrize("uri", HTTP)
def test_a_request(codeigniter, uri):
    outcome = codeigniter.get(uri)
    assert (outcome.status, outcome.reports) == HTTP[uri]


@pytest.mark.parametrize("uri, expected", [
    ("/type", handler("0", f"{ORDERS}::type", "TypeError")),
    ("/warning", handler("0", f"{ORDERS}::warning", "ErrorException")),
    ("/other", handler("20000", f"{ORDERS}::other")),
])
def test_what_the_star_takes(codeigniter, uri, expected):
    assert codeigniter.get(uri, codes="*").reports == expected


def test_a_query_that_fails(codeigniter):
    """Its code is SQLite's or none, as the version of PHP has it."""
    [report] = codeigniter.get("/query", codes="*").reports
    path, its, code, site = report
    assert (path, its, site) == ("handler", "CodeIgniter\\Database\\Exceptions\\DatabaseException", f"{ORDERS}::query")
    assert code in ("0", "1")


@pytest.mark.parametrize("uri, status", [("/absent", 404), ("/nowhere", 404), ("/redirected", 302)])
def test_what_the_star_leaves_out(codeigniter, uri, status):
    outcome = codeigniter.get(uri, codes="*")
    assert (outcome.status, outcome.reports) == (status, [])


@pytest.mark.parametrize("way, status, expected", [
    ("exception", 1, handler("10020", "App\\Commands\\Fail::run")),
    ("error", 1, handler("0", "App\\Commands\\Fail::run", "TypeError")),
    ("caught", 0, []),
])
def test_a_command(codeigniter, way, status, expected):
    outcome = codeigniter.run("app:fail", way, classes="TypeError")
    assert (outcome.status, outcome.reports) == (status, expected)


def test_a_command_that_does_not_exist(codeigniter):
    outcome = codeigniter.run("app:nothing", codes="*")
    assert (outcome.status, outcome.reports) == (1, [])
