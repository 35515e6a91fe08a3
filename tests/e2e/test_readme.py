"""The configurations that the README shows fit together: whoever copies them hears of every error they name."""
import configparser
import re
import subprocess

import pytest

from support import paths

READMES = ["README.md", "README.zh-CN.md"]


def ini_block(readme, holds):
    """The first ini block with this text in it."""
    text = (paths.ROOT / readme).read_text("utf-8")
    return next(block for block in re.findall(r"^```ini\n(.*?)^```$", text, re.M | re.S) if holds in block)


def parsed(text):
    its = configparser.ConfigParser(interpolation=None)
    its.read_string(text)
    return its


def items(value):
    return set(value.strip('"').replace(",", " ").split())


@pytest.mark.parametrize("readme", READMES)
def test_the_consumer_takes_the_configuration(tmp_path, readme):
    for name, holds in (("consumer.conf", "[queue]"), ("codes.conf", "title =")):
        text = ini_block(readme, holds).replace("/etc/errnotice/", f"{tmp_path}/").replace("/var/lib/errnotice/", f"{tmp_path}/")
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "orders.webhook").write_text("https://oapi.dingtalk.com/robot/send?access_token=t\n", "utf-8")
    (tmp_path / "orders.secret").write_text("SECt\n", "utf-8")
    done = subprocess.run([paths.consumer(), "--config", tmp_path / "consumer.conf", "check"], capture_output=True,
                          text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fine: 1 robots, 1 routes, 1 codes" in done.stdout
    command = re.search(r"^errnotice-consumer (explain .*)$", (paths.ROOT / readme).read_text("utf-8"), re.M)[1].split()
    done = subprocess.run([paths.consumer(), "--config", tmp_path / "consumer.conf", *command], capture_output=True,
                          text=True, timeout=30, check=False)
    assert "told by robot orders" in done.stdout and "下单失败 10012 · new" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("readme", READMES)
def test_what_php_reports_has_a_route(readme):
    php = parsed("[php]\n" + ini_block(readme, "extension = errnotice"))["php"]
    consumer = parsed(ini_block(readme, "[queue]"))
    route = consumer["route orders"]
    assert items(php["errnotice.codes"]) <= items(route["codes"])
    assert items(php["errnotice.environment"]) <= items(route["environments"])
    assert php["errnotice.redis"].strip('"') == consumer["queue"]["redis"]
