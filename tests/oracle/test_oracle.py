"""The oracle itself: it sees what is missed, what is false and what goes another way, and nothing where nothing is."""
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "runner")]
import suite  # noqa: E402
from finding import examine  # noqa: E402
from memory import POOLS, Memory  # noqa: E402
from sides import sides  # noqa: E402
from support.redis import Redis  # noqa: E402
from worker import Worker  # noqa: E402

PAY = "function pay() { try { throw new Exception('none', 5); } catch (Exception $e) { echo 1; } } pay();"
NUMBER = "--EXPECTF--\n%d"
COMPLAIN = "file_put_contents(getenv('ORACLE') . '/../memory/1.log', '==1== Invalid read of size 8');"
TESTS = {  # what comes after the code, where it matters
    "caught": (PAY,),
    "uncaught": ("throw new RuntimeException('no money', 402);",),
    "handled": ("set_exception_handler(fn($e) => print(1)); throw new Exception('none', 0, new Error('no', 7));",),
    "thrown-again": ("set_exception_handler(function ($e) { throw $e; }); throw new Exception('none');",),
    "two": (f"register_shutdown_function(fn() => throw new Error('one', 1)); {PAY} throw new Error('two', 2);",),
    "fatal": ("trigger_error('broken', E_USER_ERROR);",),
    "parse": ("echo 1 2;",),
    "printing": ("class A extends Exception { function __toString(): string { throw new Error; } } throw new A;",),
    "silent": ("echo 1;",),
    "asking": ("echo function_exists('errnotice_status') ? 'yes' : 'no';",),
    "counting": ("echo count(get_loaded_extensions());", NUMBER),
    "timing": ("echo hrtime(true);", NUMBER),
    "complained-of": (f"if (extension_loaded('errnotice')) {COMPLAIN}",),
    "complained-of-alone": (COMPLAIN,),
    "skipped": ("echo 1;", "--SKIPIF--\n<?php echo 'skip not here';"),
    "given": ("echo getenv('SHOP'), ini_get('precision'), fgets(STDIN), $argv[1];",
              "--ENV--\nSHOP=a\n--INI--\nprecision=9\n--STDIN--\nb\n--ARGS--\n\" c\""),
    "posted": ("echo $_POST['n'], $_GET['m'], $_COOKIE['k'];", "--POST--\nn=1\n--GET--\nm=2\n--COOKIE--\nk=3"),
}


@pytest.fixture(scope="module", name="redis")
def _redis(tmp_path_factory):
    with Redis(tmp_path_factory.mktemp("redis"), appendonly=False) as server:
        yield server


@pytest.fixture(name="finding_of")
def _finding_of(tmp_path, redis):
    tree = tmp_path / "tree"
    tree.mkdir()
    for name, (code, *rest) in TESTS.items():
        (tree / f"{name}.phpt").write_text("\n".join(["--TEST--", name, "--FILE--", "<?php", code, *rest, ""]))
    cases = {case.name.removesuffix(".phpt"): case for case in suite.cases(tree)[0]}

    def find(name, *settings, mode="plain"):
        memory = Memory(POOLS, tmp_path / "memory")
        chosen = sides(mode, redis.unix_url, redis.folder, memory, settings)
        worker = Worker(tmp_path / "w", tree, chosen, redis.client(), "oracle:test", memory)
        return examine(worker, cases[name])

    return find


@pytest.mark.parametrize(("name", "incidents"), {
    "caught": 0, "uncaught": 1, "handled": 1, "thrown-again": 1, "two": 2, "fatal": 1, "parse": 1, "printing": 1,
    "silent": 0, "counting": 0, "timing": 0, "given": 0, "posted": 0}.items())
def test_what_is_right_is_no_fault(finding_of, name, incidents):
    finding = finding_of(name)
    assert (finding.incidents, finding.missed, finding.false) == (incidents, [], [])
    assert (finding.skipped, finding.different, finding.unstable, finding.unjudged) == ("", "", "", "")


def test_a_silent_errnotice_misses(finding_of):
    finding = finding_of("two", "errnotice.codes=1")
    assert [incident.sayings[0].message.partition(" in ")[0] for incident in finding.missed] == ["Uncaught Error: two"]
    assert not finding.false


def test_what_was_caught_is_a_false_report(finding_of):
    finding = finding_of("caught", "errnotice.boundaries=pay")
    assert [(report.path, report.code) for report in finding.false] == [("boundary", "5")]
    assert not finding.missed


def test_what_was_told_wrongly_is_missed_and_false(finding_of):
    finding = finding_of("handled", "errnotice.code_from=line")
    assert len(finding.missed) == len(finding.false) == 1


def test_another_output_is_a_difference(finding_of):
    assert finding_of("asking").different == "another output"


def test_what_is_said_about_memory_is_a_fault(finding_of):
    assert finding_of("complained-of").complaints == ["==1== Invalid read of size 8"]


def test_what_is_said_of_php_alone_is_none(finding_of):
    finding = finding_of("complained-of-alone")
    assert (finding.complaints, finding.of_php, finding.is_fault) == ([], True, False)


def test_a_test_that_does_not_want_to_run_does_not(finding_of):
    assert finding_of("skipped").skipped == "not here"


def test_a_test_is_given_what_it_asks_for(finding_of):
    assert finding_of("given").runs["alone"].output == b"a9b\n c"


def test_a_request_is_given_what_it_asks_for(finding_of):
    assert finding_of("posted").runs["alone"].output.endswith(b"\r\n\r\n123")
