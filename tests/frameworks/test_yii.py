"""A real Yii 2 application: HTTP, console and yii2-queue's worker."""
import pytest

from e2e import composer
from e2e.application import Application

ORDERS = "app\\controllers\\OrdersController"


@pytest.fixture(scope="module")
def yii(house):
    return Application(house, "yii", composer.install("yii"), console="yii")


def handler(code, site, its="app\\OrderException"):
    return [("handler", its, code, site)]


HTTP = {
    # nothing in Yii catches: its own pages come from the exception handler
    "/fail": (500, handler("10012", f"{ORDERS}::actionFail")),
    "/fail?debug": (500, handler("10012", f"{ORDERS}::actionFail")),
    "/handled": (200, []),
    "/wrapped": (500, handler("ORDER_402", f"{ORDERS}::actionWrapped", "app\\PaymentException")),
    "/unwound": (200, []),
    "/late": (500, handler("10017", f"{ORDERS}::{{closure}}")),
    # two views and a widget, each of which catches it and throws it again
    "/viewed": (500, handler("10018", "app\\PriceWidget::run")),
    "/viewed-and-handled": (200, []),
    "/transaction": (500, handler("10040", f"{ORDERS}::{{closure}}")),
    "/transaction-handled": (200, []),
    "/reported": (200, []),
    "/memory": (500, [("fatal", "E_ERROR", "E_ERROR", f"{ORDERS}::actionMemory")]),
    "/handled?door=closed": (500, handler("10031", "app\\Door::beforeAction")),
    "/handled?door=ajar": (200, []),
    "/ended": (200, []),
    # not configured
    "/other": (500, []),
    "/type": (500, []),
    "/query": (500, []),
    "/absent": (404, []),
    "/nowhere": (404, []),
}


@pytest.mark.parametrize("uri", HTTP)
def test_a_request(yii, uri):
    outcome = yii.get(uri)
    assert (outcome.status, outcome.reports) == HTTP[uri]


def test_a_page_for_errors_that_fails_is_an_error_of_its_own(yii):
    outcome = yii.get("/fail?page=broken")
    assert (outcome.status, outcome.reports) == (
        500, [("boundary", "app\\PaymentException", "ORDER_500", f"{ORDERS}::actionBroken")]
        + handler("10012", f"{ORDERS}::actionFail"))


@pytest.mark.parametrize("uri, expected", [
    ("/type", handler("0", f"{ORDERS}::actionType", "TypeError")),
    ("/warning", handler("2", f"{ORDERS}::actionWarning", "yii\\base\\ErrorException")),
    ("/other", handler("20000", f"{ORDERS}::actionOther")),
    ("/query", handler("HY000", f"{ORDERS}::actionQuery", "yii\\db\\Exception")),
    ("/unavailable", handler("0", f"{ORDERS}::actionUnavailable", "yii\\web\\ServerErrorHttpException")),
])
def test_what_the_star_takes(yii, uri, expected):
    assert yii.get(uri, codes="*").reports == expected


@pytest.mark.parametrize("uri, status", [("/absent", 404), ("/denied", 403), ("/nowhere", 404), ("/ended", 200)])
def test_what_the_star_leaves_out(yii, uri, status):
    outcome = yii.get(uri, codes="*")
    assert (outcome.status, outcome.reports) == (status, [])


def test_a_command(yii):
    failed = yii.run("app/fail", "10020")
    assert (failed.status, failed.reports) == (1, handler("10020", "app\\commands\\AppController::actionFail"))
    caught = yii.run("app/caught")
    assert (caught.status, caught.reports) == (0, [])


def test_a_command_that_does_not_exist(yii):
    outcome = yii.run("app/nothing", codes="*")
    assert (outcome.status, outcome.reports) == (1, [])


@pytest.mark.parametrize("how", ["--isolate=0", "--isolate=1"])
def test_the_worker_in_its_own_process_or_in_one_a_job(yii, how):
    assert yii.run("app/send", "number", "text", "caught", "fine").reports == []
    outcome = yii.run("queue/run", how)
    assert (outcome.status, outcome.reports) == (0, [
        ("boundary", "app\\OrderException", "10021", "app\\Parcel::number"),
        ("boundary", "app\\PaymentException", "MAIL_404", "app\\Parcel::text")])
