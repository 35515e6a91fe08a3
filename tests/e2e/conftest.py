"""One house for the whole session, and its law after every test that used it."""
import pytest

from e2e.house import House


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    running = House(tmp_path_factory.mktemp("house"))
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture(autouse=True)
def law(request):
    """ingested = told + pending + muted + unrouted, whatever the test did."""
    yield
    if "house" in request.fixturenames:
        request.getfixturevalue("house").consumer.check_law()
