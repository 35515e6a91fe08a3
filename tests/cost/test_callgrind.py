"""A request that throws nothing costs next to nothing: counted in instructions, which repeat, not in seconds."""
import pathlib
import re
import subprocess

from support import paths
from support.redis import Redis

PAGE = pathlib.Path(__file__).with_name("page.php")
FEW, MANY = 20, 220  # requests; the difference leaves start and end out
LIMIT = 0.0005
OPCACHE = [word for line in (*paths.opcache(), "opcache.enable=1", "opcache.jit=disable",
                             "opcache.file_update_protection=0") for word in ("-d", line)]


def instructions(folder, requests, settings):
    """What php-cgi executes to serve the page so many times."""
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out",
               paths.php_program("php-cgi"), "-n", *OPCACHE, *settings, f"-T{requests}", PAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env={"PATH": "/usr/bin"})
    assert done.returncode == 0, done.stderr[-2000:]
    assert '{"total":60}' in done.stdout
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


def one_request(folder, settings, loaded):
    modules = subprocess.run([paths.php_program("php-cgi"), "-n", *settings, "-m"], capture_output=True,
                             text=True, check=True).stdout.split()
    assert ("errnotice" in modules) == loaded
    few, many = (instructions(folder, requests, settings) for requests in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def bare_and_more(folder, settings):
    """A request's instructions without the extension, and how many more it takes with it."""
    # the same arguments for both: each -d costs php-cgi itself some instructions in every request
    bare = one_request(folder, [*settings, "-d", f"user_agent={paths.extension()}"], False)
    return bare, one_request(folder, [*settings, "-d", f"extension={paths.extension()}"], True) - bare


def test_a_request_that_throws_nothing_executes_at_most_a_twentieth_of_a_percent_more(tmp_path):
    with Redis(tmp_path) as server:
        bare, more = bare_and_more(tmp_path, ["-d", "errnotice.codes=*", "-d", f"errnotice.redis={server.unix_url}"])
    print(f"{bare:.0f} instructions a request, {more:+.1f} with the extension: {more / bare:+.4%}")
    assert more <= bare * LIMIT, f"{more:.0f} instructions more on {bare:.0f} ({more / bare:.4%})"
