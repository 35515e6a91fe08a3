"""The short form of tools/chaos: one seed, a few seconds; and the judge itself."""
import collections
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import books  # noqa: E402
import schedule  # noqa: E402
from estate import Estate  # noqa: E402
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
