"""service -- the whole behaviour of the robot endpoint, without sockets.

A Call comes in, a Reply goes out.  Business errors come with HTTP status 200, as
from the service.  Time comes from the given clock, so that a test can turn it.
"""
import collections
import dataclasses
import threading
import time
import urllib.parse

from support import answers
from support.faults import Fault
from support.robot import Robot

PATH = "/robot/send"
TARGET_LIMIT = 8192            # a longer URL is answered 414
FLOOD_CALLS, FLOOD_S, FLOOD_BLOCK_S = 10000, 20, 300


@dataclasses.dataclass
class Call:
    method: str
    target: str                # path and query as sent
    headers: dict              # names in lower case
    body: bytes = b""
    client: str = "127.0.0.1"

    @property
    def path(self):
        return urllib.parse.urlsplit(self.target).path

    @property
    def query(self):
        """The first value of each parameter."""
        pairs = urllib.parse.parse_qsl(urllib.parse.urlsplit(self.target).query, keep_blank_values=True)
        return dict(reversed(pairs))


@dataclasses.dataclass
class Reply:
    body: str
    status: int = 200
    content_type: str = "application/json"
    headers: dict = dataclasses.field(default_factory=dict)
    delay: float = 0.0
    truncate: int = None
    reset: bool = False
    date_offset: float = 0.0


class Service:
    """Every robot, their faults, and the clock.  Thread-safe."""

    def __init__(self, robots=(), clock=time.time, wording=answers.CHINESE):
        self.robots = {robot.token: robot for robot in robots}
        self.faults = collections.defaultdict(collections.deque)
        self.wording = wording
        self.clock_offset = 0.0
        self.unknown = {}      # tokens that do not exist are throttled all the same
        self.misdirected = collections.Counter()
        self.arrived = threading.Condition(threading.RLock())
        self._clock = clock
        self._floods = collections.defaultdict(collections.deque)
        self._blocked = {}

    def now(self):
        return self._clock() + self.clock_offset

    def call(self, call):
        """One call of the robot's address."""
        with self.arrived:
            reply = self._flood(call) or self._misdirected(call)
            if reply is None:
                reply = self._robot(call, call.query["access_token"])
            reply.date_offset += self.clock_offset
            self.arrived.notify_all()
            return reply

    def fault(self, token, **fields):
        with self.arrived:
            self.faults[token].append(Fault(**fields))

    def ban(self, token, seconds=600):
        with self.arrived:
            self.robots[token].ban(self.now(), seconds)

    def forgive(self, token):
        with self.arrived:
            self.robots[token].forgive()

    def add(self, robot):
        """Adds a robot; one with the same token keeps its messages and its budget."""
        with self.arrived:
            old = self.robots.get(robot.token)
            if old:
                robot = _reconfigured(old, robot)
            self.robots[robot.token] = robot

    def messages(self, token=None):
        """Accepted messages in the order of their arrival."""
        with self.arrived:
            robots = [self.robots[token]] if token is not None else self.robots.values()
            return sorted((m for robot in robots for m in robot.messages), key=lambda m: m["time"])

    def stats(self):
        with self.arrived:
            return {
                "robots": {token: _robot_stats(robot) for token, robot in self.robots.items()},
                "misdirected": dict(self.misdirected),
                "accepted": sum(len(robot.messages) for robot in self.robots.values()),
                "throttled": sum(robot.answers["throttled"] for robot in self.robots.values()),
            }

    def wait_messages(self, count, token=None, timeout=10.0):
        """The messages once there are `count`; TimeoutError tells what there was."""
        with self.arrived:
            if not self.arrived.wait_for(lambda: len(self.messages(token)) >= count, timeout):
                raise TimeoutError(f"{len(self.messages(token))} of {count} messages after {timeout} s: {self.stats()}")
            return self.messages(token)

    def _flood(self, call):
        now = self.now()
        calls = self._floods[call.client]
        while calls and calls[0] <= now - FLOOD_S:
            calls.popleft()
        calls.append(now)
        if len(calls) > FLOOD_CALLS:
            self._blocked[call.client] = now + FLOOD_BLOCK_S
            calls.clear()
        if now < self._blocked.get(call.client, 0):
            return Reply(answers.html("403 Forbidden"), status=403, content_type="text/html")
        return None

    def _misdirected(self, call):
        """What is wrong with the call before any robot is named."""
        if len(call.target) > TARGET_LIMIT:
            return Reply(answers.html("414 Request-URI Too Large"), status=414, content_type="text/html")
        if call.path != PATH:
            name = "no_such_path"
        elif call.method != "POST":
            name = "not_post"
        elif call.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            name = "content_type"
        elif not call.query.get("access_token"):
            name = "no_token"
        else:
            return None
        self.misdirected[name] += 1
        return Reply(answers.text(name, self.wording))

    def _robot(self, call, token):
        robot = self.robots.get(token)
        if robot is None:
            robot = self.unknown.setdefault(token, Robot(token))
            name = "unknown_token" if robot.count(self.now()) else "throttled"
            self.misdirected[name] += 1
            return Reply(answers.text(name, self.wording))
        fault = self._next_fault(token)
        if fault and not fault.judges:
            robot.count(self.now())
            robot.answers["fault"] += 1
            return fault.apply(Reply(answers.text("ok")))
        verdict = robot.judge(call, self.now())
        wording = self.wording if robot.wording is None else robot.wording
        reply = Reply(answers.text(verdict.answer, wording, verdict.about))
        return fault.apply(reply) if fault else reply

    def _next_fault(self, token):
        waiting = self.faults[token]
        if not waiting:
            return None
        fault = waiting[0]
        fault.times -= 1
        if not fault.times:
            waiting.popleft()
        return fault


def _robot_stats(robot):
    return {
        "accepted": len(robot.messages),
        "answers": dict(robot.answers),
        "refused": {str(code): n for code, n in _by_code(robot.answers).items() if code},
        "throttled": robot.answers["throttled"],
        "repeated": robot.repeated,
        "repeated_changed": robot.repeated_changed,
        "most_in_window": robot.most_in_window,
        "banned_until": robot.banned_until,
    }


def _by_code(named):
    codes = collections.Counter()
    for name, count in named.items():
        if name in answers.ANSWERS:
            codes[answers.errcode(name)] += count
    return codes


def _reconfigured(old, new):
    old.secret, old.keywords, old.allow, old.wording = new.secret, new.keywords, new.allow, new.wording
    return old
