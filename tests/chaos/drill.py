"""drill -- one fault at a time, of Redis and of the network to it, in the middle of many errors: counts and response times.

What no outage may change is how soon PHP answers.  The worst answer may come later by
one `errnotice.timeout`, where every worker was waiting for Redis at once.
"""
import random
import time

import answers
import faults
from estate import TIMEOUT_S, WORKERS
from quiet import settle

RATE = 400                     # errors a second
BEGINS, LASTS = 0.1, 0.4       # shares of the time
SLACK_S = 1.0                  # what a busy machine may add to one answer


class Drill:
    def __init__(self, estate, errors, tell=print):
        self._estate = estate
        self._seconds = errors / RATE
        self._tell = tell
        lanes = faults.lanes(estate, random.Random())
        self._faults = {f"{lane}: {name}": fault for lane in ("redis", "network") for name, fault in
                        lanes.get(lane, {}).items()}

    def run(self):
        self._tell(answers.HEAD + f"{'waited':>9}")
        calm = [self._one(name, None) for name in ("undisturbed", "undisturbed, again")]
        usual_s = max(max(its.took_s) for its in calm)
        for name, fault in self._faults.items():
            its = self._one(name, fault)
            assert max(its.took_s) < usual_s + TIMEOUT_S + SLACK_S, f"{name}: an answer took {max(its.took_s):.3f} s"
            assert waited(its) <= waited(calm[0]) + waited(calm[1]) + 2 * WORKERS, f"{name}: {waited(its)} answers waited"
        said, metrics = settle(self._estate)
        self._tell(f"{said.began.total()} thrown, {metrics.sum('ingested_total')} counted, "
                   f"{metrics.sum('lost_total')} told as lost; 0 missing, 0 double")

    def _one(self, name, fault):
        with self._estate.load(RATE) as file:
            time.sleep(self._seconds * (BEGINS if fault else 1))
            if fault:
                with fault():
                    time.sleep(self._seconds * LASTS)
                time.sleep(self._seconds * (1 - BEGINS - LASTS))
        settle(self._estate)
        its = answers.read(file)
        assert not its.broken, f"{name}: {its.broken} requests had no answer"
        self._tell(its.line(name) + f"{waited(its):>9}")
        return its


def waited(its):
    """Answers that took as long as if they had waited for Redis."""
    return sum(took > TIMEOUT_S * 0.8 for took in its.took_s)
