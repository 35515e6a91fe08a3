"""A script that serves many requests, as under FrankenPHP: extensions are told of none, and each is judged by itself.

The worker's loop is built from neighbours/worker.c.
"""
import os
import pathlib
import shlex
import subprocess

import pytest

from support import paths
from support.redis import Redis
from e2e.house import APPS

SCRIPT = APPS / "plain" / "worker_mode.php"


@pytest.fixture
def redis(tmp_path):
    with Redis(tmp_path) as server:
        yield server


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    built = tmp_path_factory.mktemp("worker") / "worker.so"
    subprocess.run(["gcc", "-std=gnu11", "-D_GNU_SOURCE", "-shared", "-fPIC", *shlex.split(paths.php_says("--includes")),
                    "-o", built, pathlib.Path(__file__).parent / "neighbours/worker.c"], check=True)
    return built


def serve(folder, program, lines):
    """What it wrote, and its exit status."""
    ini = folder / "php.ini"
    ini.write_text("\n".join([*lines, "display_errors=0", "log_errors=0"]) + "\n", "utf-8")
    done = subprocess.run([program, "-c", ini, *([] if "cgi" in program.name else [SCRIPT])], capture_output=True, timeout=60,
                          check=False, env={**os.environ, "PHP_INI_SCAN_DIR": "", "REDIRECT_STATUS": "200",
                                            "SCRIPT_FILENAME": str(SCRIPT)})
    return done.stdout, done.stderr, done.returncode


def told(folder, redis, worker, kind):
    """Code and path of each report, after a look that the script did the same without us."""
    program = pathlib.Path(paths.php_program(kind))
    bare = serve(folder, program, [f"extension={worker}"])
    both = serve(folder, program, [f"extension={paths.extension()}", f"extension={worker}", 'errnotice.codes="10000-10999"',
                                   f'errnotice.redis="{redis.unix_url}"', "errnotice.timeout=5s"])
    assert both == bare
    return [(fields["code"], fields["path"]) for _, fields in redis.client().xrange("errnotice:events")]


def test_each_request_is_judged_by_its_own_answer(tmp_path, redis, worker):
    assert told(tmp_path, redis, worker, "php-cgi") == [("10002", "response"), ("10003", "response"), ("10004", "fatal")]


def test_a_program_has_no_answers(tmp_path, redis, worker):
    assert told(tmp_path, redis, worker, "php") == [("10004", "fatal")]
