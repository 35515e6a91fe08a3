"""load -- requests that throw, at a steady rate, in a process of their own: what is measured is PHP's answer.

    load.py SOCKET BOOK ANSWERS RATE HOLD_US

RATE requests a second until its standard input ends; then it waits for the answers.
The page writes to BOOK what it throws, this to ANSWERS a line for each request:
monotonic seconds when it was sent, seconds to its end, status; `- -` without an end.
"""
import itertools
import pathlib
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from support import fastcgi  # noqa: E402

PAGE = HERE / "page.php"
CODES = ("10012", "10013", "20001", "30001")  # told, muted and unrouted: tests/e2e/room.py
SENDERS = 24                   # more than there are workers: who waits for one keeps no other back


def throw(socket, book, number, hold_us=0):
    """One error; the answer, None if the worker died or nobody took the request."""
    uri = f"/?n={number}&code={CODES[number % len(CODES)]}&hold={number * 7919 % (hold_us + 1)}"
    try:
        answer = fastcgi.request(socket, PAGE, uri, params={"BOOK": str(book)})
    except OSError:
        return None
    return answer if answer.complete else None


class Load:
    def __init__(self, socket, book, answers, rate, hold_us):
        self._request = (socket, book)
        self._hold_us = hold_us
        self._numbers = itertools.count()
        self._answers = answers
        self._pause_s = SENDERS / rate
        self._end = threading.Event()
        self._lock = threading.Lock()

    def run(self):
        senders = [threading.Thread(target=self._send, args=(n,)) for n in range(SENDERS)]
        for sender in senders:
            sender.start()
        sys.stdin.read()
        self._end.set()
        for sender in senders:
            sender.join()

    def _send(self, which):
        due = time.monotonic() + self._pause_s * which / SENDERS
        while not self._end.wait(max(0.0, due - time.monotonic())):
            due = max(due + self._pause_s, time.monotonic())
            sent = time.monotonic()
            answer = throw(*self._request, next(self._numbers), self._hold_us)
            with self._lock:
                print(sent, *((answer.end_s, answer.status) if answer else "--"), file=self._answers, flush=True)


if __name__ == "__main__":
    with open(sys.argv[3], "w", encoding="ascii") as file:
        Load(sys.argv[1], sys.argv[2], file, float(sys.argv[4]), int(sys.argv[5])).run()
