"""stream -- events put on the stream without PHP, as docs/event-schema.md says they look.

    put(redis.client(), [event(code="10012"), event(code="10013", count=3)])
"""
import json
import os
import time

KEY = "errnotice:events"
FNV_BASIS, FNV_PRIME, MASK = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1


def fingerprint(*parts):
    value = FNV_BASIS
    for byte in "\0".join(parts).encode():
        value = (value ^ byte) * FNV_PRIME & MASK
    return f"{value:016x}"


def uuid7(time_ms):
    random = int.from_bytes(os.urandom(10), "big")
    text = f"{time_ms:012x}7{random >> 64 & 0xfff:03x}{0x8000 | random >> 50 & 0x3fff:04x}{random & (1 << 48) - 1:012x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def event(app="shop", code="10012", message="payment gateway said no", **fields):
    """Name and value of every field; `fields` changes or adds some."""
    now = int(time.time() * 1000)
    its = {"v": "1", "id": uuid7(now), "time": str(now), "app": app, "env": "test", "release": "1.4.2", "host": "web-1",
           "sapi": "fpm-fcgi", "kind": "exception", "count": "1", "path": "fatal", "class": "App\\OrderException",
           "code": code, "message": message, "file": "/app/src/Order.php", "line": "42", "site": "App\\Order::pay",
           "detail": "{}"}
    its.update({name: json.dumps(value) if isinstance(value, dict) else str(value) for name, value in fields.items()})
    its.setdefault("fp", fingerprint(its["app"], its["env"], its["class"], its["code"], its["site"]))
    return its


def put(client, events, key=KEY, at_once=False):
    """XADD for each; `at_once`: all of them appear in one moment.  Returns the stream's ids."""
    ids = []
    step = len(events) if at_once else 5000
    for start in range(0, len(events), max(step, 1)):
        pipeline = client.pipeline(transaction=at_once)
        for its in events[start:start + step]:
            pipeline.xadd(key, its)
        ids += pipeline.execute()
    return ids


class Sender:
    """What the extension does beside throwing: its entries carry a source, its heartbeat says how many were taken."""

    def __init__(self, host="web-1"):
        self.host = host
        self.source = uuid7(int(time.time() * 1000) + 5000)
        self.taken = 0

    def send(self, client, errors, take=True):
        """As many events, and one that stands for the rest when it is more than 100."""
        counts = [1] * errors if errors <= 100 else [1] * 99 + [errors - 99]
        ids = put(client, [event("a", host=self.host, source=self.source, count=n) for n in counts])
        self.taken += errors * take
        return ids

    def beat(self, client, stream=KEY):
        client.hset("errnotice:hosts", self.host, f"{int(time.time())} 0.2.0 {self.taken} {self.source} {stream}")
