"""tools/demo does what the README says, and leaves nothing behind."""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import pytest

from support import paths
from support.dingtalk import Robot, Server
from support.process import Process
from support.wait import wait_until

sys.path.append(str(paths.ROOT / "tools" / "demo.d"))
import proof  # noqa: E402

DEMO = paths.ROOT / "tools" / "demo"
TIMEOUT_S = 300  # the first run fetches Slim and may build


@pytest.fixture
def room():
    """A temporary folder that php-fpm's user may enter; nothing may be left in it."""
    if not shutil.which("nginx", path="/usr/sbin:/usr/bin"):
        pytest.skip("no nginx: tools/deps demo")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="demo-test."))
    folder.chmod(0o755)
    yield folder
    left = [path.name for path in folder.iterdir()]
    shutil.rmtree(folder)
    assert left == [] and processes_of(folder) == []


def environment(room):
    return {**os.environ, "TMPDIR": str(room), "NO_COLOR": "1"}


def processes_of(folder):
    """Command lines that name the folder."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


def test_the_demo_shows_what_was_reported_and_why_the_rest_was_not(room):
    done = subprocess.run([DEMO], env=environment(room), capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all as it should be" in done.stdout and "✗" not in done.stdout
    assert re.search(r"✓ 上报 +reported +ShopException 10012\n", done.stdout)
    assert re.search(r"– 未上报 not reported +ShopException 20007\n.*20007 is not in errnotice.codes", done.stdout)
    assert re.search(r"10012 +26 +下单失败", done.stdout)
    assert "ingested 29 = told 29 + pending 0 + muted 0 + unrouted 0" in done.stdout
    assert "name errnotice, vendor included: 0" in done.stdout


def test_the_demo_keeps_running_and_tells_a_real_robot(room, tmp_path):
    secret = "SECplanted4711"
    with Server([Robot("real", secret, ["报警"])]) as robot:
        demo = Process([DEMO, "--keep", "--webhook", robot.webhook("real"), "--secret", secret, "--keyword", "报警"],
                       tmp_path / "out", env=environment(room))
        try:
            wait_until(lambda: demo.need() and "Ctrl-C ends" in demo.text(), TIMEOUT_S, "running demo")
            told = len(robot.messages())
            assert told > 0 and secret not in demo.text()
            shop = re.search(r"the shop +(http://\S+)", demo.text())[1]
            order = urllib.request.Request(shop + "/orders/1/payment", b"{}", {"Content-Type": "application/json"})
            with pytest.raises(urllib.error.HTTPError, match="500"):
                urllib.request.urlopen(order, timeout=10)
            assert "支付失败" in robot.wait_messages(told + 1, timeout=20)[-1]["text"]
        finally:
            status = demo.stop(signal.SIGTERM, 30)
        assert status == 143


def test_a_robot_that_takes_nothing_is_told_before_the_story(room):
    with Server([Robot("real", "SECreal")]) as robot:
        done = subprocess.run([DEMO, "--webhook", robot.webhook("real"), "--secret", "SECother"], env=environment(room),
                              capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    assert done.returncode == 1 and "What happens in the shop" not in done.stdout
    assert re.search(r"✗ robot shop: not accepted: the signature .*\nwhat to do: copy the secret .*\n$", done.stdout)


def test_a_wrong_option_is_told(room):
    done = subprocess.run([DEMO, "--colour"], env=environment(room), capture_output=True, text=True, timeout=TIMEOUT_S,
                          check=False)
    assert done.returncode == 100 and "--colour" in done.stderr


def test_the_proof_sees_a_changed_a_new_and_a_naming_file(tmp_path):
    (tmp_path / "a.php").write_text("<?php\necho 1;\n", "utf-8")
    before = proof.fingerprints(tmp_path)
    assert list(before) == ["a.php"] and proof.lines_that_name(tmp_path, "errnotice") == []
    (tmp_path / "a.php").write_text("<?php\nErrNotice_report($e);\n", "utf-8")
    (tmp_path / "b.php").write_text("", "utf-8")
    after = proof.fingerprints(tmp_path)
    assert proof.summary(after) != proof.summary(before) and set(after) - set(before) == {"b.php"}
    assert proof.lines_that_name(tmp_path, "errnotice") == ["a.php:2"]
