"""No token, secret or password where it does not belong: a mark stands in each, and everything is searched for it."""
import pathlib
import subprocess

import pytest

from support import paths
from support.process import children
from e2e.house import APPS, MARK, token

APPLICATION = "AppS3cr3t"      # what the application's own secrets hold
WAYS = ["password", "header", "json", "url", "quoted", "cookie"]
CONFIGURATION = {"consumer.conf", "redis.conf", "50-test.ini", "fpm.conf"}


def written(folder, without=()):
    """Every file below `folder` that is not configuration, as bytes."""
    for path in pathlib.Path(folder).rglob("*"):
        if path.is_file() and path.name not in CONFIGURATION and path.name not in without:
            yield path, path.read_bytes()


def command_lines(house):
    masters = [house.fpm.pid, house.consumer.pid]
    for pid in masters + [child for master in masters for child in children(master)]:
        yield pid, pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
        yield pid, pathlib.Path(f"/proc/{pid}/comm").read_bytes()


def consumer(house, *arguments):
    """What the program prints when a person runs it."""
    done = subprocess.run([paths.consumer(), "--config", house.consumer.conf, *arguments],
                          capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("n, way", enumerate(WAYS))
def test_what_the_application_says_is_masked(house, n, way):
    app, code, secret = "secret", 10700 + n, f"{APPLICATION}{n}"
    uri = f"/pay;password={secret}?password={secret}&api_key={secret}&user[token]={secret}&order=7"
    house.request(APPS / "plain" / "secret.php", uri, app=app, params={
        "QUERY_STRING": f"how={way}&code={code}", "X_SECRET": secret, "HTTP_COOKIE": f"PHPSESSID={secret}",
        "HTTP_AUTHORIZATION": f"Bearer {secret}", "PHP_AUTH_PW": secret, "HTTP_X_API_KEY": secret,
        "HTTP_REFERER": f"https://shop.example/?token={secret}"})
    event = house.reports(app)[-1]
    assert event["code"] == str(code) and "***" in event["message"]
    assert secret not in event["message"] + event["detail"]
    assert "order=7" in event["detail"], "what is no secret stays"


def test_nothing_of_the_application_is_kept_anywhere(house):
    """After the tests above: PHP's own log has the message, and nothing of ours."""
    house.settle("secret")
    assert len(house.dingtalk.wait_messages(len(WAYS), token("secret"))) == len(WAYS)
    for path, content in written(house.folder, without={"fpm.out", "fpm.log"}):
        assert APPLICATION.encode() not in content, path
    assert APPLICATION not in str(house.dingtalk.messages())
    assert APPLICATION not in house.consumer.get("/metrics")[1] + house.consumer.get("/readyz")[1]


def test_phpinfo_and_status_show_where_and_not_how(house):
    shown = house.request(APPS / "plain" / "info.php").body.decode()
    assert "errnotice" in shown and str(house.redis.socket) in shown
    assert MARK not in shown
    told = house.cli("--ri", "errnotice").stdout.decode() + house.cli("-i").stdout.decode()
    assert "errnotice" in told and MARK not in told


def test_a_refused_directive_is_told_without_its_password(house):
    for url in (f"redis://user:{MARK}@127.0.0.1:99999/0", f"redis://:{MARK}@[::1", f"rediss://:{MARK}@127.0.0.1/0?x={MARK}",
                f"nonsense://{MARK}@x", f"redis://:{MARK}%zz@127.0.0.1/0"):
        done = house.cli(APPS / "plain" / "info.php", ini={"errnotice.redis": url})
        told = (done.stdout + done.stderr).decode()
        assert "errnotice.redis" in told and MARK not in told, url


def test_what_the_consumer_prints(house, tmp_path):
    assert MARK not in consumer(house, "check") + consumer(house, "check", "--connect")
    house.dingtalk.fault(token("everyone"), errcode=300005, errmsg="token is not exist")
    assert MARK not in consumer(house, "test-notice", "everyone")
    house.dingtalk.fault(token("everyone"), reset="before")
    assert MARK not in consumer(house, "test-notice", "everyone")
    assert MARK not in house.consumer.get("/metrics")[1] + house.consumer.get("/readyz")[1]


@pytest.mark.parametrize("line", [
    f"[queue]\nredis = redis://:{MARK}@127.0.0.1:99999/0",
    f"[queue]\nredis = {MARK}",
    f"[robot x]\nwebhook = http://example.com/robot/send?access_token={MARK}",
    f"[robot x]\nwebhook = {MARK}",
    f"[robot x]\nwebhook = https://oapi.dingtalk.com/robot/send?access_token=a\nsecret = {MARK}\nsecret = {MARK}2",
    f"[robot x]\nsecret_file = /nonexistent/{MARK[:3]}\nwebhook = ${{{MARK[:3]}_UNSET}}",
    f"[robot x]\nwebhok = {MARK}",
    f"[http]\ntoken = {MARK}\nlisten = 0.0.0.0:99999",
    f"[robot x]\n{MARK}",
    f"[store]\nurl = mysql://user:{MARK}@127.0.0.1/dbstatis?port=1",
])
def test_a_wrong_configuration_is_told_without_secrets(house, tmp_path, line):
    conf = tmp_path / "consumer.conf"
    conf.write_text(line + "\n", "utf-8")
    done = subprocess.run([paths.consumer(), "--config", conf, "check"], capture_output=True, text=True, timeout=30,
                          check=False)
    assert done.returncode == 100
    told = done.stdout + done.stderr
    assert "consumer.conf:" in told and MARK not in told


def test_a_wrong_password_is_told_without_it(house, tmp_path):
    text = house.consumer.conf.read_text("utf-8").replace(f"redis{MARK}", f"wrong{MARK}")
    conf = tmp_path / "consumer.conf"
    conf.write_text(text, "utf-8")
    done = subprocess.run([paths.consumer(), "--config", conf, "check", "--connect"], capture_output=True, text=True,
                          timeout=60, check=False)
    told = done.stdout + done.stderr
    assert done.returncode != 0 and "WRONGPASS" in told or "password" in told
    assert MARK not in told
    shown = house.cli(APPS / "plain" / "info.php",
                      ini={"errnotice.redis": house.redis.unix_url.replace("redis" + MARK, "wrong" + MARK)})
    assert MARK.encode() not in shown.stdout + shown.stderr


def test_nothing_of_the_house_is_written_or_shown(house):
    """Logs, store, Redis's files, titles of processes; last, when everything above has happened."""
    house.settle("secret")
    for path, content in written(house.folder):
        assert MARK.encode() not in content, path
    for pid, line in command_lines(house):
        assert MARK.encode() not in line, pid
