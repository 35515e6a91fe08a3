"""A sample of random programs: each report is right; and the search sees it when one is not, and makes it small."""
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "runner")]
import escapes  # noqa: E402
from alone import Alone  # noqa: E402
from memory import MALLOC, POOLS, Memory  # noqa: E402
from search import Search  # noqa: E402

SEED = 20_000_000
UNCAUGHT = """[26-Nov-2026 02:16:55 UTC] @handler #2/500 #1/7
[26-Nov-2026 02:16:55 UTC] PHP Warning:  Undefined variable $x in /p.php on line 3
[26-Nov-2026 02:16:55 UTC] PHP Fatal error:  Uncaught E1: #3/500 in /p.php:5
Stack trace:
#0 /p.php(9): f1('#9/500')
#1 {main}

Next TypeError: f2(): no
int in /p.php:7
Stack trace:
#0 {main}
  thrown in /p.php on line 7
"""


@pytest.mark.parametrize(("sapi", "mode", "programs"), [
    ("fpm", "plain", 300), ("fpm", "tracing", 300), ("fpm", "function", 300), ("cli", "plain", 100)])
def test_what_escaped_was_reported_once_and_nothing_else(sapi, mode, programs):
    told = []
    search = Search(sapi, mode, 2, told.append)
    search.run(SEED, programs, 1)
    assert search.counts["disagreements"] == 0, "\n".join(told)
    assert search.counts["reports"] > programs / 2
    assert search.counts["unclear"] < programs / 20


def test_a_report_that_is_missed_is_found_and_made_small():
    told = []
    search = Search("fpm", "plain", 2, told.append, codes="7")
    search.run(SEED, 20, 1)
    assert search.counts["disagreements"] > 0
    source = told[1].partition("\n[")[0]
    assert len(source.splitlines()) <= 12, source


def test_a_program_of_which_the_optimizer_makes_another_is_known():
    begin, optimized = "<?php require __DIR__ . '/prelude.php';", "extension_loaded('Zend OPcache')"
    alone = Alone("fpm", "opcache", 2, POOLS)
    assert alone.goes_astray(f"{begin} if ({optimized}) throw new E1(500);")
    assert not alone.goes_astray(f"{begin} if ({optimized}) {{}} strlen();")


def test_a_log_tells_what_escaped_in_order_with_its_chain():
    handled, uncaught = escapes.escapes(UNCAUGHT)
    assert (handled.path, handled.chain) == ("handler", ["#2/500", "#1/7"])
    assert (uncaught.path, uncaught.chain) == ("fatal", ["-7-0614a5b6-f2():_no_int", "#3/500"])


def test_what_holds_an_earlier_one_is_the_same_incident():
    first, again = "x @handler #1/500", "x @handler #2/500 #1/500"
    log = "".join(f"[now] {line[2:]}\n" for line in (first, again))
    assert [report.message for report in escapes.expected(log)] == ["#2/500"]


def test_what_is_said_about_memory_is_told_once_unless_it_is_a_leak_of_others_or_of_a_fibers_stack(tmp_path):
    memory = Memory(MALLOC, tmp_path / "memory")
    read, leak = "==7== Invalid read of size 8\n", "==8== 24 bytes in 1 blocks are definitely lost in loss record 1 of 1\n"
    stack = ("==9==WARNING: ASan is ignoring requested __asan_handle_no_return: stack type: default top: 0x7f\n"
             "False positive error reports may follow\nFor details see …\n")
    for name, text in (("7.log", read), ("8.log", leak), ("9.log", stack)):
        (tmp_path / "memory" / name).write_text(text, "utf-8")
    assert list(memory.complaints()) == [read]
    assert not list(memory.complaints())
