"""Real Symfony applications of two majors: HTTP, console and Messenger's worker."""
import json

import pytest

from e2e import composer
from e2e.application import Application

VERSIONS = {"5": "5.4.*", "6": "6.4.*", "7": "7.*", "8": "8.*"}


@pytest.fixture(scope="module", params=["6", "7"])
def major(request):
    return request.param


def application(house, major, more=None):
    folder = composer.install("symfony", f"symfony-{major}", VERSIONS[major], more)
    return Application(house, f"symfony{major}", folder, console="bin/console")


@pytest.fixture(scope="module")
def symfony(house, major):
    return application(house, major)


def boundary(code, site, its="App\\OrderException"):
    return [("boundary", its, code, site)]


HTTP = {
    "/fail": (500, boundary("10012", "App\\Orders::fail")),
    "/wrapped": (500, boundary("ORDER_402", "App\\Orders::wrapped", "App\\PaymentException")),
    # the kernel took it; the listener only chose the page
    "/listened": (409, boundary("10014", "App\\Orders::listened")),
    "/synchronous": (500, boundary("MAIL_404", "App\\MailHandler::__invoke", "App\\PaymentException")),
    "/terminated": (200, [("handler", "App\\OrderException", "10017", "App\\TerminateListener::__invoke")]),
    "/memory": (500, [("fatal", "E_ERROR", "E_ERROR", "App\\Orders::memory")]),
    # two templates, so two exceptions around it
    "/viewed": (500, boundary("10018", "App\\Order::total")),
    # handled, but not for the client
    "/apologised": (503, [("response", "App\\OrderException", "10048", "App\\Orders::apologised")]),
    "/viewed_and_handled": (200, []),
    "/transaction": (500, boundary("10040", "App\\Orders::{closure}")),
    "/transaction_handled": (200, []),
    "/forwarded": (500, boundary("10012", "App\\Orders::fail")),
    # it stands before the page for errors, too, and there it leaves the kernel
    "/handled?closed": (500, [("handler", "App\\OrderException", "10031", "App\\DoorListener::__invoke")]),
    "/handled?ajar": (200, []),
    "/handled": (200, []),
    "/unwound": (200, []),
    "/other": (500, []),
    "/type": (500, []),
    "/query": (500, []),
    "/absent": (404, []),
    "/nowhere": (404, []),
}


@pytest.mark.parametrize("uri", HTTP)
def test_a_request(symfony, uri):
    outcome = symfony.get(uri)
    assert (outcome.status, outcome.reports) == HTTP[uri]


@pytest.mark.parametrize("uri, path, code", [
    ("/fail", "boundary", "10012"), ("/wrapped", "boundary", "ORDER_402"), ("/viewed", "boundary", "10018"),
    ("/handled", None, None), ("/absent", None, None), ("/warning", "boundary", "0")])
def test_in_debug_mode(symfony, uri, path, code):
    """Symfony's own handler makes exceptions of warnings, wraps dispatchers, and throws to itself."""
    reports = symfony.get(uri + "?debug", classes="ErrorException").reports
    assert [(report[0], report[2]) for report in reports] == ([(path, code)] if path else [])


@pytest.mark.parametrize("query", ["", "?debug"])
def test_an_answer_that_fails_while_it_is_sent(symfony, major, query):
    """Before 6 the kernel sends such an answer itself."""
    path = "handler" if int(major) >= 6 else "boundary"
    outcome = symfony.get(f"/streamed{query}")
    assert (outcome.status, outcome.reports) == (
        200, [(path, "App\\OrderException", "10016", "App\\Orders::{closure}")])


def test_a_warning_has_its_own_site(symfony):
    assert symfony.get("/warning?debug", classes="ErrorException").reports == \
        boundary("0", "App\\Orders::warning", "ErrorException")


def test_a_type_error_goes_to_the_kernel_or_to_the_handler(symfony, major):
    """Before 7 the kernel catches exceptions only: an Error leaves it through the handler that Symfony has set."""
    path = "boundary" if int(major) >= 7 else "handler"
    outcome = symfony.get("/type", classes="TypeError")
    assert (outcome.status, outcome.reports) == (500, [(path, "TypeError", "0", "App\\Orders::type")])


def test_a_query_that_fails_has_the_code_of_the_driver(symfony):
    """What the database threw and what Doctrine made of it: one incident."""
    [report] = symfony.get("/query", codes="HY000").reports
    assert report == ("boundary", "PDOException", "HY000", "App\\Orders::query")


def test_the_star(symfony):
    for uri in ("/nowhere", "/absent", "/denied"):
        assert (uri, symfony.get(uri, codes="*").reports) == (uri, [])
    assert symfony.get("/fail", codes="*").reports == boundary("10012", "App\\Orders::fail")
    assert symfony.get("/unavailable", codes="*").reports == boundary(
        "0", "App\\Orders::unavailable", "Symfony\\Component\\HttpKernel\\Exception\\ServiceUnavailableHttpException")


def test_the_detail_tells_who_wrapped_it_and_who_took_it(symfony):
    [event] = symfony.get("/viewed").events
    detail = json.loads(event["detail"])
    assert detail["caught_by"] == "Symfony\\Component\\HttpKernel\\HttpKernel::handle"
    assert detail["previous"][0]["class"] == "Twig\\Error\\RuntimeError"


def test_a_command(symfony):
    failed = symfony.run("app:fail", "10020")
    assert (failed.status, failed.reports) == (255, boundary("10020", "App\\FailCommand::execute"))
    other = symfony.run("app:fail", "20000")
    assert (other.status, other.reports) == (255, [])


def test_a_command_whose_error_a_listener_takes(symfony):
    outcome = symfony.run("app:fail", "10025")
    assert (outcome.status, outcome.reports) == (0, [])


def test_a_command_that_does_not_exist(symfony):
    outcome = symfony.run("app:nothing", codes="*")
    assert (outcome.status, outcome.reports) == (1, [])


def test_the_messenger_worker(symfony):
    """HandlerFailedException carries an integer code on and hides a text code in `previous`."""
    outcome = symfony.run("app:work", "number", "caught", "text", "fine")
    assert (outcome.status, outcome.reports) == (0, [
        ("boundary", "App\\PaymentException", "MAIL_404", "App\\MailHandler::__invoke"),
        ("boundary", "Symfony\\Component\\Messenger\\Exception\\HandlerFailedException", "10021",
         "App\\WorkCommand::execute"),
    ])


def test_each_attempt_of_the_worker_is_an_error_of_its_own(symfony):
    outcome = symfony.run("app:work", "--patient", "text")
    assert (outcome.status, outcome.reports) == (
        0, 2 * boundary("MAIL_404", "App\\MailHandler::__invoke", "App\\PaymentException"))
