#!/usr/bin/env python3
"""dingtalk -- a stand-in for DingTalk's group robots, as strict as the service.

As a program:  dingtalk.py --port 0 --robot TOKEN[:SECRET[:KEYWORD]] …
prints its address and runs until it is told to stop.  In a test:

    with Server([Robot("t", secret="SEC…")]) as dingtalk:
        … dingtalk.webhook("t") …
        dingtalk.wait_messages(1)

`Service` is the whole behaviour without sockets; `Server` puts HTTP/1.1 around it.
Business errors come with HTTP status 200, as from the service.

Beside the robot's own address there is a control endpoint:

    GET  /_control/messages   accepted messages; ?token=T for one robot's
    GET  /_control/stats      accepted, answers by name, throttled, … of each robot
    GET  /_control/text       the messages as the group sees them; ?color=1
    POST /_control/fault      {"token": T, … fields of faults.Fault}
    POST /_control/ban        {"token": T, "seconds": 600}
    POST /_control/forgive    {"token": T}: ends the ban, empties the window
    POST /_control/robot      {"token": T, "secret": …, "keywords": […], "allow": […], "wording": "english"}
    POST /_control/clock      {"offset": seconds that the service's clock is ahead}
"""
import argparse
import collections
import dataclasses
import email.utils
import http.server
import json
import pathlib
import signal
import socket
import ssl
import struct
import sys
import threading
import time
import urllib.parse

if __package__ in (None, ""):
    sys.path[0] = str(pathlib.Path(__file__).resolve().parents[1])

from support import answers, render  # noqa: E402
from support.faults import Fault  # noqa: E402
from support.robot import Robot  # noqa: E402

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


class Control:
    """The control endpoint: what a test or a person asks of the running stand-in."""

    def __init__(self, service):
        self.service = service

    def answer(self, call):
        name = call.path[len("/_control/"):]
        method = getattr(self, f"{call.method.lower()}_{name}", None)
        if method is None:
            return Reply(json.dumps({"error": f"no {call.method} {call.path}"}), status=404)
        try:
            result = method(call.query if call.method == "GET" else json.loads(call.body or b"{}"))
        except (KeyError, TypeError, ValueError) as error:
            return Reply(json.dumps({"error": f"{type(error).__name__}: {error}"}), status=400)
        if isinstance(result, str):
            return Reply(result, content_type="text/plain; charset=utf-8")
        return Reply(json.dumps(result, ensure_ascii=False))

    def get_messages(self, query):
        return self.service.messages(query.get("token"))

    def get_stats(self, _query):
        return self.service.stats()

    def get_text(self, query):
        color = query.get("color") == "1"
        return "\n".join(render.message(m, color=color) for m in self.service.messages(query.get("token")))

    def post_fault(self, fields):
        self.service.fault(**fields)
        return {}

    def post_ban(self, fields):
        self.service.ban(**fields)
        return {}

    def post_forgive(self, fields):
        self.service.forgive(**fields)
        return {}

    def post_robot(self, fields):
        self.service.add(make_robot(**fields))
        return {}

    def post_clock(self, fields):
        self.service.clock_offset = float(fields["offset"])
        return {}


def make_robot(token, wording=None, **fields):
    return Robot(token, wording=answers.WORDINGS.index(wording) if wording else None, **fields)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "tengine", ""
    disable_nagle_algorithm = True

    def do_GET(self):
        self._serve()

    def do_POST(self):
        self._serve()

    do_PUT = do_HEAD = do_DELETE = do_GET

    def _serve(self):
        call = Call(self.command, self.path, {k.lower(): v for k, v in self.headers.items()},
                    self._read_body(), self.client_address[0])
        if call.path.startswith("/_control/"):
            reply = self.server.control.answer(call)
        else:
            reply = self.server.service.call(call)
        if reply.delay:
            self.server.stopping.wait(reply.delay)
        if reply.reset:
            self._reset()
        else:
            self._send(reply)

    def _read_body(self):
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(self._chunks())
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _chunks(self):
        while size := int(self.rfile.readline().split(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass

    def _send(self, reply):
        body = reply.body.encode("utf-8", "surrogateescape")
        self.send_response_only(reply.status)
        self.send_header("Server", self.version_string())
        self.send_header("Date", email.utils.formatdate(time.time() + reply.date_offset, usegmt=True))
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.truncate is not None:
            self.close_connection = True
            body = body[:reply.truncate]
        if self.command != "HEAD":
            self.wfile.write(body)

    def _reset(self):
        """Closes with RST, as a broken middlebox does."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, ssl.SSLError, ValueError, OSError):
            pass  # the client went away, or we sent it away

    def finish(self):
        try:
            super().finish()
        except (ConnectionError, ValueError, OSError):
            pass

    def log_message(self, *_args):
        pass


class Server(http.server.ThreadingHTTPServer):
    """The service on a loopback port, in threads of this process."""
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, robots=(), port=0, clock=time.time, wording=answers.CHINESE, tls=None):
        """`tls`: (certificate file, key file) to speak https."""
        super().__init__(("127.0.0.1", port), Handler)
        self.service = Service(robots, clock, wording)
        self.control = Control(self.service)
        self.stopping = threading.Event()
        self.scheme = "https" if tls else "http"
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = None

    @property
    def address(self):
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}"

    def webhook(self, token):
        return f"{self.address}{PATH}?access_token={token}"

    def start(self):
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def stop(self):
        self.stopping.set()
        if self._thread:
            self.shutdown()
            self._thread.join()
            self._thread = None
        self.server_close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()

    def __getattr__(self, name):
        """What a test asks of the service: messages, stats, wait_messages, fault, ban, forgive, add."""
        if name in ("messages", "stats", "wait_messages", "fault", "ban", "forgive", "add"):
            return getattr(self.service, name)
        raise AttributeError(name)


def _robot_argument(text):
    token, _, rest = text.partition(":")
    secret, _, keyword = rest.partition(":")
    if not token:
        raise argparse.ArgumentTypeError("TOKEN[:SECRET[:KEYWORD]]")
    return Robot(token, secret=secret, keywords=[keyword] if keyword else [])


def main():
    parser = argparse.ArgumentParser(description="A stand-in for DingTalk's group robots.")
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    parser.add_argument("--robot", type=_robot_argument, action="append", default=[],
                        metavar="TOKEN[:SECRET[:KEYWORD]]")
    parser.add_argument("--robots", type=pathlib.Path, metavar="FILE.json",
                        help='[{"token": …, "secret": …, "keywords": […], "allow": […]}, …]')
    parser.add_argument("--wording", choices=answers.WORDINGS, default="chinese",
                        help="which generation of error texts to use")
    parser.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    options = parser.parse_args()

    robots = list(options.robot)
    if options.robots:
        robots += [make_robot(**fields) for fields in json.loads(options.robots.read_text("utf-8"))]
    server = Server(robots, options.port, wording=answers.WORDINGS.index(options.wording), tls=options.tls)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with server:
        print(server.address, flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
