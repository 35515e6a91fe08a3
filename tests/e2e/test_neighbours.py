"""Beside other extensions that take the same hooks: every report comes once, and the other one sees what it saw without us.

xdebug, pcov and soap come from the distribution's packages, unpacked and not installed; the agent is built from
neighbours/agent.c.
"""
import collections
import pathlib
import re
import shlex
import subprocess

import pytest

from support import paths
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until
from e2e import debian
from e2e.house import APPS

SCRIPT = APPS / "plain" / "neighbours.php"
KINDS = ["unhandled", "handler", "handled", "fatal"]
ROUNDS = 3
EXPECTED = {("10001", "fatal"): ROUNDS, ("10001", "handler"): ROUNDS, ("E_COMPILE_ERROR", "fatal"): ROUNDS}
AGENTS = ["minit chain", "minit swallow", "rinit chain", "rinit swallow", "minit chain again", "rinit chain again"]
MODES = ["develop", "debug", "develop,debug", "coverage", "trace", "off"]


@pytest.fixture
def redis(tmp_path):
    with Redis(tmp_path) as server:
        yield server


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    built = tmp_path_factory.mktemp("agent") / "agent.so"
    subprocess.run(["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-shared", "-fPIC", *shlex.split(paths.php_says("--includes")),
                    "-o", built, pathlib.Path(__file__).parent / "neighbours/agent.c"], check=True)
    return built


def packaged(name):
    """A module of the distribution for the PHP under test."""
    modules = pathlib.Path(paths.php_says("--extension-dir"))
    if not paths.is_packaged():
        pytest.skip(f"no package brings {name} for this PHP")
    if not (modules / f"{name}.so").exists():
        into = paths.ROOT / ".build" / "neighbours" / name
        debian.unpack(debian.first_of(f"php{paths.php_version()}-{name}", f"php-{name}"), "usr/lib/php", into)
        modules = into / modules.name
    return modules / f"{name}.so"


def asked(folder, redis, loads):
    """What a client sees of every kind, several times by one worker; and what the agent saw."""
    ini = [*loads, 'errnotice.codes="10000-10999, E_COMPILE_ERROR"', f'errnotice.redis="{redis.unix_url}"',
           "errnotice.timeout=5s", "display_errors=1", "html_errors=0"]
    with Fpm(folder, ini=ini, pools={"www": Pool(1)}, extension=None) as fpm:
        answers = [fpm.request(SCRIPT, f"/?kind={kind}") for _ in range(ROUNDS) for kind in [*KINDS, "calls"]]
    # xdebug prints how long and with how much memory each frame ran
    return [(answer.status, re.sub(rb"\d+\.\d{4} +\d+", b"TIME MEMORY", answer.body)) for answer in answers]


def reports(redis):
    events = [fields for _, fields in redis.client().xrange("errnotice:events")]
    return collections.Counter((fields["code"], fields["path"]) for fields in events)


def check(folder, redis, neighbour, first):
    ours = f"extension={paths.extension()}"
    bare = asked(folder / "bare", redis, neighbour)
    both = asked(folder / "both", redis, [ours, *neighbour] if first == "errnotice" else [*neighbour, ours])
    assert both == bare
    wait_until(lambda: sum(reports(redis).values()) >= sum(EXPECTED.values()), 20, "the reports")
    assert reports(redis) == EXPECTED


@pytest.mark.parametrize("first", ["errnotice", "agent"])
@pytest.mark.parametrize("does", AGENTS)
def test_beside_an_agent(tmp_path, redis, monkeypatch, agent, does, first):
    monkeypatch.setenv("AGENT", does)
    check(tmp_path, redis, [f"extension={agent}"], first)


def run(folder, redis, loads, does, code):
    script = folder / "script.php"
    script.write_text(f"<?php\n{code}")
    lines = [*(f"extension={load}" for load in loads), 'errnotice.codes="10001, E_*"',
             f'errnotice.redis="{redis.unix_url}"', "errnotice.timeout=5s"]
    return subprocess.run([paths.php_cli(), "-n", *(word for line in lines for word in ("-d", line)), script],
                          capture_output=True, text=True, check=False, env={"AGENT": does})


def test_an_agent_that_passes_on_other_words_each_time_comes_to_an_end(tmp_path, redis, agent):
    done = run(tmp_path, redis, [paths.extension(), agent], "rinit chain words", "trigger_error('no money', E_USER_ERROR);")
    assert done.returncode == 255 and "no money!" in done.stdout
    assert reports(redis) == {("E_USER_ERROR", "fatal"): 1}


@pytest.mark.parametrize("is_first", [True, False])
def test_an_error_inside_soap_ends_as_without_us(tmp_path, redis, is_first):
    """ext/soap takes the error callback, and causes an error of its own while it is told of one."""
    soap, ours, code = packaged("soap"), paths.extension(), "new SoapServer(null, ['uri' => 'x', 'classmap' => ['bogus']]);"
    bare = run(tmp_path, redis, [soap], "", code)
    assert bare.returncode == 255 and "classmap" in bare.stdout
    beside = run(tmp_path, redis, [soap, ours] if is_first else [ours, soap], "", code)
    assert (beside.returncode, beside.stdout, beside.stderr) == (255, bare.stdout, bare.stderr)
    assert reports(redis) == {("E_ERROR", "fatal"): 1}


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("does", AGENTS)
def test_an_error_that_an_agent_makes_an_exception_of_is_one(tmp_path, redis, agent, does, is_first):
    loads = [agent, paths.extension()] if is_first else [paths.extension(), agent]
    caught = run(tmp_path, redis, loads, does, "try { agent_end(); } catch (Exception $e) { echo 'caught'; }")
    assert (caught.stdout, caught.returncode) == ("caught", 0)
    assert not reports(redis)
    assert run(tmp_path, redis, loads, does, "agent_end();").returncode == 255
    assert reports(redis) == {("10001", "fatal"): 1}


@pytest.mark.parametrize("first", ["errnotice", "xdebug"])
@pytest.mark.parametrize("mode", MODES)
def test_beside_xdebug(tmp_path, redis, mode, first):
    check(tmp_path, redis, [f"zend_extension={packaged('xdebug')}", f"xdebug.mode={mode}"], first)


@pytest.mark.parametrize("first", ["errnotice", "pcov"])
def test_beside_pcov(tmp_path, redis, first):
    check(tmp_path, redis, [f"extension={packaged('pcov')}", "pcov.enabled=1"], first)


def test_phpinfo_says_who_has_the_hooks(tmp_path, agent):
    """From the top: ours, then who took them in this request, then PHP."""
    done = subprocess.run([paths.php_cli(), "-n", "-d", f"extension={paths.extension()}", "-d", f"extension={agent}", "-r",
                           "phpinfo(INFO_MODULES);"], capture_output=True, text=True, check=True,
                          env={"AGENT": "rinit swallow"})
    rows = dict(line.split(" => ", 1) for line in done.stdout.splitlines() if line.startswith("Hook for "))
    assert rows["Hook for throws"] == f"{paths.extension().name}, then agent.so"
    assert rows["Hook for errors"].startswith(f"{paths.extension().name}, then agent.so, then ")
