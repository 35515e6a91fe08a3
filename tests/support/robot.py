"""robot -- one DingTalk robot: who may send what through it, and how often.

Pure: time comes in as an argument (Unix seconds as float), nothing is read or
sent here.  A robot judges a call in the order below and the first objection is
the answer; a call that passes is kept as a message.

    budget   20 calls in any 60 s; the next one is refused and so is every call
             of the ten minutes after it.  Refused calls count too: the service
             was seen to throttle tokens that do not even exist.
    address  the client's address, if the robot has a list
    time     `timestamp` within one hour of the service's clock
    sign     base64 of HMAC-SHA256(secret, timestamp LF secret)
    size     the whole body, at most 20,000 bytes
    form     JSON, a known msgtype, its required fields
    keyword  at least one of them in the text (a title is not enough)
    msgUuid  seen before: answered ok, and not shown a second time
"""
import base64
import collections
import dataclasses
import hashlib
import hmac
import ipaddress
import json
import re

CALLS_PER_WINDOW = 20
WINDOW_S = 60
BAN_S = 600
SIGNATURE_S = 3600
BODY_LIMIT = 20000
MENTION_LIMIT = 50
EVERYONE = "@所有人"

# msgtype: fields that must be text and not empty
REQUIRED = {
    "text": ("content",),
    "markdown": ("title", "text"),
    "link": ("title", "text", "messageUrl"),
    "actionCard": ("title", "text"),
    "feedCard": (),
}
MENTIONABLE = {"text", "markdown", "actionCard"}


@dataclasses.dataclass
class Verdict:
    """`answer` is a name of answers.py; `message` is set for what is shown in the group."""
    answer: str
    about: str = ""
    message: dict = None


def signature(timestamp, secret):
    """The value of `sign`, before percent-encoding."""
    text = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()


class Robot:
    def __init__(self, token, secret="", keywords=(), allow=(), wording=None):
        self.token = token
        self.secret = secret
        self.keywords = tuple(keywords)[:10]
        self.allow = [ipaddress.ip_network(net) for net in allow]
        self.wording = wording
        self.banned_until = 0.0
        self.calls = collections.deque()
        self.uuids = {}
        self.messages = []
        self.answers = collections.Counter()
        self.repeated = 0          # calls with a msgUuid that was accepted before
        self.repeated_changed = 0  # of these, with another body
        self.most_in_window = 0

    def judge(self, call, now):
        """What the service answers to `call` (see dingtalk.Call) at `now`; keeps what it accepts."""
        verdict = self._objection(call, now) or self._accept(call, now)
        self.answers[verdict.answer] += 1
        return verdict

    def count(self, now):
        """Notes a call; false if the budget or a ban forbids it."""
        while self.calls and self.calls[0] <= now - WINDOW_S:
            self.calls.popleft()
        full = len(self.calls) >= CALLS_PER_WINDOW
        self.calls.append(now)
        self.most_in_window = max(self.most_in_window, len(self.calls))
        if now < self.banned_until:
            return False
        if full:
            self.ban(now)
        return not full

    def ban(self, now, seconds=BAN_S):
        self.banned_until = now + seconds

    def forgive(self):
        self.banned_until = 0.0
        self.calls.clear()

    def _objection(self, call, now):
        if not self.count(now):
            return Verdict("throttled")
        if self.allow and not any(ipaddress.ip_address(call.client) in net for net in self.allow):
            return Verdict("ip", call.client)
        if self.secret:
            fault = self._signature_fault(call.query, now)
            if fault:
                return Verdict(fault)
        return self._body_fault(call)

    def _signature_fault(self, query, now):
        # of a parameter given twice the service looks at the first
        timestamp, sign = query.get("timestamp", ""), query.get("sign", "")
        if not timestamp and not sign:
            return "sign"
        if not re.fullmatch(r"[0-9]{13}", timestamp) or abs(int(timestamp) / 1000 - now) > SIGNATURE_S:
            return "timestamp"
        return None if hmac.compare_digest(sign.encode(), signature(timestamp, self.secret).encode()) else "sign"

    def _body_fault(self, call):
        if len(call.body) > BODY_LIMIT:
            return Verdict("too_long")
        message = parse(call.body)
        if message is None:
            return Verdict("no_json")
        kind = message.get("msgtype")
        if kind not in REQUIRED:
            return Verdict("msgtype", str(kind))
        return _missing(kind, message.get(kind)) or self._keyword_fault(kind, message)

    def _keyword_fault(self, kind, message):
        content = shown_text(kind, message)
        if self.keywords and not any(word in content for word in self.keywords):
            return Verdict("keywords")
        return None

    def _accept(self, call, now):
        message = parse(call.body)
        uuid = message.get("msgUuid")
        digest = hashlib.sha256(call.body).hexdigest()
        if uuid and uuid in self.uuids:
            self.repeated += 1
            self.repeated_changed += self.uuids[uuid] != digest
            return Verdict("ok")
        if uuid:
            self.uuids[uuid] = digest
        kind = message["msgtype"]
        record = {
            "token": self.token,
            "time": now,
            "msgtype": kind,
            "title": title(kind, message),
            "text": shown_text(kind, message),
            "mentions": mentions(kind, message),
            "msg_uuid": uuid,
            "bytes": len(call.body),
            "body": message,
        }
        self.messages.append(record)
        return Verdict("ok", message=record)


def parse(body):
    """The message in `body`; None where the service sees no JSON object."""
    try:
        message = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        return None
    return message if isinstance(message, dict) else None


def _missing(kind, part):
    part = part if isinstance(part, dict) else {}
    for field in REQUIRED[kind]:
        value = part.get(field)
        if isinstance(value, str) and value.strip():
            continue
        if kind == "markdown":
            return Verdict("no_title" if field == "title" else "no_text")
        return Verdict("no_field", f"{kind}->{field}")
    if kind == "feedCard" and not part.get("links"):
        return Verdict("no_field", "feedCard->links")
    return None


def title(kind, message):
    part = message[kind]
    if kind == "feedCard":
        return str(part["links"][0].get("title", ""))
    return part.get("title", "") if kind != "text" else ""


def shown_text(kind, message):
    """The text that the group reads, Markdown as it was sent."""
    part = message[kind]
    if kind == "feedCard":
        return "\n".join(str(link.get("title", "")) for link in part["links"])
    return part["content" if kind == "text" else "text"]


def mentions(kind, message):
    """Whom the message calls: `rings` as the text writes it, `silent` with the reason why not."""
    at = message.get("at") if isinstance(message.get("at"), dict) else {}
    text = shown_text(kind, message)
    rings, silent = [], {}
    for who in list(at.get("atMobiles") or []) + list(at.get("atUserIds") or []):
        reason = _silence(kind, str(who), text, len(rings))
        if reason:
            silent[str(who)] = reason
        else:
            rings.append("@" + str(who))
    if at.get("isAtAll") in (True, "true"):
        if kind in MENTIONABLE and EVERYONE in text:
            rings.append(EVERYONE)
        else:
            silent[EVERYONE] = "the text does not say " + EVERYONE
    return {"rings": rings, "silent": silent}


def _silence(kind, who, text, already):
    if kind not in MENTIONABLE:
        return f"{kind} messages mention nobody"
    if who.startswith("@"):
        return "the list holds the bare number, without @"
    if not re.search("@" + re.escape(who) + r"(?![0-9A-Za-z])", text):
        return "the text does not hold @" + who
    if already >= MENTION_LIMIT:
        return f"more than {MENTION_LIMIT} mentions"
    return None
