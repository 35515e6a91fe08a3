"""The base controller of docs/frameworks.md that catches everything: what the page there says is what happens."""
import re

import pytest

from support import paths
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until

DOCUMENT = paths.ROOT / "docs" / "frameworks.md"
HEADING = "### A base controller that catches everything\n"


@pytest.fixture
def page(tmp_path):
    """Application, status page and directive as the document has them, its listing, and a folder for them."""
    section = DOCUMENT.read_text("utf-8").split(HEADING)[1].split("\n## ")[0]
    application, status, listing, directive = re.findall(r"```\w*\n(.*?)```", section, re.S)
    (tmp_path / "index.php").write_text(application, "utf-8")
    (tmp_path / "status.php").write_text(status, "utf-8")
    return tmp_path, listing, directive


def told(redis):
    return [(its["path"], its["code"]) for _, its in redis.client().xrange("errnotice:events")]


def test_it_takes_what_nobody_hears_of_until_it_is_named_a_boundary(page):
    folder, listing, directive = page
    with Redis(folder) as redis:
        ini = ['errnotice.codes="10000-10999"', f'errnotice.redis="{redis.unix_url}"', "log_errors=0"]
        with Fpm(folder / "before", ini=ini, pools={"www": Pool(2)}) as fpm:
            orders = [fpm.request(folder / "index.php", "/?action=create") for _ in range(37)]
            assert {(answer.status, b"please try again later" in answer.body) for answer in orders} == {(200, True)}
            for _ in range(4):
                assert b"unknown" in fpm.request(folder / "index.php", "/?action=stock").body
            assert fpm.request(folder / "status.php").body.decode() == listing.replace("/srv/shop", str(folder))
            assert told(redis) == []
        with Fpm(folder / "after", ini=[*ini, directive.strip()], pools={"www": Pool(1)}) as fpm:
            fpm.request(folder / "index.php", "/?action=stock")
            fpm.request(folder / "index.php", "/?action=create")
            wait_until(lambda: told(redis), 10, "the failed order")
        assert told(redis) == [("boundary", "10012")]
