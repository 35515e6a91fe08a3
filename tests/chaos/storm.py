"""storm -- everything at once: faults by a schedule while errors are thrown; then quiet, and the books."""
import random
import time

import answers
import faults
import schedule
from quiet import settle

RATE = 150                     # errors a second
HOLD_US = 4000                 # some requests go on so long after their error: workers are killed there, too


class Storm:
    def __init__(self, estate, seed, seconds, calm_s, tell=print):
        self._estate = estate
        self._seconds = seconds
        self._calm_s = calm_s
        self._tell = tell
        self._lanes = faults.lanes(estate, random.Random(seed))
        self.steps = schedule.draw(seed, seconds, self._lanes)
        self._run = schedule.Run(self.steps, self._lanes)

    def run(self):
        """Raises AssertionError where something does not add up; tells the figures."""
        undisturbed = [self._calm(), self._calm()]
        began = time.monotonic()
        try:
            with self._estate.load(RATE, HOLD_US) as file:
                self._run.go(self._seconds)
            said, metrics = settle(self._estate)
        except BaseException:
            self._tell(self._timeline())
            raise
        self._tell(f"{len(self._run.timeline)} faults, {time.monotonic() - began:.0f} s: {said.began.total()} thrown, "
                   f"{metrics.sum('ingested_total')} counted, {metrics.sum('lost_total')} told as lost, "
                   f"{said.in_hand} in the hand of a killed worker; 0 missing, 0 double; "
                   f"{metrics.sum('duplicates_total')} came a second time")
        self._tell_times(undisturbed, file)

    def _calm(self):
        with self._estate.load(RATE, HOLD_US) as file:
            time.sleep(self._calm_s)
        return answers.read(file)

    def _tell_times(self, undisturbed, file):
        hit = [(it.began, it.ended) for it in self._run.timeline if it.step.lane == "workers"]
        disturbed = answers.read(file, without=hit)
        assert hit or not disturbed.broken, f"{disturbed.broken} requests had no answer, and no worker was killed"
        self._tell(answers.HEAD)
        for name, its in (("undisturbed", undisturbed[0]), ("undisturbed, again", undisturbed[1]),
                          ("disturbed, no worker killed or stopped", disturbed)):
            self._tell(its.line(name))

    def _timeline(self):
        """What had happened, for a run that failed."""
        started = self._run.timeline[0].began if self._run.timeline else 0
        return "\n".join(f"{it.began - started:8.2f} to {it.ended - started if it.ended else float('nan'):8.2f} s  {it.step}"
                         for it in self._run.timeline)
