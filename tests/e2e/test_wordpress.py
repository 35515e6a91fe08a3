"""A real WordPress site: requests, cron and WP-CLI."""
import pytest

from e2e import wordpress as site

AJAX = "core/wp-admin/admin-ajax.php"
CRON = "core/wp-cron.php"


@pytest.fixture(scope="module")
def wordpress(house, tmp_path_factory):
    with site.installed(house, tmp_path_factory.mktemp("wordpress")) as running:
        yield running


def fatal(code, site, its="Shop\\OrderException"):
    return [("fatal", its, code, site)]


HTTP = {
    # nothing in WordPress catches: its own page comes from a shutdown function
    "/?init=fail": (500, fatal("10012", "Shop\\Orders::fail")),
    "/?early=fail": (500, fatal("10012", "Shop\\Orders::fail")),
    "/?template_redirect=fail": (500, fatal("10012", "Shop\\Orders::fail")),
    "/?wp_footer=fail": (200, fatal("10012", "Shop\\Orders::fail")),
    "/?shutdown=fail": (200, fatal("10012", "Shop\\Orders::fail")),
    "/?say=[price]": (200, fatal("10018", "Shop\\Orders::price")),
    "/?rest_route=/shop/v1/fail": (500, fatal("10012", "Shop\\Orders::fail")),
    "/?init=wrapped": (500, fatal("ORDER_402", "Shop\\Orders::wrapped", "Shop\\PaymentException")),
    "/?init=memory": (500, fatal("E_ERROR", "Shop\\Orders::memory", "E_ERROR")),
    "/?init=watched": (500, [("handler", "Shop\\OrderException", "10019", "Shop\\Orders::watched")]),
    "/?init=handled": (200, []),
    # handled, but not for the client
    "/?init=apologised": (503, [("response", "Shop\\OrderException", "10048", "Shop\\Orders::apologised")]),
    "/?init=unwound": (200, []),
    "/?say=[offer]": (200, []),
    "/?rest_route=/shop/v1/handled": (200, []),
    # WordPress's own ways to say no throw nothing
    "/?rest_route=/shop/v1/refused": (403, []),
    "/?rest_route=/shop/v1/nowhere": (404, []),
    "/?init=died": (500, []),
    "/?init=query": (200, []),
    "/?p=4711": (404, []),
    # not configured
    "/?init=other": (500, []),
    "/?rest_route=/shop/v1/type": (500, []),
}


@pytest.mark.parametrize("uri", HTTP)
def test_a_request(wordpress, uri):
    outcome = wordpress.get(uri)
    assert (outcome.status, outcome.reports) == HTTP[uri]


def test_a_request_of_the_page_s_own_scripts(wordpress):
    outcome = wordpress.get("/wp-admin/admin-ajax.php?action=pay", script=AJAX)
    assert (outcome.status, outcome.reports) == (500, fatal("10012", "Shop\\Orders::fail"))


def test_a_type_error_that_a_class_names(wordpress):
    outcome = wordpress.get("/?init=type", classes="TypeError")
    assert (outcome.status, outcome.reports) == (500, fatal("0", "Shop\\Orders::type", "TypeError"))


@pytest.mark.parametrize("uri, status", [("/?p=4711", 404), ("/?init=died", 500), ("/?rest_route=/shop/v1/refused", 403)])
def test_the_star_takes_nothing_from_a_site_that_says_no(wordpress, uri, status):
    outcome = wordpress.get(uri, codes="*")
    assert (outcome.status, outcome.reports) == (status, [])


@pytest.mark.parametrize("due, expected", [
    ("number", fatal("10021", "Shop\\Tasks::number")),
    ("text", fatal("MAIL_404", "Shop\\Tasks::text", "Shop\\PaymentException")),
    ("caught", []),
])
def test_cron(wordpress, due, expected):
    assert wordpress.get(f"/?due={due}").reports == []
    assert wordpress.get("/wp-cron.php", script=CRON).reports == expected


@pytest.mark.parametrize("command, status, expected", [
    ("fail", 1, fatal("10012", "Shop\\Orders::fail")),
    ("handled", 0, []),
    ("refused", 1, []),
    ("other", 1, []),
])
def test_a_command(wordpress, command, status, expected):
    outcome = wordpress.command(command)
    assert (outcome.status, outcome.reports) == (status, expected)
