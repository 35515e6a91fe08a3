"""tools/test's second half: chooses the tasks, runs them, tells what came out."""
import argparse
import collections
import os
import shutil
import signal
import sys
import tempfile
import time

import groups
import place
import task
from result import FAILED, SKIPPED, counts, line

SHOWN = 60  # lines of a failure


def main():
    arguments = _arguments()
    if arguments.list:
        for name, text in groups.GROUPS.items():
            print(f"{name:10} {text}")
        return 0
    chosen = arguments.group or (groups.QUICK if arguments.quick else groups.DEFAULT)
    place.fresh(place.LOGS)
    scratch = tempfile.mkdtemp(prefix="errnotice-")  # short: sockets of tests have short paths
    os.chmod(scratch, 0o755)  # servers of other users work in it
    os.environ["TMPDIR"] = tempfile.tempdir = scratch
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    started = time.monotonic()
    try:
        results = task.Schedule(groups.tasks(chosen, arguments.quick), _tell).run()
    except KeyboardInterrupt:
        print("interrupted")
        return 130
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    _tell_skips(results)
    _tell_failures(results)
    print(f"\nPHP {place.php_described()}, {', '.join(chosen)}: {time.monotonic() - started:.0f} s")
    print(line(results))
    passed, failures, _ = counts(results)
    return 1 if failures or not passed else 0


def _arguments():
    parser = argparse.ArgumentParser(prog="tools/test", description="Every test of the project, or some groups.")
    parser.add_argument("--quick", action="store_true", help="the inner loop: under two minutes")
    parser.add_argument("--list", action="store_true", help="says what the groups are")
    parser.add_argument("group", nargs="*", metavar="GROUP", help=", ".join(groups.GROUPS))
    arguments = parser.parse_args()
    unknown = [name for name in arguments.group if name not in groups.GROUPS]
    if unknown:
        parser.exit(100, f"tools/test: there is no group {', '.join(unknown)}; there are {', '.join(groups.GROUPS)}\n")
    return arguments


def _tell(done, results, seconds):
    passed, failures, skips = counts(results)
    if done.builds and not failures:
        print(f"  {done.name:30} {seconds:6.1f} s", flush=True)
        return
    mark = "\033[31m✗\033[0m" if failures else "\033[32m✓\033[0m"
    if not sys.stdout.isatty():
        mark = "✗" if failures else "✓"
    text = f"{passed} passed" + (f", {failures} failed" if failures else "") + (f", {skips} skipped" if skips else "")
    print(f"{mark} {done.name:30} {seconds:6.1f} s  {text}", flush=True)


def _tell_skips(results):
    reasons = collections.defaultdict(list)
    for result in results:
        if result.outcome == SKIPPED:
            reasons[result.detail or "no reason given"].append(result.name)
    if reasons:
        print("\nskipped:")
    for reason, names in sorted(reasons.items()):
        print(f"  {reason}: {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else ""))


def _tell_failures(results):
    for result in results:
        if result.outcome == FAILED:
            lines = result.detail.splitlines()
            more = [f"… {len(lines) - SHOWN} more lines"] if len(lines) > SHOWN else []
            print(f"\nFAILED {result.name}\n  " + "\n  ".join(lines[:SHOWN] + more))


if __name__ == "__main__":
    sys.exit(main())
