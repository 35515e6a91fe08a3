"""checked -- phpt once more, each PHP under something that sees what a test does not: sanitizers, memcheck.

run-tests.php is given wrappers of php and php-cgi.  Tests start further PHPs
through the same wrappers, so that those are checked, too; each writes a report
of its own, and each report is a failure.
"""
import os
import re
import subprocess

import phpt
import place
from result import failed
from task import Stop, call

NO_LEAKS = "detect_leaks=0"  # memcheck looks for them
UBSAN = "print_stacktrace=1:halt_on_error=1"
RUNTIMES = ("libasan.so", "libubsan.so")
ALLOC = {"USE_ZEND_ALLOC": 0}  # of malloc, not of the engine's own pools
SUPPRESSIONS = place.ROOT / "tests/runner/valgrind.supp"
ASAN_SUPPRESSIONS = place.ROOT / "tests/runner/asan.supp"
FIBER = re.compile(r"^==\d+==WARNING: ASan is ignoring requested __asan_handle_no_return: .*\n(?:[^=].*\n)*", re.M)
MEMCHECK = ["valgrind", "-q", "--leak-check=full", "--show-leak-kinds=definite", "--errors-for-leak-kinds=definite",
            "--num-callers=30", f"--suppressions={SUPPRESSIONS}"]
MEMCHECK_ENV = {**ALLOC, "ZEND_DONT_UNLOAD_MODULES": 1}


def sanitized():
    reports = place.fresh(place.BUILD / "reports/sanitize")
    wrappers = _wrappers("sanitize", f'export LD_PRELOAD="{preload()}"\nexec {{}} "$@"')
    return phpt.run("sanitize", room=place.SANITIZED, binaries=wrappers, env=sanitizers(reports)) + _read(reports)


def sanitizers(reports):
    """The environment in which they report into that folder."""
    return {**ALLOC, "ASAN_OPTIONS": f"{NO_LEAKS}:verify_asan_link_order=0:suppressions={ASAN_SUPPRESSIONS}:"
                                     f"log_path={reports}/asan",
            "UBSAN_OPTIONS": f"{UBSAN}:log_path={reports}/ubsan"}


def preload():
    """LD_PRELOAD of a PHP that loads a sanitized extension: it is not sanitized itself, and the runtimes come first."""
    return " ".join(str(path) for path in (_shallow(), *_runtimes()))


def memchecked(part, parts):
    """Every `parts`-th phpt, from the `part`-th on."""
    name = f"valgrind-{part}"
    reports = place.fresh(place.BUILD / "reports" / name)
    # only the code under test with the extension: of a test that starts a child by redis.inc that is the child
    wrappers = _wrappers(name, f"""for last; do :; done
case " $* " in
*extension=*errnotice*" -f "*)
	if ! grep -q /redis.inc "$last" 2>/dev/null; then
		echo "$*" >{reports}/$$.command
		exec {" ".join(MEMCHECK)} --log-file={reports}/%p.log {{}} "$@"
	fi
	;;
esac
exec {{}} "$@\"""")
    results = phpt.run(name, ["pcre.jit=0"], binaries=wrappers, env=MEMCHECK_ENV, options=("--set-timeout", "300"), timeout=2400,
                       share=(part, parts))
    if not any(reports.glob("*.log")):
        results.append(failed(name, "no PHP ran under valgrind"))
    return results + _read(reports)


def _read(reports):
    """A failure for each report that says something of ours, with the command line if that was kept."""
    found = []
    for report in sorted(reports.iterdir()):
        command = report.with_suffix(".command")
        if report == command:
            continue
        text = ours(report.read_text("utf-8", "replace"))
        if text:
            told = command.read_text("utf-8", "replace") if command.is_file() else ""
            found.append(failed(f"report {report.name}", told + text[:6000]))
    return found


def ours(report):
    """
    The report less the leaks that no frame of errnotice has to do with: at a fatal error PHP frees nothing; and less
    the warning that one in a fiber left a stack that the sanitizer does not know.
    """
    blocks = re.split(r"^==\d+== \n", FIBER.sub("", report), flags=re.M)
    return "".join(block for block in blocks if block.strip()
                   and not ("in loss record" in block and "errnotice" not in block))


def _wrappers(name, script):
    """Shell scripts; `{}` in `script` is the binary."""
    wrappers = []
    folder = place.fresh(place.BUILD / "wrappers" / name)
    for kind in ("php", "php-cgi"):
        wrapper = folder / kind
        wrapper.write_text("#!/bin/sh\n" + script.replace("{}", place.php(kind)) + "\n", "utf-8")
        wrapper.chmod(0o755)
        wrappers.append(wrapper)
    return wrappers


def _shallow():
    built = place.BUILD / "shallow.so"
    call(["gcc", "-D_GNU_SOURCE", "-shared", "-fPIC", "-O1", "-o", built, place.ROOT / "tests/runner/shallow.c", "-ldl"],
         place.LOGS / "shallow.log", 60)
    return built


def _runtimes():
    for name in RUNTIMES:
        path = subprocess.run(["gcc", f"-print-file-name={name}"], capture_output=True, text=True, check=True)
        if not os.path.isabs(path.stdout.strip()):
            raise Stop(f"gcc has no {name}")
        yield path.stdout.strip()
