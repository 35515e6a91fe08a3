"""oracle -- what errnotice reports of PHP's own tests against what the engine did with their throwables."""
import argparse
import collections
import fcntl
import os
import pathlib
import queue
import shutil
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "runner")]
import place  # noqa: E402
import source  # noqa: E402
import suite  # noqa: E402
from finding import examine  # noqa: E402
from memory import KINDS, POOLS, Memory  # noqa: E402
from sides import sides  # noqa: E402
from support.redis import Redis  # noqa: E402
from worker import Worker  # noqa: E402

FOUND = place.ROOT / ".build/oracle"
MODES = ("plain", "opcache", "tracing", "function")


class Oracle:
    def __init__(self, options):
        self._options = options
        self._turns = suite.Turns()
        self._left = queue.SimpleQueue()
        self._told = threading.Lock()
        self.findings = []
        self.failures = []  # of the oracle itself
        self.mode, self.memory = options.mode, options.memory
        self.tree = options.tree
        self.place = place.fresh(FOUND / options.mode)

    def run(self, cases):
        for case in cases:
            self._left.put(case)
        with tempfile.TemporaryDirectory(prefix="oracle-") as folder, Redis(folder, appendonly=False) as server:
            memories = [Memory(self._options.memory, pathlib.Path(folder, f"memory{number}"))
                        for number in range(self._options.jobs)]
            chosen = sides(self.mode, server.unix_url, FOUND, memories[0])
            threads = [threading.Thread(target=self._work, args=(folder, number, chosen, server, memory))
                       for number, memory in enumerate(memories)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    def _work(self, folder, number, chosen, server, memory):
        try:
            worker = Worker(pathlib.Path(folder, str(number)), self._options.tree, chosen, server.client(encoding_errors="replace"),
                            f"oracle:{number}", memory)
            while True:
                case = self._left.get_nowait()
                with self._turns.of(case):
                    finding = examine(worker, case)
                self._take(finding)
        except queue.Empty:
            pass
        except Exception as error:  # noqa: BLE001: told by the main thread, which else would count too few
            self.failures.append(error)
            raise

    def _take(self, finding):
        with self._told:
            self.findings.append(finding)
            if finding.is_fault:
                self._show(finding)
                self._keep(finding)
            finding.runs = {}

    def _show(self, finding):
        print(f"{finding.case.name}:")
        for incident in finding.missed:
            print("  missed", *(f"[{saying.what} {saying.file}:{saying.line} {saying.message[:90]}]"
                                for saying in incident.sayings))
        for report in finding.false:
            print(f"  false  [{report}]")
        if finding.different:
            print(f"  {finding.different}")
        for complaint in finding.complaints:
            print(f"  memory\n{complaint}")
        sys.stdout.flush()

    def _keep(self, finding):
        folder = self.place / finding.case.name.replace("/", "-")
        folder.mkdir(exist_ok=True)
        for side, run in finding.runs.items():
            (folder / f"{side}.out").write_bytes(run.output)
            (folder / f"{side}.log").write_text(f"{run.log}\n{run.reports}\n", "utf-8")


def _tell(oracle, skipped_before, seconds):
    """Each list by its reasons; the last line is the one that every runner of this project ends with."""
    findings = oracle.findings
    ran = [finding for finding in findings if not finding.skipped]
    (oracle.place / "skipped").write_text("".join(
        f"{name}: {why}\n" for name, why in sorted([*skipped_before.items(), *(
            (finding.case.name, finding.skipped) for finding in findings if finding.skipped)])), "utf-8")
    for title, attribute in (("not judged", "unjudged"), ("not compared", "unstable")):
        for finding in ran:
            if why := getattr(finding, attribute):
                print(f"{title}: {finding.case.name}: {why}")
    throwing = [finding for finding in ran if finding.throws]
    telling = {finding.case.path for finding in ran if finding.throws or finding.incidents}
    (oracle.place / "telling").write_text("".join(
        f"{path.relative_to(oracle.tree)}\n" for path in sorted(telling)), "utf-8")
    count = collections.Counter()
    for finding in ran:
        count.update(throws=finding.throws, incidents=finding.incidents, missed=len(finding.missed),
                     false=len(finding.false), different=int(bool(finding.different)),
                     complaints=len(finding.complaints), alone=int(bool(finding.of_php)))
    print(f"\nPHP {place.php_described()}, {oracle.mode}: {len(ran)} tests in {seconds:.0f} s\n"
          f"reports: {len(throwing)} tests throw {count['throws']} times, {count['incidents']} were handled by nobody: "
          f"{count['missed']} missed, {count['false']} false\n"
          f"transparency: {count['different']} of {len(ran)} tests went another way")
    if oracle.memory != POOLS:
        print(f"memory, {oracle.memory}: {count['complaints']} complaints; {count['alone']} tests are complained of alone, too")
    faults = sum(finding.is_fault for finding in ran)
    unjudged = sum(bool(finding.unjudged or finding.unstable) for finding in ran)
    print(f"{len(ran) - faults} passed, {faults} failed, {len(findings) - len(ran) + len(skipped_before)} skipped")
    return 1 if faults or not ran else 0


def main():
    options = _options()
    tree = os.open(options.tree, os.O_RDONLY)
    fcntl.flock(tree, fcntl.LOCK_EX)  # tests write beside themselves: one run a tree
    cases, unreadable = suite.cases(options.tree, options.only)
    if options.sample:
        cases, unreadable = suite.sample(cases, options.sample, options.seed), {}
    oracle, started = Oracle(options), time.monotonic()
    oracle.run(cases)
    if oracle.failures:
        return 2
    return _tell(oracle, unreadable, time.monotonic() - started)


def _options():
    parser = argparse.ArgumentParser(prog="tools/oracle")
    parser.add_argument("tree", type=pathlib.Path, metavar="PHP-SOURCE-TREE")
    parser.add_argument("--fetch", action="store_true", help="unpack the packaged PHP's tests below this folder first")
    parser.add_argument("only", nargs="*", metavar="PATH", help="only tests below it, as Zend/tests/generators")
    parser.add_argument("--named-in", type=pathlib.Path, metavar="FILE", help="only tests that it names, one a line")
    parser.add_argument("--mode", choices=MODES, default="plain")
    parser.add_argument("--memory", choices=KINDS, default=POOLS, help="where PHP has it from (pools)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="side by side")
    parser.add_argument("--sample", type=int, metavar="N", help="so many, chosen by --seed")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_intermixed_args()
    if options.named_in:
        options.only += options.named_in.read_text("utf-8").split()
    try:
        options.tree = source.fetch(options.tree) if options.fetch else options.tree.resolve()
    except source.Unreachable as error:
        parser.exit(75, f"tools/oracle: {error}\n")
    if not (options.tree / "run-tests.php").exists():
        parser.exit(100, f"tools/oracle: {options.tree} is no source tree of PHP: it has no run-tests.php\n")
    return options


if __name__ == "__main__":
    sys.exit(main())
