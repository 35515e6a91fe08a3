"""Action Scheduler, WordPress's queue, in a real site."""
import pytest

from e2e import wordpress


@pytest.fixture(scope="module")
def site(house, tmp_path_factory):
    more = {"woocommerce/action-scheduler": "^3.8"}
    with wordpress.installed(house, tmp_path_factory.mktemp("wordpress"), "wordpress-queue", more) as running:
        yield running


def test_a_queue(site):
    """Each error is wrapped, outside the application, in an Exception that carries an integer code on."""
    outcome = site.command("work", "number", "caught", "fine")
    assert (outcome.status, outcome.reports) == (0, [("boundary", "Exception", "10021", "Shop\\Command::work")])


def test_an_error_that_is_no_exception(site):
    outcome = site.run("--path=core", "--allow-root", "shop", "work", "type", codes="0")
    assert (outcome.status, outcome.reports) == (0, [("boundary", "Exception", "0", "Shop\\Command::work")])


def test_a_code_that_is_text_breaks_the_queue_and_is_told(site):
    """The wrapper takes integers only: PHP throws a TypeError instead, and the process ends."""
    outcome = site.command("work", "text")
    assert outcome.status != 0
    assert outcome.reports == [("boundary", "Shop\\PaymentException", "MAIL_404", "Shop\\Tasks::text")]
