"""A real WordPress site: its core from Debian, WP-CLI from Composer, a MariaDB of its own.

Action Scheduler, which Composer does not bring everywhere, is tested on the checkout
whose folder ERRNOTICE_ACTION_SCHEDULER names.
"""
import os
import subprocess

import pytest

from support import paths
from support.mariadb import MariaDb
from e2e import composer, debian
from e2e.application import Application

WP_CLI = "vendor/wp-cli/wp-cli/php/boot-fs.php"
AJAX = "core/wp-admin/admin-ajax.php"
CRON = "core/wp-cron.php"


@pytest.fixture(scope="module")
def wordpress(house, tmp_path_factory):
    folder = composer.install("wordpress")
    debian.unpack("wordpress", "usr/share/wordpress", folder / "core")
    (folder / "core/wp-config.php").unlink(missing_ok=True)  # Debian's, for the sites of a whole machine
    with MariaDb(tmp_path_factory.mktemp("wordpress")) as database:
        variables = {"SITE_SOCKET": str(database.socket)}
        done = subprocess.run([paths.php_cli(), folder / "install.php"], capture_output=True, text=True, timeout=60,
                              check=False, env={**os.environ, **variables})
        assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
        yield Application(house, "wordpress", folder, "core/index.php", WP_CLI, variables)


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
    outcome = wordpress.run("--path=core", "--allow-root", "shop", command)
    assert (outcome.status, outcome.reports) == (status, expected)


@pytest.fixture
def action_scheduler():
    folder = os.environ.get("ERRNOTICE_ACTION_SCHEDULER")
    if not folder:
        pytest.skip("ERRNOTICE_ACTION_SCHEDULER names no checkout of Action Scheduler")
    return {"ACTION_SCHEDULER": folder}


def test_a_queue(wordpress, action_scheduler):
    """Action Scheduler wraps each error in an Exception that carries an integer code on."""
    outcome = wordpress.run("--path=core", "--allow-root", "shop", "work", "number", "caught", "type", "fine",
                            env=action_scheduler)
    assert (outcome.status, outcome.reports) == (0, [("boundary", "Exception", "10021", "Shop\\Tasks::number")])


def test_a_code_that_is_text_breaks_the_queue_and_is_told(wordpress, action_scheduler):
    """Its wrapper takes integers only: PHP throws a TypeError, and the process ends."""
    outcome = wordpress.run("--path=core", "--allow-root", "shop", "work", "text", env=action_scheduler)
    assert outcome.status != 0
    assert outcome.reports == [("boundary", "Shop\\PaymentException", "MAIL_404", "Shop\\Tasks::text")]
