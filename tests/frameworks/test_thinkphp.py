"""A real ThinkPHP 8 application: HTTP, console and think-queue's worker."""
import pytest

from e2e import composer
from e2e.application import Application


class ThinkPhp(Application):
    def get(self, uri, **options):
        """As nginx is told to in ThinkPHP's manual: the path in PATH_INFO."""
        return super().get(uri, params={"PATH_INFO": uri.partition("?")[0]}, **options)


@pytest.fixture(scope="module")
def thinkphp(house):
    return ThinkPhp(house, "thinkphp", composer.install("thinkphp"), console="think")


def boundary(code, site, its="app\\OrderException"):
    return [("boundary", its, code, site)]


HTTP = {
    "/fail": (500, boundary("10012", "app\\controller\\Orders::fail")),
    "/handled": (200, []),
    "/wrapped": (500, boundary("ORDER_402", "app\\controller\\Orders::wrapped", "app\\PaymentException")),
    # the framework took it; the application's handler only chose the answer
    "/rendered": (200, boundary("10014", "app\\controller\\Orders::rendered")),
    "/unwound": (200, []),
    "/viewed": (500, boundary("10018", "receipt.php")),
    "/transaction": (500, boundary("10040", "app\\controller\\Orders::{closure}")),
    "/transaction_handled": (200, []),
    "/reported": (200, []),
    "/queued_at_once": (500, boundary("10021", "app\\Parcel::number")),
    "/memory": (500, [("fatal", "E_ERROR", "E_ERROR", "app\\controller\\Orders::memory")]),
    # each layer of middleware has a catch of its own, so that none sees what is behind it fail
    "/gate/takes": (500, boundary("10012", "app\\controller\\Orders::fail")),
    "/gate/fails": (500, boundary("10032", "app\\Gate::fails")),
    "/gate/manages": (200, []),
    "/handled?fence": (500, boundary("10031", "app\\Fence::handle")),
    "/handled?late": (200, [("handler", "app\\OrderException", "10017", "app\\Fence::end")]),
    # a number that think-orm gives to whatever the database said
    "/query": (500, boundary("10501", "app\\controller\\Orders::query", "think\\db\\exception\\PDOException")),
    "/query_handled": (200, []),
    # not configured
    "/other": (500, []),
    "/type": (500, []),
    "/absent": (404, []),
    "/aborted": (202, []),
    "/nowhere": (404, []),
}


@pytest.mark.parametrize("uri", HTTP)
def test_a_request(thinkphp, uri):
    outcome = thinkphp.get(uri)
    assert (outcome.status, outcome.reports) == HTTP[uri]


@pytest.mark.parametrize("uri, expected", [
    ("/type", boundary("0", "app\\controller\\Orders::type", "TypeError")),
    ("/warning", boundary("0", "app\\controller\\Orders::warning", "think\\exception\\ErrorException")),
    ("/other", boundary("20000", "app\\controller\\Orders::other")),
])
def test_what_the_star_takes(thinkphp, uri, expected):
    assert thinkphp.get(uri, codes="*").reports == expected


@pytest.mark.parametrize("uri", ["/absent", "/aborted", "/validated", "/nowhere"])
def test_what_the_star_leaves_out(thinkphp, uri):
    assert thinkphp.get(uri, codes="*").reports == []


@pytest.fixture(scope="module")
def console(thinkphp):
    outcome = thinkphp.run("version")
    if outcome.status:
        pytest.skip(f"this ThinkPHP's console does not start on this PHP: {outcome.text.strip().splitlines()[0][:200]}")
    return thinkphp


@pytest.mark.parametrize("way, status, expected", [
    ("exception", 255, boundary("10020", "app\\FailCommand::execute")),
    ("caught", 0, []),
    ("other", 255, []),
])
def test_a_command(console, way, status, expected):
    outcome = console.run("app:fail", way)
    assert (outcome.status, outcome.reports) == (status, expected)


def test_an_error_in_a_command_goes_to_the_handler(console):
    """The console catches exceptions only; the handler prints the error, and the command counts as done."""
    outcome = console.run("app:fail", "error", classes="TypeError")
    assert (outcome.status, outcome.reports) == (0, [("handler", "TypeError", "0", "app\\FailCommand::execute")])


def test_a_command_that_does_not_exist(console):
    outcome = console.run("app:nothing")
    assert (outcome.status, outcome.reports) == (1, [])


def test_the_worker(console):
    """Two attempts each: every one that fails is an error of its own."""
    outcome = console.run("app:work", "number", "text", "caught", "once", "fine")
    assert (outcome.status, outcome.reports) == (0, 2 * boundary("10021", "app\\Parcel::number")
                                                 + boundary("10025", "app\\Parcel::once")
                                                 + 2 * boundary("MAIL_404", "app\\Parcel::text", "app\\PaymentException"))
