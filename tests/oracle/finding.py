"""finding -- one test on all sides: was what was reported what the engine did, and did the test notice anything?"""
import dataclasses

import alike
import truth
from worker import ALONE, BESIDE, WITNESSED

AGAIN = 10  # runs a side before two outputs are two


@dataclasses.dataclass
class Finding:
    case: object
    skipped: str = ""
    throws: int = 0
    incidents: int = 0
    missed: list = dataclasses.field(default_factory=list)  # truth.Incidents
    false: list = dataclasses.field(default_factory=list)  # truth.Reports
    unjudged: str = ""  # why what was reported cannot be judged
    different: str = ""  # how the test went another way
    complaints: list = dataclasses.field(default_factory=list)  # about memory, of what is not said of PHP alone
    of_php: bool = False  # it is complained of alone, too
    unstable: str = ""  # why that cannot be said
    runs: dict = dataclasses.field(default_factory=dict)  # {side: Run}, of what is worth a look

    @property
    def is_fault(self):
        return bool(self.missed or self.false or self.different or self.complaints)


def examine(worker, case):
    why = worker.why_not(case)
    if why:
        return Finding(case, skipped=why)
    alone, witnessed = worker.run(case, ALONE), worker.run(case, WITNESSED)
    finding = Finding(case, runs={ALONE: alone, WITNESSED: witnessed})
    if not alike.is_same(alone, witnessed):
        _compare(finding, worker)
    _judge(finding)
    finding.of_php = bool(alone.complaints)
    if not finding.of_php:
        finding.complaints = [text for run in finding.runs.values() for text in run.complaints]
    return finding


def _judge(finding):
    run = finding.runs[WITNESSED]
    sayings, finding.throws = truth.read(run.log)
    found = truth.incidents(sayings)
    finding.incidents = len(found)
    if run.crashed and finding.runs[ALONE].crashed:
        finding.unjudged = "PHP crashes or does not end, also alone"
        return
    finding.missed, finding.false = truth.compare(found, [truth.report_of(event) for event in run.reports])


def _compare(finding, worker):
    """With the witness it was another output: it may show itself, so errnotice is compared without it."""
    case, alone = finding.case, [finding.runs[ALONE]]
    beside = [worker.run(case, BESIDE)]
    finding.runs[BESIDE] = beside[0]
    if alike.tells_modules(case, alone[0], beside[0]):
        return
    while not alike.meet(case, alone, beside):
        if len(beside) == AGAIN:
            if alike.are_steady(alone) or alike.are_steady(beside):
                finding.different = _how(alone[0], beside[0])
            else:
                finding.unstable = "changes from run to run, also alone"
            return
        alone.append(worker.run(case, ALONE))
        beside.append(worker.run(case, BESIDE))


def _how(alone, beside):
    if alone.status != beside.status:
        return f"status {alone.status}, with errnotice {beside.status}"
    return "another output"
