"""storm -- everything at once: faults by a schedule while errors are thrown; then quiet, and the books."""
import random
import re
import time

from support.stream import KEY
from support.wait import wait_until
from e2e.room import stored_law
import answers
import books
import faults
import schedule

RATE = 150                     # errors a second
HOLD_US = 4000                 # some requests go on so long after their error: workers are killed there, too
SETTLE_S = 120                 # a breaker looks for Redis every 30 s at last


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
        try:
            undisturbed = [self._calm(), self._calm()]
            began = time.monotonic()
            with self._estate.load(RATE, HOLD_US) as file:
                self._run.go(self._seconds)
            self._settle()
        except BaseException:
            self._tell(self._timeline())
            raise
        self._told(undisturbed, file, time.monotonic() - began)

    def _calm(self):
        with self._estate.load(RATE, HOLD_US) as file:
            time.sleep(self._calm_s)
        return answers.read(file)

    # -- afterwards ----------------------------------------------------------------------------------------

    def _settle(self):
        """Until nothing is on its way any more, and what is counted is what was thrown."""
        try:
            wait_until(lambda: self._ready() and not self._estate.waiting() and not self._wrong(), SETTLE_S, "quiet",
                       pause=0.2)
        except TimeoutError:
            raise AssertionError(f"{self._wrong() or 'the books are right'}; still waiting: {self._estate.waiting()}") from None
        consumer = self._estate.consumers[0]
        law = stored_law(consumer)
        for each in self._estate.consumers:
            assert each.check_law()["ingested_total"] == law["ingested"]
        assert consumer.metrics().sum("poison_total") == 0
        assert self._estate.redis.client().xpending(KEY, "errnotice")["pending"] == 0
        assert self._estate.dingtalk.stats()["throttled"] == 0
        crashes = re.findall(r"exited on signal (?!9 )\d+.*", self._estate.fpm.log())
        assert not crashes, f"workers crashed: {crashes}"

    def _ready(self):
        return all(consumer.get("/readyz")[0] == 200 for consumer in self._estate.consumers)

    def _wrong(self):
        consumer = self._estate.consumers[0]
        return books.wrong(books.thrown(self._estate.book), books.counted(consumer), consumer.metrics().sum("lost_total"))

    def _told(self, undisturbed, file, seconds):
        hit = [(it.began, it.ended) for it in self._run.timeline if it.step.lane == "workers"]
        disturbed = answers.read(file, without=hit)
        assert hit or not disturbed.broken, f"{disturbed.broken} requests had no answer, and no worker was killed"
        said, metrics = books.thrown(self._estate.book), self._estate.consumers[0].metrics()
        self._tell(f"{len(self.steps)} faults, {seconds:.0f} s: {said.began.total()} thrown, "
                   f"{metrics.sum('ingested_total')} counted, {metrics.sum('lost_total')} told as lost, "
                   f"{said.in_hand} in the hand of a killed worker; 0 missing, 0 double; "
                   f"{metrics.sum('duplicates_total')} came a second time")
        self._tell(answers.HEAD)
        for name, its in (("undisturbed", undisturbed[0]), ("undisturbed, again", undisturbed[1]),
                          ("disturbed, no worker killed or stopped", disturbed)):
            self._tell(its.line(name))

    def _timeline(self):
        """What had happened, for a run that failed."""
        started = self._run.timeline[0].began if self._run.timeline else 0
        return "\n".join(f"{it.began - started:8.2f} to {it.ended - started if it.ended else float('nan'):8.2f} s  {it.step}"
                         for it in self._run.timeline)
