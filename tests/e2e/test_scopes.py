"""Which directive holds for which request: php.ini, pool, directory, FastCGI parameter; a program changes none."""
import shutil

import pytest

from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

PLAIN = APPS / "plain"
POOLS = {
    "shop": Pool(1, ["php_admin_value[errnotice.app] = shop", "php_admin_value[errnotice.codes] = 10000-10999"]),
    "blog": Pool(1, ["php_value[errnotice.app] = blog"]),
}


@pytest.fixture
def redis(tmp_path):
    with Redis(tmp_path) as server:
        yield server


@pytest.fixture
def fpm(tmp_path, redis):
    ini = [f'errnotice.redis="{redis.unix_url}"', 'errnotice.codes="500"', "user_ini.cache_ttl=0", "display_errors=0",
           "log_errors=1"]
    with Fpm(tmp_path, ini=ini, pools=POOLS) as running:
        yield running


def arrived(redis, count):
    """(app, code) of the events, once there are so many."""
    wait_until(lambda: redis.client().xlen("errnotice:events") >= count, 20, f"{count} events")
    return [(fields["app"], fields["code"]) for _, fields in redis.client().xrange("errnotice:events")]


def test_a_pool_has_its_own(fpm, redis):
    for pool in POOLS:
        for code in (500, 10012):
            fpm.request(PLAIN / "order.php", f"/?code={code}", pool)
    assert sorted(arrived(redis, 2)) == [("blog", "500"), ("shop", "10012")]


def test_a_directory_has_its_own_and_the_next_request_does_not(fpm, redis, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    shutil.copy(PLAIN / "order.php", site)
    (site / ".user.ini").write_text('errnotice.codes = "7000-7999"\nerrnotice.app = "directory"\n', "utf-8")
    for code in (7001, 500):
        fpm.request(site / "order.php", f"/?code={code}", "blog", params={"DOCUMENT_ROOT": str(site)})
    for code in (7001, 500):
        fpm.request(PLAIN / "order.php", f"/?code={code}", "blog")
    assert arrived(redis, 2) == [("directory", "7001"), ("blog", "500")]


def test_an_administrators_value_wins_over_the_directorys(fpm, redis, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    shutil.copy(PLAIN / "order.php", site)
    (site / ".user.ini").write_text('errnotice.codes = "*"\nerrnotice.redis = "redis://127.0.0.1:1/0"\n', "utf-8")
    for code in (500, 10012):
        fpm.request(site / "order.php", f"/?code={code}", "shop", params={"DOCUMENT_ROOT": str(site)})
    assert arrived(redis, 1) == [("shop", "10012")]


def test_a_directorys_mistake_is_that_directorys(fpm, redis, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    shutil.copy(PLAIN / "order.php", site)
    (site / ".user.ini").write_text('errnotice.codes = "9-1"\n', "utf-8")
    answer = fpm.request(site / "order.php", "/?code=500", "blog", params={"DOCUMENT_ROOT": str(site)})
    assert answer.status == 500 and answer.body == b""
    fpm.request(PLAIN / "order.php", "/?code=500", "blog")
    assert arrived(redis, 1) == [("blog", "500")]


def test_a_program_changes_nothing(fpm, redis):
    fpm.request(PLAIN / "ini_set.php", "/?code=20000", "blog")
    answer = fpm.request(PLAIN / "ini_set.php", "/?code=500", "blog")
    assert answer.body == b'[false,false,"500"]'
    assert arrived(redis, 1) == [("blog", "500")]
