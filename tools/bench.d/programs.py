"""programs -- what the comparisons run: the C program of one side, and PHP with the extensions of another."""
import pathlib
import shlex
import subprocess

from support import paths

HERE = pathlib.Path(__file__).resolve().parent
RAW = paths.ROOT / ".build/bench/raw"


def compile_raw():
    RAW.parent.mkdir(parents=True, exist_ok=True)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "hiredis"], capture_output=True, text=True, check=True)
    subprocess.run(["cc", "-std=gnu11", "-O2", "-o", RAW, HERE / "raw.c", *shlex.split(flags.stdout)], check=True)


def raw(server, *words):
    """How many entries the C program moved, and the seconds that it took."""
    count, seconds = _said([RAW, words[0], server.socket, *map(str, words[1:])]).split()
    return int(count), float(seconds)


def report(server, count):
    """Seconds that one errnotice_report() took."""
    settings = [f"extension={paths.extension()}", f"errnotice.redis={server.unix_url}", "errnotice.codes=10012",
                "errnotice.stream_limit=100000000"]
    return float(_php(settings, "report.php", count))


def worker(server, how, *words):
    """How many entries the PHP program moved, and the seconds that it took."""
    extensions = [f"extension={name}" for name in ("igbinary", "redis", "pdo", "pdo_sqlite")]
    count, seconds = _php(extensions, "worker.php", how, server.socket, *words).split()
    return int(count), float(seconds)


def _php(settings, script, *words):
    lines = [word for setting in settings for word in ("-d", setting)]
    return _said([paths.php_cli(), "-n", *lines, HERE / script, *map(str, words)])


def _said(command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
