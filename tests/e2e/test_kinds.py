"""Eighty kinds of throw: the right reports, and nothing that the application could notice.

Each kind runs with and without the extension, under php-fpm and on the command line,
without opcache, with it, with the tracing JIT and with the function JIT.  What a
client or a shell sees is the same byte for byte.
"""
import collections
import concurrent.futures
import os
import re
import subprocess

import pytest

from support import paths
from support.fpm import Fpm, Pool
from support.redis import Redis
from support.wait import wait_until
from e2e.house import APPS

KINDS = APPS / "plain" / "kinds.php"
CODES = "10000-10999, E_ERROR, E_PARSE, E_USER_ERROR"
JIT = ["opcache.enable_cli=1", "opcache.jit_buffer_size=32M", "opcache.jit_hot_func=1", "opcache.jit_hot_loop=1",
       "opcache.jit_hot_return=1", "opcache.jit_hot_side_exit=1"]
MODES = {
    "plain": ["opcache.enable=0"],
    "opcache": ["opcache.enable_cli=1", "opcache.jit=disable"],
    "tracing": [*JIT, "opcache.jit=tracing"],
    "function": [*JIT, "opcache.jit=function"],
}

FATAL = [("fatal", "10012")]
HANDLER = [("handler", "10012")]
# what is reported of a kind; nothing of one that is not named here
EXPECTED = {
    **dict.fromkeys(["plain", "nested", "rethrown", "wrapped", "caught_by_no_such_class", "finally_cleans",
                     "finally_throws", "finally_catches_its_own", "internal_callback", "destructor",
                     "destructor_at_the_end", "shutdown_function", "generator", "generator_delegates",
                     "generator_thrown_into", "fiber", "fiber_resumed", "to_string", "autoloader", "error_handler",
                     "json_callback", "dynamic_calls", "evaluated", "session_handler", "header_callback",
                     "output_callback", "caught_in_a_destructor_while_unwinding", "fiber_left_alone", "fiber_thrown_into",
                     "loop_that_is_left"], FATAL),
    **dict.fromkeys(["handler_closure", "handler_name", "handler_static", "handler_method", "handler_invoked",
                     "handler_first_class", "handler_by_call", "handler_internal", "handler_keeps", "handler_exits",
                     "handler_before", "watched"], HANDLER),
    # the wrapper has a code of its own, and holds the other in `previous`: one incident
    **dict.fromkeys(["wrapped_with_a_code", "destructor_while_unwinding", "handler_throws"], [("fatal", "10013")]),
    "user_error": [("fatal", "E_USER_ERROR")],
    "memory": [("fatal", "E_ERROR")],
    "parse_error": [("fatal", "E_PARSE")],
}


def kinds():
    body = KINDS.read_text("utf-8").split("final class Kind")[1]
    return re.findall(r"public static function (\w+)\(", body)


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    with Redis(tmp_path_factory.mktemp("kinds"), appendonly=False) as server:
        yield server


def taken(redis):
    """{kind: [(path, code), …]} of what is on the stream, which is emptied."""
    found = collections.defaultdict(list)
    for _, fields in redis.client().xrange("errnotice:events"):
        assert fields["kind"] != "lost", fields
        found[fields["app"]].append((fields["path"], fields["code"]))
    redis.client().delete("errnotice:events")
    return dict(found)


def ini(url, mode):
    return [*MODES[mode], f'errnotice.redis="{url}"', f'errnotice.codes="{CODES}"', "errnotice.timeout=500",
            "session.save_path=/tmp", "display_errors=1", "log_errors=1", "error_log="]


def differences(bare, loaded):
    """{kind: the parts that differ, without and with the extension}."""
    return {kind: [(one, other) for one, other in zip(bare[kind], loaded[kind]) if one != other]
            for kind in kinds() if bare[kind] != loaded[kind]}


# -- php-fpm -------------------------------------------------------------------------------------------------


def named(app):
    return {"PHP_VALUE": f"errnotice.app={app}"}


def served(folder, redis, mode, extension):
    """What the client sees of each kind, twice: the second time the code is compiled already."""
    loads = [*paths.opcache(), *ini(redis.unix_url, mode)]
    seen = {}
    with Fpm(folder, ini=loads, pools={"www": Pool(1)}, extension=extension) as fpm:
        for _ in range(2):
            for kind in kinds():
                answer = fpm.request(KINDS, f"/?kind={kind}", params=named(kind) if extension else {})
                stderr = re.sub(rb"\[pool www\] child \d+", b"", answer.stderr)
                seen.setdefault(kind, []).extend([answer.status, answer.headers, answer.body, stderr,
                                                  answer.app_status, answer.complete])
        fpm.request(KINDS, "/?kind=plain", params=named("sentinel") if extension else {})
        if extension:
            wait_until(lambda: any(f["app"] == "sentinel" for _, f in redis.client().xrange("errnotice:events")), 20,
                       "last report")
    return seen


@pytest.mark.parametrize("mode", MODES)
def test_under_php_fpm(tmp_path, redis, mode):
    bare = served(tmp_path / "bare", redis, mode, None)
    loaded = served(tmp_path / "loaded", redis, mode, "built")
    reports = taken(redis)
    del reports["sentinel"]
    assert differences(bare, loaded) == {}
    assert reports == {kind: its * 2 for kind, its in EXPECTED.items()}


# -- the command line ----------------------------------------------------------------------------------------


def ran(folder, url, mode, extension):
    """Output, errors and exit status of each kind."""
    lines = [*paths.opcache(), *([f"extension={extension}"] if extension else []), *ini(url, mode)]
    folder.mkdir()
    (folder / "50-test.ini").write_text("\n".join(lines) + "\n", "utf-8")

    def run(kind):
        done = subprocess.run([paths.php_cli(), "-c", "/dev/null", f"-derrnotice.app={kind}", KINDS, kind],
                              capture_output=True, timeout=60, check=False,
                              env={**os.environ, "PHP_INI_SCAN_DIR": str(folder)})
        return done.stdout, done.stderr, done.returncode

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return dict(zip(kinds(), pool.map(run, kinds())))


@pytest.mark.parametrize("mode", ["plain", "tracing"])
def test_on_the_command_line(tmp_path, redis, mode):
    bare = ran(tmp_path / "bare", redis.unix_url, mode, None)
    loaded = ran(tmp_path / "loaded", redis.unix_url, mode, paths.extension())
    assert differences(bare, loaded) == {}
    assert taken(redis) == EXPECTED


def test_without_redis_the_same_is_seen(tmp_path):
    """Nothing listens there; a directive that is refused beside it."""
    nowhere = f"unix://{tmp_path}/nothing.sock"
    bare = ran(tmp_path / "bare", nowhere, "plain", None)
    assert differences(bare, ran(tmp_path / "loaded", nowhere, "plain", paths.extension())) == {}
    assert differences(bare, ran(tmp_path / "refused", "nonsense://", "plain", paths.extension())) == {}
