"""schedule -- what happens when, drawn from a seed; and a run of it.

The same seed, length and lanes give the same schedule, lane by lane: what one lane
suffers does not depend on what others there are.
"""
import concurrent.futures
import dataclasses
import random
import threading
import time

PAUSE_S = (0.2, 3.0)           # between two faults of a lane
LASTS_S = ((0.6, (0.05, 1.0)), (0.9, (1.0, 3.0)), (1.0, (3.0, 8.0)))  # up to a share of all: from, to


@dataclasses.dataclass(frozen=True, order=True)
class Step:
    at_s: float
    lane: str
    name: str
    lasts_s: float

    def __str__(self):
        return f"{self.lane}: {self.name}"


def draw(seed, seconds, lanes):
    """`lanes`: {lane: names}; every step ends within `seconds`."""
    steps = []
    for lane, names in lanes.items():
        dice = random.Random(f"{seed} {lane}")
        at = dice.uniform(*PAUSE_S)
        while True:
            which = dice.random()
            lasts = dice.uniform(*next(span for share, span in LASTS_S if which < share))
            name = dice.choice(sorted(names))
            if at + lasts > seconds:
                break
            steps.append(Step(at, lane, name, lasts))
            at += lasts + dice.uniform(*PAUSE_S)
    return sorted(steps)


@dataclasses.dataclass
class Suffered:
    """A step as it really was."""
    step: Step
    began: float               # monotonic seconds
    ended: float = None        # None: not yet


class Run:
    """A thread for each lane, which begins and ends its steps in turn."""

    def __init__(self, steps, lanes):
        self._steps, self._lanes = steps, lanes
        self._failed = threading.Event()
        self.timeline = []     # Suffered, in the order in which they began

    def go(self, seconds):
        """
        Returns when they are over; when a step fails, or a signal comes, those under way are ended, and it is raised.
        What would begin later than `seconds`, since those before it took their time, is left out.
        """
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(len(self._lanes)) as pool:
            lanes = [pool.submit(self._suffer, lane, began, began + seconds) for lane in self._lanes]
            try:
                self._failed.wait(seconds)
            except BaseException:
                self._failed.set()
                raise
        for lane in lanes:
            lane.result()

    def _suffer(self, lane, began, end):
        try:
            for step in (its for its in self._steps if its.lane == lane):
                if self._failed.wait(max(0.0, began + step.at_s - time.monotonic())) or time.monotonic() > end:
                    return
                self._one(step)
        except BaseException:
            self._failed.set()
            raise

    def _one(self, step):
        suffered = Suffered(step, time.monotonic())
        self.timeline.append(suffered)
        with self._lanes[step.lane][step.name]():
            self._failed.wait(step.lasts_s)
        suffered.ended = time.monotonic()
