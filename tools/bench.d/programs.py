"""programs -- what the comparisons run: the C program of one side, and PHP with the extensions of another."""
import pathlib
import shlex
import subprocess

from support import paths

HERE = pathlib.Path(__file__).resolve().parent
BUILT = paths.ROOT / ".build/bench"


def compile_raw():
    _compile("raw", ["hiredis"])


def compile_handover():
    """What the extension hands over with, without PHP."""
    sources = [paths.ROOT / "ext/counters.c"]
    for room in ("common", "ext/handover"):
        sources += sorted(paths.ROOT.joinpath(room).glob("*.c"))
    _compile("handover", ["hiredis", "openssl"], "-pthread", "-DERRNOTICE_TLS", f"-I{paths.ROOT}", *sources)


def _compile(name, packages, *words):
    BUILT.mkdir(parents=True, exist_ok=True)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", *packages], capture_output=True, text=True, check=True)
    subprocess.run(["cc", "-std=gnu11", "-O2", "-o", BUILT / name, HERE / f"{name}.c", *words,
                    *shlex.split(flags.stdout)], check=True)


def raw(server, *words):
    """How many entries the C program moved, and the seconds that it took."""
    return _figures([BUILT / "raw", words[0], server.socket, *map(str, words[1:])])


def handover(side, server, stream, count, launcher=()):
    """Nanoseconds of a hand-over and of an XADD, medians; `side`: both in turn, or one of ours and raw."""
    handed, added = _said([*launcher, BUILT / "handover", side, server.socket, stream, str(count)]).split()
    return int(handed), int(added)


def report(server, count, launcher=()):
    """Seconds that one errnotice_report() took, the median."""
    settings = [f"extension={paths.extension()}", f"errnotice.redis={server.unix_url}", "errnotice.codes=10012",
                "errnotice.stream_limit=100000000"]
    return float(_said([*launcher, *_php(settings, "report.php", [count])]))


def worker(server, how, *words):
    """How many entries the PHP program moved, and the seconds that it took."""
    extensions = [f"extension={name}" for name in ("igbinary", "redis", "pdo", "pdo_sqlite")]
    return _figures(_php(extensions, "worker.php", [how, server.socket, *words]))


def _php(settings, script, words):
    lines = [word for setting in settings for word in ("-d", setting)]
    return [paths.php_cli(), "-n", *lines, HERE / script, *map(str, words)]


def _figures(command):
    count, seconds = _said(command).split()
    return int(count), float(seconds)


def _said(command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
