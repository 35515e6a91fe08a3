"""Real Symfony applications of two majors: HTTP, console and Messenger's worker."""
import pytest

from e2e import composer

MAJORS = {"6": "6.4.*", "7": "7.*"}


@pytest.fixture(scope="module", params=MAJORS)
def symfony(request):
    """The major and the application's folder."""
    return request.param, composer.install("symfony", f"symfony-{request.param}", MAJORS[request.param])


def short(event):
    return event["path"], event["class"], event["code"], event["site"]


def reported(house, symfony, uri, app, **ini):
    """Status of the answer, and (path, class, code, site) of each report."""
    major, folder = symfony
    app = f"symfony{major}-{app}"
    answer = house.request(folder / "public/index.php", uri, app=app,
                           ini={f"errnotice.{name}": value for name, value in ini.items()})
    return answer.status, [short(event) for event in house.reports(app)]


def ran(house, symfony, app, *arguments, **ini):
    """Exit status of `bin/console arguments`, and its reports."""
    major, folder = symfony
    app = f"symfony{major}-{app}"
    done = house.cli(folder / "bin/console", *arguments, app=app,
                     ini={f"errnotice.{name}": value for name, value in ini.items()})
    return done.returncode, [short(event) for event in house.reports(app)]


@pytest.mark.parametrize("uri, status, expected", [
    ("/fail", 500, [("boundary", "App\\OrderException", "10012", "App\\Orders::fail")]),
    ("/wrapped", 500, [("boundary", "App\\PaymentException", "ORDER_402", "App\\Orders::wrapped")]),
    ("/listened", 409, [("boundary", "App\\OrderException", "10014", "App\\Orders::listened")]),
    ("/synchronous", 500, [("boundary", "App\\PaymentException", "MAIL_404", "App\\MailHandler::__invoke")]),
    ("/streamed", 200, [("handler", "App\\OrderException", "10016", "App\\Orders::{closure}")]),
    ("/terminated", 200, [("handler", "App\\OrderException", "10017", "App\\TerminateListener::__invoke")]),
    ("/memory", 500, [("fatal", "E_ERROR", "E_ERROR", "App\\Orders::memory")]),
    ("/handled", 200, []),
    ("/unwound", 200, []),
    ("/other", 500, []),
    ("/type", 500, []),
    ("/absent", 404, []),
    ("/nowhere", 404, []),
], ids=lambda value: value.strip("/") if isinstance(value, str) else None)
def test_business_codes(house, symfony, uri, status, expected):
    assert reported(house, symfony, uri, "codes-" + uri.strip("/")) == (status, expected)


@pytest.mark.parametrize("uri, path, code", [
    ("/fail", "boundary", "10012"), ("/wrapped", "boundary", "ORDER_402"), ("/streamed", "handler", "10016"),
    ("/handled", None, None), ("/absent", None, None), ("/warning", "boundary", "0")])
def test_in_debug_mode(house, symfony, uri, path, code):
    """Symfony's own handler makes exceptions of warnings, wraps dispatchers, and throws to itself."""
    _, reports = reported(house, symfony, uri + "?debug", "debug-" + uri.strip("/"), classes="ErrorException")
    assert [(report[0], report[2]) for report in reports] == ([(path, code)] if path else [])


def test_a_type_error_goes_to_the_kernel_or_to_the_handler(house, symfony):
    """Before 7 the kernel catches exceptions only: an Error leaves it through the handler that Symfony has set."""
    path = "boundary" if int(symfony[0]) >= 7 else "handler"
    status, [report] = reported(house, symfony, "/type", "type", classes="TypeError")
    assert status == 500 and report == (path, "TypeError", "0", "App\\Orders::type")


def test_not_found_is_left_out_where_only_the_star_matches(house, symfony):
    assert reported(house, symfony, "/nowhere", "star", codes="*") == (404, [])
    assert reported(house, symfony, "/absent", "star", codes="*") == (404, [])
    assert reported(house, symfony, "/fail", "star", codes="*")[1] == \
        [("boundary", "App\\OrderException", "10012", "App\\Orders::fail")]


def test_a_command_that_fails_is_reported_once(house, symfony):
    status, reports = ran(house, symfony, "command", "app:fail", "10020")
    assert status == 255
    assert reports == [("boundary", "App\\OrderException", "10020", "App\\FailCommand::execute")]


def test_a_command_whose_error_a_listener_takes_is_not_reported(house, symfony):
    assert ran(house, symfony, "forgiven", "app:fail", "10025") == (0, [])


def test_a_command_that_does_not_exist_is_not_reported(house, symfony):
    status, reports = ran(house, symfony, "unknown", "app:nothing")
    assert status == 1 and reports == []


def test_the_messenger_worker(house, symfony):
    """HandlerFailedException carries an integer code on and hides a text code in `previous`."""
    status, reports = ran(house, symfony, "worker", "app:work", "number", "caught", "text", "fine")
    assert status == 0
    assert sorted(reports) == sorted([
        ("boundary", "Symfony\\Component\\Messenger\\Exception\\HandlerFailedException", "10021",
         "App\\WorkCommand::execute"),
        ("boundary", "App\\PaymentException", "MAIL_404", "App\\MailHandler::__invoke"),
    ])
