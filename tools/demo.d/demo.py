#!/usr/bin/env python3
"""demo -- an untouched shop's errors, from the throw to the group.  Started by tools/demo."""
import argparse
import json
import os
import pathlib
import signal
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import proof  # noqa: E402
import story  # noqa: E402
from screen import BOLD, COLOR, DIM, GREEN, RED, YELLOW, heading, paint, say, table  # noqa: E402
from stage import REPEAT_S, SHOP, Refused, Stage  # noqa: E402
from support import paths, render  # noqa: E402

STATISTICS = "SELECT code, sum(count) AS errors FROM errnotice_minute GROUP BY code ORDER BY errors DESC, code"
THROWN = "SELECT time_ms FROM errnotice_event JOIN errnotice_issue USING (fp) WHERE code = ? AND total = 1"
TOLD = "SELECT robot, body, events FROM errnotice_notice WHERE state = 'told' ORDER BY id"


class Demo:
    def __init__(self, stage):
        self.stage = stage
        self.failures = []
        self.before = proof.fingerprints(stage.shop)
        self.counts = {}

    def run(self):
        self.play()
        self.watch()
        self.show_errors()
        self.show_messages()
        self.show_statistics()
        self.show_proof()
        return not self.failures

    # -- what happens --

    def play(self):
        heading("商店里发生的事", "What happens in the shop")
        say(paint(DIM, f"  a Slim 4 application on php-fpm {paths.php_version()} behind nginx, {self.stage.nginx.address}"))
        for act in story.ACTS:
            times = f" ×{act.times}" if act.times > 1 else ""
            for _ in range(act.times):
                act.seen.append(self.request(act) if act.path else self.work())
            what = f"{act.method} {act.path}{times} → {act.seen[-1]}" if act.path else f"bin/worker.php → exit {act.seen[-1]}"
            say(f"  {what:<34} {paint(DIM, act.who)}")
            self.expect(set(act.seen) == {act.status}, f"{act.who}: got {set(act.seen)}, not {act.status}")

    def request(self, act):
        request = urllib.request.Request(self.stage.nginx.address + act.path, act.body or None,
                                         {"Content-Type": act.content_type}, method=act.method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def work(self):
        return self.stage.work("".join(json.dumps(job) + "\n" for job in story.JOBS))

    def watch(self):
        """Waits until the group has been told everything."""
        expected = story.expected_counts()
        total = sum(expected.values())
        say(paint(DIM, f"  … waiting for the group to be told of {total} errors (an issue speaks again after {REPEAT_S} s)"))
        try:
            self.stage.wait_told(total)
        except TimeoutError as error:
            self.expect(False, str(error))
        self.stage.drained()
        self.counts = {row["code"]: row["errors"] for row in self.stage.consumer.query(STATISTICS)}
        self.expect(self.counts == expected, f"counted {self.counts}, not {expected}")

    # -- what came of it --

    def show_errors(self):
        heading("哪些上报了，哪些没有，为什么", "Which errors were reported, which were not, and why")
        for act in filter(lambda act: act.thrown, story.ACTS):
            reported = bool(act.code) and act.code in self.counts
            mark = paint(GREEN, "✓ 上报   reported    ") if reported else paint(DIM, "– 未上报 not reported")
            say(f"  {mark}  {paint(BOLD, act.thrown)}" + (f" ×{act.times}" if act.times > 1 else ""))
            say(paint(DIM, f"        {act.who}: {act.why}"))

    def show_messages(self):
        if not self.stage.dingtalk:
            heading("发给机器人的消息", "What the robot was told")
            for row in self.stage.consumer.query(TOLD):
                say(f"  {row['robot']}: {row['events']} errors, {len(row['body'])} characters of JSON")
            return
        heading("群里看到的", "What the group sees")
        messages = self.stage.dingtalk.messages()
        for message in messages:
            say("\n".join("  " + line for line in render.message(message, COLOR).splitlines()))
        stats = self.stage.dingtalk.stats()
        refused = {code: n for robot in stats["robots"].values() for code, n in robot["refused"].items()}
        say(paint(DIM, f"  {len(messages)} messages for {sum(self.counts.values())} errors; throttled "
                       f"{stats['throttled']}, refused {sum(refused.values())}; the limit is 20 a minute"))
        self.show_delay(messages)
        self.expect(not refused and not stats["throttled"], f"the robot refused: {refused}")

    def show_delay(self, messages):
        """From the throw to the group, for an error that happened once."""
        code = "10031"
        thrown = self.stage.consumer.query(THROWN, code)
        told = [message["time"] for message in messages if code in message["title"]]
        if thrown and told:
            say(paint(DIM, f"  {code} was in the group {told[0] * 1000 - thrown[0]['time_ms']:.0f} ms after it was thrown"))

    def show_statistics(self):
        heading("按错误码统计", "Statistics by code")
        say(paint(DIM, f"  sqlite3 errnotice.db '{STATISTICS}'"))
        rows = [("code", "errors", "in the team's words")]
        for code, errors in self.counts.items():
            rows.append((code, str(errors), story.DICTIONARY.get(code, ("",))[0]))
        table(rows, [BOLD] + [None] * len(self.counts))
        metrics = self.stage.consumer.metrics()
        try:
            law = metrics.check_law()
        except AssertionError as error:
            self.expect(False, str(error))
            return
        say("  对账 the books:  ingested {ingested_total} = told {told_total} + pending {pending} + muted {muted_total}"
            " + unrouted {unrouted_total}".format(**law))

    def show_proof(self):
        heading("应用一行未改", "The application was not touched")
        after = proof.fingerprints(self.stage.shop)
        original = proof.fingerprints(SHOP)
        own = {name: after.get(name) for name in original}
        named = proof.lines_that_name(self.stage.shop, "errnotice")
        added = [name for name in after if name not in self.before]
        self.expect(after == self.before and own == original and not added, "the application's files have changed")
        self.expect(not named, f"the application names errnotice in {named}")
        say(f"  {len(original)} files of its own and {len(after) - len(original)} of Composer's; SHA-256 over all before: "
            f"{proof.summary(self.before)[:16]}…, after: {proof.summary(after)[:16]}…")
        for name in original:
            say(paint(DIM, f"    {original[name][:16]}…  {name}"))
        say(f"  lines in them that name errnotice, vendor included: {len(named)}")
        say("  all that was added are these lines of PHP's configuration:")
        for line in [f"extension={self.stage.extension}", *self.stage.ini()]:
            say("    " + paint(BOLD, line))

    def expect(self, holds, text):
        if not holds:
            self.failures.append(text)


def keep(stage, stopped):
    """Leaves everything running until it is told to stop."""
    heading("保持运行", "Everything keeps running")
    say(f"  the shop     {stage.nginx.address}     for example:")
    say(f"               curl -X POST -H 'Content-Type: application/json' -d '{{\"item\":\"CUP-1\"}}' "
        f"{stage.nginx.address}/orders")
    if stage.dingtalk:
        say(f"  the group    {stage.dingtalk.address}/_control/text?color=1")
    say(f"  metrics      {stage.consumer.address}/metrics")
    say(f"  statistics   sqlite3 {stage.consumer.database}")
    say(f"  Redis        redis-cli -s {stage.redis.socket}")
    say(f"  files, logs  {stage.folder}")
    say(paint(YELLOW, "  Ctrl-C ends and removes all of it."))
    stopped.wait()


def logs(folder):
    """The ends of the servers' logs, for a demo that failed."""
    for path in sorted(folder.glob("*/*.log")) + sorted(folder.glob("*/*.out")):
        text = path.read_text("utf-8", "replace")[-1500:].strip()
        if text:
            say(paint(DIM, f"-- {path.relative_to(folder)}\n{text}"))


def main():
    parser = argparse.ArgumentParser(prog="tools/demo")
    parser.add_argument("--vendor", type=pathlib.Path, required=True)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--webhook", default="")
    parser.add_argument("--secret", default="")
    parser.add_argument("--keyword", default="")
    options = parser.parse_args()

    os.umask(0o022)  # servers of other users meet in the temporary folder
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="errnotice-demo.") as name:
        folder = pathlib.Path(name)
        try:
            with Stage(folder, options.vendor, options.webhook, options.secret, options.keyword) as stage:
                demo = Demo(stage)
                good = demo.run()
                say()
                for failure in demo.failures:
                    say(paint(RED, "✗ " + failure))
                if good:
                    say(paint(GREEN, f"✓ 一切如期 · all as it should be") + paint(DIM, f"  ({time.monotonic() - started:.0f} s)"))
                else:
                    logs(folder)
                if options.keep:
                    keep(stage, stopped)
        except KeyboardInterrupt:
            return 0 if options.keep else 130
        except Refused as error:
            say(paint(RED, f"✗ {error}"))
            return 1
        except (paths.Missing, RuntimeError, TimeoutError) as error:
            say(paint(RED, f"✗ {error}"))
            logs(folder)
            return 1
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
