"""phpt -- one pass of PHP's own run-tests.php over tests/ext, in a copy of the tests, with a Redis of its own."""
import shutil
import tempfile

import place  # first: it knows the way to tests/support
from result import failed, from_phpt
from support.paths import opcache
from support.redis import Redis
from task import Stop, call

OPCACHE = [*opcache(), "opcache.enable_cli=1"]
# short scripts are compiled, too
JIT = [*OPCACHE, "opcache.jit_buffer_size=64M", "opcache.jit_hot_func=1", "opcache.jit_hot_loop=1",
       "opcache.jit_hot_return=1", "opcache.jit_hot_side_exit=1"]
PASSES = {
    "plain": [],
    "opcache": [*OPCACHE, "opcache.jit=disable"],
    "tracing": [*JIT, "opcache.jit=tracing"],
    "function": [*JIT, "opcache.jit=function"],
}


def run(name, ini=(), room=place.PLAIN, binaries=None, env=None, options=(), timeout=1500,
        share=(0, 1)):
    """The results of every phpt with these lines of php.ini; `options` go to run-tests.php.

    `binaries`: wrappers of php and php-cgi.  `share`: (0, 2) and (1, 2) are the halves.
    """
    php, cgi = binaries or (place.php("php"), place.php("php-cgi"))
    folder = place.fresh(place.BUILD / "phpt" / name)
    copy_tests(folder)
    tests = sorted(str(path.relative_to(folder)) for path in (folder / "tests/ext").rglob("*.phpt"))
    tests = tests[share[0]::share[1]]
    with tempfile.TemporaryDirectory() as scratch, Redis(scratch, appendonly=False) as server:
        environment = place.environment(
            TEST_PHP_EXECUTABLE=php, TEST_PHP_CGI_EXECUTABLE=cgi,
            ERRNOTICE_TEST_REDIS=server.unix_url, ERRNOTICE_SO=place.so(room), NO_INTERACTION=1,
            REPORT_EXIT_STATUS=1, **(env or {}))
        command = [place.php("php"), "-n", place.run_tests_php(), "-q", "-n", "--no-color", *options,
                   "-d", f"extension_dir={modules(folder, room)}", "-d", "extension=errnotice",
                   *(word for line in ini for word in ("-d", line)), *tests]
        _, output = call(command, place.LOGS / f"phpt-{name}.log", timeout, environment, folder, ok=None)
    results = from_phpt(output, folder)
    if "Number of tests" not in output:
        raise Stop(f"run-tests.php did not come to its end; log: {place.LOGS}/phpt-{name}.log\n{output[-3000:]}")
    if len(tests) != len(results):
        results.append(failed(f"phpt {name}", f"{len(tests)} tests are there, run-tests.php tells of {len(results)}"))
    return results


def copy_tests(folder):
    """tests/ext is copied, since run-tests.php writes beside each test; what is beside it is linked."""
    (folder / "tests").mkdir()
    for entry in (place.ROOT / "tests").iterdir():
        if entry.name == "ext":
            shutil.copytree(entry, folder / "tests/ext")
        else:
            (folder / "tests" / entry.name).symlink_to(entry)


def modules(folder, room):
    """One folder with PHP's own modules and ours: `--EXTENSIONS--` finds both."""
    into = folder / "modules"
    into.mkdir()
    for module in place.extension_dir().glob("*.so"):
        (into / module.name).symlink_to(module)
    (into / "errnotice.so").unlink(missing_ok=True)
    (into / "errnotice.so").symlink_to(place.so(room))
    return into
