"""The runner tells what the runners under it say, and a group that ran nothing has failed."""
import pathlib
import re
import signal
import subprocess
import sys
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import groups  # noqa: E402
import place  # noqa: E402
from result import FAILED, PASSED, SKIPPED, counts, from_cmocka, from_junit, from_phpt, line  # noqa: E402
from task import Schedule, Stop, Task, call  # noqa: E402
from result import Result  # noqa: E402

PHPT = "--TEST--\n{title}\n{more}--FILE--\n<?php {code}\n--EXPECT--\nright\n"


def write(folder, name, title, code, more=""):
    (folder / name).write_text(PHPT.format(title=title, code=code, more=more), "utf-8")


def run_tests(folder):
    command = [place.php("php"), "-n", place.run_tests_php(), "-q", "-n", "--no-color", "tests"]
    env = place.environment(TEST_PHP_EXECUTABLE=place.php("php"), NO_INTERACTION=1)
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False).stdout


def test_the_document_lists_every_group():
    page = (place.ROOT / "docs/testing.md").read_text("utf-8")
    table = page[page.index("| group |"):].partition("\n\n")[0]
    assert re.findall(r"^\| `([a-z0-9-]+)` \|", table, re.M) == list(groups.GROUPS)


def test_every_phpt_is_told_with_its_outcome(tmp_path):
    folder = tmp_path / "tests"
    folder.mkdir()
    write(folder, "a.phpt", "what is right passes", "echo 'right';")
    write(folder, "b.phpt", "A wrong thing [in brackets] fails", "echo 'wrong';")
    write(folder, "c.phpt", "what cannot run is skipped", "echo 'right';", "--SKIPIF--\n<?php die('skip no moon');\n")
    write(folder, "d.phpt", "what dies fails", "posix_kill(getmypid(), 9);")
    results = from_phpt(run_tests(tmp_path), tmp_path)
    assert [(result.name, result.outcome) for result in results] == [
        ("what is right passes", PASSED),
        ("A wrong thing [in brackets] fails [tests/b.phpt]", FAILED),
        ("what cannot run is skipped", SKIPPED),
        ("what dies fails [tests/d.phpt]", FAILED),
    ]
    assert "+ wrong" in results[1].detail or "001+ wrong" in results[1].detail
    assert results[2].detail == "no moon"


def test_a_report_in_xml_is_read_and_a_broken_one_is_a_failure(tmp_path):
    report = tmp_path / "r.xml"
    report.write_text("""<testsuites><testsuite name="g"><testcase name="one" time="0.1"/>
        <testcase name="two"><failure><![CDATA[1 != 2]]></failure></testcase>
        <testcase classname="c" name="three"><skipped message="no moon"/></testcase></testsuite></testsuites>""")
    results = from_junit(report)
    assert [(result.name, result.outcome, result.detail) for result in results] == [
        ("one", PASSED, ""), ("two", FAILED, "1 != 2"), ("c.three", SKIPPED, "no moon")]
    assert line(results) == "1 passed, 1 failed, 1 skipped"
    report.write_text("<testsuites>")
    assert [result.outcome for result in from_junit(report)] == [FAILED]
    assert [result.outcome for result in from_junit(tmp_path / "none.xml")] == [FAILED]


SUITE = """<testsuites>
 <testsuite name="tests" tests="{tests}">{cases}</testsuite>
</testsuites>
"""


def test_every_cmocka_report_counts_also_when_two_have_one_name():
    output = "cc a.c\n./a\n" + SUITE.format(tests=1, cases='<testcase name="one" time="0.000" ></testcase>') + "./b\n" \
        + SUITE.format(tests=1, cases='<testcase name="two"><failure><![CDATA[b.c:3: 1 != 2]]></failure></testcase>') \
        + "make: *** [Makefile:9: b.run] Error 1\n"
    assert [(result.name, result.outcome) for result in from_cmocka(output)] == [("one", PASSED), ("two", FAILED)]
    died = from_cmocka(output + "make: *** [Makefile:9: c.run] Segmentation fault\n")
    assert [result.outcome for result in died] == [PASSED, FAILED, FAILED] and "c.run" in died[2].detail


def schedule(*tasks):
    told = []
    results = Schedule(tasks, lambda task, results, seconds: told.append(task.name), workers=2).run()
    return told, results


def passing(name, order=None):
    def run():
        if order is not None:
            order.append(name)
        return [Result(name, PASSED)]
    return run


def test_a_task_waits_for_what_it_needs_and_the_lonely_one_runs_last():
    order = []
    told, results = schedule(
        Task("lonely", "g", passing("lonely", order), alone=True),
        Task("second", "g", passing("second", order), after=("first",)),
        Task("first", "g", lambda: order.append("first") or [], builds=True))
    assert order[:1] == ["first"] and sorted(told) == ["first", "lonely", "second"]
    assert counts(results) == (2, 0, 0)


def test_what_could_not_be_built_and_what_ran_nothing_are_failures():
    def broken():
        raise Stop("no compiler")

    _, results = schedule(Task("program", "g", broken, builds=True), Task("empty", "g", lambda: []),
                          Task("user", "g", passing("user"), after=("program",)))
    assert counts(results) == (0, 3, 0)
    assert {result.detail for result in results} == {"no compiler", "ran no test", "could not run: program failed"}


def test_a_command_that_takes_too_long_is_ended_with_its_children(tmp_path):
    with pytest.raises(Stop, match="not done within 0.5 s"):
        call(["sh", "-c", f"sh -c 'sleep 300; touch {tmp_path}/late' & wait"], tmp_path / "log", 0.5)
    # what was killed goes when the kernel comes to it; if it was not, it stays for minutes
    deadline = time.monotonic() + 60
    while subprocess.run(["pgrep", "-f", f"touch {tmp_path}/late"], capture_output=True, check=False).returncode == 0:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_command_that_fails_stops_the_task_with_its_last_words(tmp_path):
    with pytest.raises(Stop, match="(?s)status 3.*no such thing"):
        call(["sh", "-c", "echo no such thing; exit 3"], tmp_path / "log", 10)
    assert call(["sh", "-c", "exit 1"], tmp_path / "log", 10, ok=(0, 1))[0] == 1


def test_what_runs_ends_with_the_runner(tmp_path):
    def slow():
        call(["sh", "-c", f"touch {tmp_path}/begun; sleep 300"], tmp_path / "log", 300)

    def interrupt():
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        signal.raise_signal(signal.SIGTERM)
        return [Result("interrupter", PASSED)]

    started = time.monotonic()
    # as tools/test has it; SIGINT is ignored in the background of a shell
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            schedule(Task("slow", "g", slow), Task("interrupter", "g", interrupt))
    finally:
        signal.signal(signal.SIGTERM, before)
    assert time.monotonic() - started < 60
