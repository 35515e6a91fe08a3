"""search -- runs programs by the thousand, judges each, and makes small those that disagree."""
import collections
import dataclasses
import pathlib
import tempfile

import escapes
import place  # the runner's: it knows the way to tests/support
import program
from alone import Alone
from bench import Bench
from grammar import Grammar
from memory import POOLS
from shrink import shrink

FOUND = place.ROOT / ".build/fuzz-capture"
BATCH = 250
COUNTED = ("programs", "escapes", "reports", "unclear", "crashes of PHP alone", "PHP alone astray",
           "disagreements", "complaints")


@dataclasses.dataclass(frozen=True)
class Fault:
    kind: str
    text: str


def fault_of(run):
    """What is wrong with a run, or None."""
    if run.crashed:
        return Fault("crashed", f"crashed: {run.crashed}")
    want, got = escapes.expected(run.log), run.reports
    if escapes.is_unclear(run.log) or want == got:
        return None
    missed, false = want - got, got - want
    kind = " and ".join(name for name, reports in (("missed", missed), ("false", false)) if reports)
    return Fault(kind, f"missed: {_told(missed)}; reported and should not be: {_told(false)}")


def _told(reports):
    return ", ".join(f"{one.message} ({one.path}) × {count}" for one, count in sorted(reports.items(), key=str)) or "none"


class Search:
    """One mode under one SAPI; `tell(text)` hears of each disagreement, and of what was said about memory."""

    def __init__(self, sapi, mode, jobs, tell, codes=escapes.CONFIGURED, memory=POOLS):
        self._how = (sapi, mode, jobs)
        self._name = f"{sapi}-{mode}"
        self._tell = tell
        self._codes = codes
        self._memory = memory
        self._alone = Alone(sapi, mode, jobs, memory)
        self.counts = collections.Counter({name: 0 for name in COUNTED})

    def run(self, first, count, to_shrink):
        """Programs with the seeds from `first` on."""
        with tempfile.TemporaryDirectory(prefix="errnotice-fuzz-") as folder, self._bench(folder) as bench:
            for start in range(first, first + count, BATCH):
                seeds = range(start, min(start + BATCH, first + count))
                blocks = [Grammar(seed).program() for seed in seeds]
                runs = bench.run(map(program.source, blocks))
                for at, run in enumerate(runs):
                    self._judge(bench, seeds, blocks, at, run, to_shrink)
                for complaint in bench.complaints():
                    self.counts["complaints"] += 1
                    self._tell(f"seeds {seeds[0]} to {seeds[-1]}: {complaint}")

    def _bench(self, folder):
        return Bench(folder, *self._how, self._codes, self._memory)

    def _judge(self, bench, seeds, blocks, at, run, to_shrink):
        self.counts["programs"] += 1
        self.counts["escapes"] += len(list(escapes.escapes(run.log)))
        self.counts["reports"] += run.reports.total()
        self.counts["unclear"] += bool(escapes.is_unclear(run.log))
        fault = fault_of(run)
        if not fault:
            return
        if run.crashed and self._alone.crashes(list(map(program.source, blocks)), at):
            self.counts["crashes of PHP alone"] += 1
            return
        if not run.crashed and self._alone.goes_astray(program.source(blocks[at])):
            self.counts["PHP alone astray"] += 1
            self._tell(f"seed {seeds[at]}: PHP alone astray; {fault.text}")
            return
        self.counts["disagreements"] += 1
        self._tell(f"seed {seeds[at]}: {fault.text}")
        if self.counts["disagreements"] <= to_shrink:
            self._show(bench, seeds[at], blocks[at], fault)

    def _show(self, bench, seed, block, fault):
        def is_faulty(blocks):
            faults = [fault_of(run) for run in bench.run(map(program.source, blocks))]
            return [bool(found) and found.kind == fault.kind for found in faults]

        source = program.source(shrink(block, is_faulty))
        run = bench.run([source])[0]
        kept = FOUND / f"{self._name}-{seed}.php"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(source, "utf-8")
        again = fault_of(run)
        self._tell(f"{source}\n{run.log}\n{again.text if again else 'this time all is well'}\nkept: {kept}\n")
