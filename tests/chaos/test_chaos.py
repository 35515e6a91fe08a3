"""The short form of tools/chaos: one seed, a few seconds; and the judge itself."""
import collections
import contextlib
import pathlib
import signal
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import books  # noqa: E402
import heard  # noqa: E402
import memory  # noqa: E402
import schedule  # noqa: E402
from estate import Estate  # noqa: E402
from flood import OTHERS, Flood, Scene, issues  # noqa: E402
from kills import Kills  # noqa: E402
from storm import Storm  # noqa: E402

SEED, SECONDS = 7, 8
BOOK = "throws 0 1\nthrown 0 1\nthrows 1 1\nthrows 2 2\nthrown 2 2\n"


def test_a_consumer_that_is_killed_while_it_counts_counts_once(tmp_path):
    killing = Kills(tmp_path, "sqlite", "consumer", seed=1)
    try:
        assert killing.run(kills=10, events=20000)["ingested"] == 20000
        assert killing.late < 5, "the kills did not fall into the work"
    finally:
        killing.stop()


def test_whatever_fails_meanwhile_every_error_is_counted_once(tmp_path):
    told = []
    with Estate(tmp_path, "sqlite") as estate:
        storm = Storm(estate, SEED, SECONDS, calm_s=1, tell=told.append)
        assert len({step.lane for step in storm.steps}) >= 6, storm.steps
        storm.run()
    assert "0 missing, 0 double" in told[0]


def test_a_flood_is_told_in_few_messages_soon_and_to_the_last_event(tmp_path):
    told = []
    scene = Scene([{"codes": issues(0, 60) + OTHERS, "events": 5000, "seconds": 0.02}], repeat="1s")
    with Flood(tmp_path, scene, "sqlite", seed=1, tell=told.append) as flood:
        flood.run()
    assert told[0].startswith("events 5000 = told")


def test_the_densest_minute_is_found_wherever_it_begins():
    def messages(*times):
        return [{"token": "t", "time": at} for at in times]

    assert heard.densest([]) == {}
    assert heard.densest(messages(0, 59, 60, 61, 118)) == {"t": 4}
    assert heard.densest(messages(0, 60)) == {"t": 1}
    assert heard.densest([*messages(0), {"token": "u", "time": 1}]) == {"t": 1, "u": 1}


def test_an_issue_was_told_with_the_first_message_that_has_it():
    messages = [{"msg_uuid": "a", "time": 11.0}, {"msg_uuid": "b", "time": 14.0}]
    rows = [{"code": "1", "uuid": "b"}, {"code": "1", "uuid": "a"}, {"code": "2", "uuid": "b"}]
    assert heard.waited({"1": 10.0, "2": 10.0}, rows, messages) == {"1": 1.0, "2": 4.0}
    assert heard.named(["10012", "10013"], [{"text": "**10012** said App::step10013"}]) == {"10012"}
    with pytest.raises(AssertionError, match="two messages"):
        heard.waited({"1": 10.0}, rows[:1], [*messages, messages[1]])


@pytest.mark.skipif(not memory.possible(), reason="a control group without memory needs root and the controller")
def test_who_finds_no_more_memory_is_killed_and_who_needs_none_goes_on():
    code = "import sys; print('up', flush=True); sys.stdin.readline(); print(len(b'x' * (1 << 24)))"

    @contextlib.contextmanager
    def child():
        with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as its:
            assert its.stdout.readline() == "up\n"
            yield its

    with child() as killed, memory.withheld(killed.pid):
        assert not killed.communicate("go\n")[0]
    assert killed.returncode == -signal.SIGKILL
    with child() as spared:
        with memory.withheld(spared.pid):
            pass
        assert spared.communicate("go\n")[0] == f"{1 << 24}\n"


@pytest.mark.parametrize(("found", "lost", "word"), [
    ({"1": 2, "2": 1}, 0, None),
    ({"1": 1, "2": 1}, 0, None),  # the other one was in hand
    ({"1": 1}, 1, None),
    ({"1": 3, "2": 1}, 0, "twice"),
    ({"1": 2}, 0, "neither counted"),
    ({"1": 2, "2": 1}, 1, "more than"),
])
def test_the_books_show_what_is_missing_and_what_is_double(tmp_path, found, lost, word):
    (tmp_path / "book").write_text(BOOK, "ascii")
    wrong = books.wrong(books.thrown(tmp_path / "book"), collections.Counter(found), lost)
    assert (wrong or "") == "" if word is None else word in wrong


def test_a_seed_gives_one_schedule_whatever_other_lanes_there_are():
    two = schedule.draw(1, 60, {"a": ["x", "y"], "b": ["z"]})
    assert two == schedule.draw(1, 60, {"b": ["z"], "a": ["y", "x"]})
    assert [step for step in two if step.lane == "a"] == schedule.draw(1, 60, {"a": ["x", "y"]})
    assert two != schedule.draw(2, 60, {"a": ["x", "y"], "b": ["z"]})
    assert all(step.at_s + step.lasts_s <= 60 for step in two)
