"""flood -- more errors at once than a group could read: what it hears, how soon, and whether the numbers add up.

Issues 10000 to 10199 are told, every second of them by a robot of its own where a
scene has two; 20001 is muted and 30001 unrouted.  Redis, consumers, store and the
stand-in are real; the events come from pour.py.
"""
import concurrent.futures
import contextlib
import dataclasses
import itertools
import json
import pathlib
import statistics
import subprocess
import sys
import threading
import time

from support.dingtalk import Robot
from support.mariadb import MariaDb
from support.wait import wait_until
from e2e.room import SECRET, TOKEN, Room, stored_law
from e2e.shop import told
from estate import CONSUMERS
import heard

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE_S = 0.1
KILL_S, AWAY_S = 2.0, 0.3      # from one kill to the next; until the victim is started again
BAN_S = 120                    # the service's are longer: this one is over while somebody looks on
END_S = 300                    # after the last event, and a ban
FIRST_S, ANY_S = 2.0, 60.0     # until the first issue is told, and any other
SECOND = "second"
OTHERS = ["20001", "30001"]      # muted, unrouted
WINDOW_MOST = 20               # messages a robot may send in a minute
TOLD = """SELECT i.code AS code, n.msg_uuid AS uuid FROM errnotice_notice_item t
          JOIN errnotice_notice n ON n.id = t.notice JOIN errnotice_issue i ON i.fp = t.fp"""


def issues(begin, end):
    """Codes; of two that follow each other one belongs to each robot."""
    return [str(10000 + 100 * (n % 2) + n // 2) for n in range(begin, end)]


@dataclasses.dataclass
class Scene:
    phases: list               # of pour.py
    robots: int = 1
    banned: bool = False       # the second robot
    fallback: bool = False     # of the second: the first
    kills: bool = False
    repeat: str = "30s"

    @property
    def events(self):
        return sum(phase["events"] for phase in self.phases)

    def speaks_in_time(self, code):
        """Is its robot one that may speak, or has it one that speaks for it?"""
        return not self.banned or self.fallback or int(code) < 10100


SCENES = {
    "million": Scene([{"codes": issues(0, 200) + OTHERS, "events": 1_000_000, "seconds": 60}]),
    "hundred": Scene([{"codes": issues(0, 50) + OTHERS, "events": 5_000, "seconds": 30},
                      {"codes": issues(50, 150), "events": 2_000, "seconds": 1},
                      {"codes": issues(0, 150), "events": 5_000, "seconds": 30}]),
    "banned": Scene([{"codes": issues(0, 200) + OTHERS, "events": 100_000, "seconds": 60}], robots=2, banned=True),
    "fallback": Scene([{"codes": issues(0, 200) + OTHERS, "events": 100_000, "seconds": 60}], robots=2, banned=True,
                      fallback=True),
    "killed": Scene([{"codes": issues(0, 200) + OTHERS, "events": 200_000, "seconds": 60}], kills=True),
}


class Flood:
    """Use with `with`."""

    def __init__(self, folder, scene, store, seed, tell=print):
        self._scene, self._seed, self._tell = scene, seed, tell
        self._room = Room(folder)
        self._server = MariaDb(folder, database="dbstatis") if store == "mariadb" else None
        self._poured, self._over = threading.Event(), threading.Event()
        self._samples, self._kills = 0, 0
        self._counted_at = None
        self._open = contextlib.ExitStack()
        if scene.robots == 2:
            self._room.dingtalk.add(Robot(SECOND))
        self._consumers = [self._room.another(f"consumer-{n}", self._sections()) for n in range(CONSUMERS[store])]

    def _sections(self):
        sections = {"robot ops": {"language": "en"}, "route told": {"repeat": self._scene.repeat}}
        if self._scene.robots == 2:
            sections["route told"]["codes"] = "10000-10099"
            sections[f"route {SECOND}"] = {"codes": "10100-10199", "robot": SECOND, "repeat": self._scene.repeat}
            sections[f"robot {SECOND}"] = {"webhook": self._room.dingtalk.webhook(SECOND), "language": "en",
                                           **({"fallback": "ops"} if self._scene.fallback else {})}
        if self._server:
            sections["store"] = {"url": self._server.url}
        return sections

    def __enter__(self):
        with contextlib.ExitStack() as opening:
            opening.enter_context(self._room.dingtalk)
            for part in (self._room.redis, *([self._server] if self._server else []), *self._consumers):
                opening.callback(part.stop)
                part.start()
            self._open = opening.pop_all()
        return self

    def __exit__(self, *_error):
        self._open.close()

    def run(self):
        """Raises AssertionError where something does not add up; tells the figures."""
        if self._scene.banned:
            self._room.dingtalk.ban(SECOND, BAN_S)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            beside = [pool.submit(self._watch)] + ([pool.submit(self._kill)] if self._scene.kills else [])
            try:
                came = self._pour()
                self._poured.set()
                self._quiet(beside[0])
            finally:
                self._poured.set()
                self._over.set()
        for its in beside:
            its.result()
        self._judge(came["counts"], came["first"])
        self._tell(f"the last one was counted {max(0, self._counted_at - came['ended']):.1f} s after it came; the law held "
                   f"{self._samples} times" + (f"; {self._kills} consumers killed" if self._kills else ""))

    def _pour(self):
        redis = self._room.redis
        with subprocess.Popen([sys.executable, HERE / "pour.py", redis.socket, redis.password, str(self._seed)],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as pour:
            said, _ = pour.communicate(json.dumps(self._scene.phases))
        assert pour.returncode == 0, f"pour.py ended with status {pour.returncode}"
        return json.loads(said)

    def _watch(self):
        """The law, in one look at the store each; what the store says it told was heard before."""
        while not self._over.wait(SAMPLE_S):
            law = stored_law(self._consumers[0])
            assert law["told"] <= self._heard(), law
            self._samples += 1
            if law["ingested"] == self._scene.events and not self._counted_at:
                self._counted_at = time.time()

    def _kill(self):
        for victim in itertools.cycle(self._consumers):
            if self._poured.wait(KILL_S):
                return
            victim.kill()
            self._kills += 1
            time.sleep(AWAY_S)
            victim.start(ready=False)

    def _quiet(self, watch):
        """Until nothing is pending any more, or `watch` has seen what must not be."""
        def quiet():
            return watch.done() or self._counted_at and stored_law(self._consumers[0])["pending"] == 0

        wait_until(quiet, END_S, "end of what is pending", pause=0.2)

    def _heard(self):
        return sum(told(message) for message in self._room.dingtalk.messages())

    def _judge(self, counts, first):
        consumer, messages = self._consumers[0], self._room.dingtalk.messages()
        totals = {code: sum(minutes.values()) for code, minutes in counts.items()}
        law = stored_law(consumer)
        assert law["ingested"] == sum(totals.values()) == self._scene.events
        assert (law["muted"], law["unrouted"]) == tuple(totals[code] for code in OTHERS)
        assert law["told"] == self._heard()
        for its in self._consumers:
            assert its.check_law()["ingested_total"] == law["ingested"]
        self._tell(f"events {law['ingested']} = told {law['told']} + muted {law['muted']} + unrouted {law['unrouted']}")
        self._judge_statistics(counts, totals)
        self._judge_robots(heard.densest(messages))
        self._judge_waits(heard.waited(first, consumer.query(TOLD), messages), first)
        self._tell(f"{len(heard.named(first, messages))} issues stand in a message by name")

    def _judge_statistics(self, counts, totals):
        consumer = self._consumers[0]
        rows = consumer.query("SELECT code, minute, SUM(count) AS n FROM errnotice_minute GROUP BY code, minute")
        assert {(row["code"], row["minute"]): int(row["n"]) for row in rows} == {
            (code, int(minute)): n for code, minutes in counts.items() for minute, n in minutes.items()}
        rows = consumer.query("SELECT code, SUM(total) AS n FROM errnotice_issue GROUP BY code")
        assert {row["code"]: int(row["n"]) for row in rows} == totals

    def _judge_robots(self, densest):
        for token, robot in self._room.dingtalk.stats()["robots"].items():
            name = SECOND if token == SECOND else "ops"
            self._tell(f"robot {name}: {robot['accepted']} messages, at most {densest.get(token, 0)} in any minute; "
                       f"{robot['throttled']} refused, {robot['repeated']} a second time")
            assert densest.get(token, 0) <= WINDOW_MOST and robot["most_in_window"] <= WINDOW_MOST
            assert not robot["repeated_changed"], "a message changed between two tries"
            assert name == SECOND and self._scene.banned or not robot["throttled"] and not robot["banned_until"], name

    def _judge_waits(self, waited, first):
        assert waited.keys() == first.keys() - set(OTHERS), "an issue was never told"
        inside = {code: wait for code, wait in waited.items() if self._scene.speaks_in_time(code)}
        earliest = min(inside, key=first.get)
        self._tell(f"first message of the first issue after {inside[earliest]:.2f} s, of {len(inside)} issues after "
                   f"{statistics.median(inside.values()):.1f} s (median), {max(inside.values()):.1f} s (the latest)")
        assert inside[earliest] <= FIRST_S and max(inside.values()) <= ANY_S
