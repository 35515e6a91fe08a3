"""Real Laravel applications of two majors: HTTP, console, scheduler and the queue's worker."""
import json

import pytest

from e2e import composer
from e2e.application import Application

MAJORS = ("11", "12")


@pytest.fixture(scope="module", params=MAJORS)
def laravel(request, house):
    folder = composer.install("laravel", f"laravel-{request.param}", f"{request.param}.*")
    return Application(house, f"laravel{request.param}", folder, console="artisan")


def boundary(code, site, its="App\\OrderException"):
    return [("boundary", its, code, site)]


HTTP = {
    "/fail": (500, boundary("10012", "App\\Orders::fail")),
    "/handled": (200, []),
    "/wrapped": (500, boundary("ORDER_402", "App\\Orders::wrapped", "App\\PaymentException")),
    # the framework took it; the application's handler only chose the page
    "/rendered": (409, boundary("10014", "App\\Orders::rendered")),
    "/unwound": (200, []),
    "/streamed": (200, [("handler", "App\\OrderException", "10016", "App\\Orders::{closure}")]),
    "/terminated": (200, [("handler", "App\\OrderException", "10017", "App\\Orders::{closure}")]),
    # two views, so two exceptions around it
    "/viewed": (500, boundary("10018", "App\\Order::total")),
    "/viewed_and_handled": (200, []),
    "/transaction": (500, boundary("10040", "App\\Orders::{closure}")),
    "/transaction_handled": (200, []),
    "/reported": (200, []),
    "/rescued": (200, []),
    "/retried": (200, []),
    "/retried_in_vain": (500, boundary("10045", "App\\Orders::{closure}")),
    "/listened": (500, boundary("10046", "App\\Orders::{closure}")),
    "/dispatched": (500, boundary("MAIL_404", "App\\Parcel::text", "App\\PaymentException")),
    "/queued_at_once": (500, boundary("10021", "App\\Parcel::number")),
    "/collected": (500, boundary("10047", "App\\Orders::{closure}")),
    # handled, but not for the client
    "/apologised": (503, [("response", "App\\OrderException", "10048", "App\\Orders::apologised")]),
    "/recovered_in_vain": (500, boundary("ORDER_410", "App\\Orders::recovered_in_vain", "App\\PaymentException")),
    "/memory": (500, [("fatal", "E_ERROR", "E_ERROR", "App\\Orders::memory")]),
    # the router's pipeline catches between a middleware and what is behind it
    "/gate/takes": (500, boundary("10012", "App\\Orders::fail")),
    "/gate/fails": (500, boundary("10032", "App\\Gate::fails")),
    "/gate/manages": (200, []),
    "/gate/afterwards": (500, boundary("10012", "App\\Orders::fail")
                         + boundary("ORDER_409", "App\\Gate::afterwards", "App\\PaymentException")),
    "/handled?fence": (500, boundary("10031", "App\\Fence::handle")),
    "/handled?boot": (500, boundary("10030", "App\\StartProvider::boot")),
    # not configured
    "/other": (500, []),
    "/type": (500, []),
    "/query": (500, []),
    "/absent": (404, []),
    "/found": (404, []),
    "/nowhere": (404, []),
    "/redirected": (302, []),
}


@pytest.mark.parametrize("uri", HTTP)
def test_a_request(laravel, uri):
    outcome = laravel.get(uri)
    assert (outcome.status, outcome.reports) == HTTP[uri]


def test_what_is_deferred_is_rescued_by_the_framework(laravel):
    ran = laravel.folder / "storage/framework/deferred"
    ran.unlink(missing_ok=True)
    outcome = laravel.get("/deferred")
    if outcome.status == 501:
        pytest.skip("this Laravel has no defer()")
    assert (outcome.status, outcome.reports) == (200, [])
    assert ran.exists()


@pytest.mark.parametrize("uri", ["/fail", "/viewed", "/handled"])
def test_the_page_for_developers_changes_nothing(laravel, uri):
    outcome = laravel.get(uri, params={"APP_DEBUG": "true"})
    assert (outcome.status, outcome.reports) == HTTP[uri]


@pytest.mark.parametrize("uri, expected", [
    ("/query", ("boundary", "Illuminate\\Database\\QueryException", "HY000", "App\\Orders::query")),
    ("/query_in_a_transaction",
     ("boundary", "Illuminate\\Database\\QueryException", "HY000", "App\\Orders::{closure}")),
])
def test_a_query_that_fails_has_the_state_for_its_code(laravel, uri, expected):
    """What the database threw, what Laravel made of it, what the transaction threw again: one incident."""
    assert laravel.get(uri, codes="HY000").reports == [expected]


@pytest.mark.parametrize("uri, expected", [
    ("/type", ("boundary", "TypeError", "0", "App\\Orders::type")),
    ("/warning", ("boundary", "ErrorException", "0", "App\\Orders::warning")),
    ("/unavailable", ("boundary", "Symfony\\Component\\HttpKernel\\Exception\\HttpException", "0",
                      "App\\Orders::unavailable")),
    ("/other", ("boundary", "App\\OrderException", "20000", "App\\Orders::other")),
])
def test_what_the_star_takes(laravel, uri, expected):
    assert laravel.get(uri, codes="*").reports == [expected]


@pytest.mark.parametrize("uri, status", [
    ("/absent", 404), ("/found", 404), ("/nowhere", 404), ("/validated", 302), ("/unauthenticated", 302),
    ("/unauthorized", 403), ("/redirected", 302)])
def test_what_the_star_leaves_out(laravel, uri, status):
    outcome = laravel.get(uri, codes="*")
    assert (outcome.status, outcome.reports) == (status, [])


def test_the_detail_tells_who_wrapped_it_and_who_took_it(laravel):
    [event] = laravel.get("/viewed").events
    detail = json.loads(event["detail"])
    assert detail["caught_by"] == "Illuminate\\Pipeline\\Pipeline::{closure}"
    assert detail["previous"][0]["class"] == "Illuminate\\View\\ViewException"


def test_a_command(laravel):
    failed = laravel.run("app:fail", "10020")
    assert (failed.status, failed.reports) == (1, boundary("10020", "App\\FailCommand::handle"))
    caught = laravel.run("app:fail", "10020", "--caught")
    assert (caught.status, caught.reports) == (0, [])
    other = laravel.run("app:fail", "20000")
    assert (other.status, other.reports) == (1, [])


def test_a_command_that_does_not_exist(laravel):
    outcome = laravel.run("app:nothing", codes="*")
    assert (outcome.status, outcome.reports) == (1, [])


@pytest.mark.parametrize("due, expected", [
    ("call", boundary("10026", "App\\Timetable::{closure}")),
    ("caught", []),
    # in a process of its own; what the scheduler says of that has no code
    ("command", boundary("10028", "App\\FailCommand::handle")),
])
def test_the_scheduler(laravel, due, expected):
    outcome = laravel.run("schedule:run", env={"TIMETABLE": due})
    assert (outcome.status, outcome.reports) == (0, expected)


def test_the_worker(laravel):
    outcome = laravel.run("app:work", "number", "text", "caught", "stopped", "returned", "fine")
    assert (outcome.status, outcome.reports) == (0, boundary("10021", "App\\Parcel::number")
                                                 + boundary("MAIL_404", "App\\Parcel::text", "App\\PaymentException"))


@pytest.mark.parametrize("parcel, expected", [
    ("number", 2 * boundary("10021", "App\\Parcel::number")),
    ("once", boundary("10025", "App\\Parcel::once")),
])
def test_each_attempt_of_the_worker_is_an_error_of_its_own(laravel, parcel, expected):
    outcome = laravel.run("app:work", parcel, "--tries=2")
    assert (outcome.status, outcome.reports) == (0, expected)
