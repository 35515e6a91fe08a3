"""The Symfony majors that e2e leaves out, from the one package that holds all of it."""
import pytest

from support import paths
from e2e.test_symfony import *  # noqa: F401,F403  its tests, with other majors
from e2e.test_symfony import VERSIONS, application

MAJORS = ["5"] + ["8"] * (paths.php_version() >= "8.4")


@pytest.fixture(scope="module", params=MAJORS)
def major(request):
    return request.param


@pytest.fixture(scope="module")
def symfony(house, major):
    return application(house, major, {"symfony/symfony": VERSIONS[major]})
