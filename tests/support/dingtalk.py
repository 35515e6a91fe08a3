#!/usr/bin/env python3
"""dingtalk -- a stand-in for DingTalk's group robots, as strict as the service.

As a program:  dingtalk.py --port 0 --robot TOKEN[:SECRET[:KEYWORD]] …
prints its address and runs until it is told to stop.  In a test:

    with Server([Robot("t", secret="SEC…")]) as dingtalk:
        … dingtalk.webhook("t") …
        dingtalk.wait_messages(1)

service.py is the behaviour, faults.py how it can misbehave; this puts HTTP/1.1 around it.

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

if __package__ in (None, ""):
    sys.path[0] = str(pathlib.Path(__file__).resolve().parents[1])

from support import answers, render  # noqa: E402
from support.robot import Robot  # noqa: E402
from support.service import PATH, Call, Reply, Service  # noqa: E402


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
