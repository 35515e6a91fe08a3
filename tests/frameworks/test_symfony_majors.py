"""The Symfony majors that e2e leaves out."""
import pytest

from support import paths
from e2e.test_symfony import *  # noqa: F401,F403  its tests, with other majors
from e2e.test_symfony import VERSIONS, application

MAJORS = ["5"] + ["8"] * (paths.php_version() >= "8.4")
MORE = {
    "5": {"symfony/symfony": VERSIONS["5"]},  # the one package that holds all of it
    "8": {"symfony/messenger": "^7.4 || ^8.0"},
}


@pytest.fixture(scope="module", params=MAJORS)
def major(request):
    return request.param


@pytest.fixture(scope="module")
def symfony(house, major):
    return application(house, major, MORE[major])
