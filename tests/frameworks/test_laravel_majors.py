"""The Laravel majors that e2e leaves out; those before 11 have another kind of skeleton."""
import shutil

import pytest

from support import paths
from e2e import composer
from e2e.application import Application
from e2e.test_laravel import *  # noqa: F401,F403  its tests, with other majors

MAJORS = ["8", "9", "10"] + ["13"] * (paths.php_version() >= "8.3")


@pytest.fixture(scope="module", params=MAJORS)
def laravel(request, house):
    major = request.param
    folder = composer.install("laravel", f"laravel-{major}", f"{major}.*")
    if int(major) < 11:
        shutil.copytree(composer.APPS / "laravel-classic", folder, dirs_exist_ok=True)
    return Application(house, f"laravel{major}", folder, console="artisan")
