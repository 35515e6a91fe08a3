"""render -- a robot's message as the group sees it, for a terminal.

Knows DingTalk's Markdown subset (headings, bold, italic, links, images, quotes,
lists) and no more: what the app would show as plain characters stays plain.  The
title is shown apart: the app puts it into the notification, not into the body.

    python3 tests/support/render.py tests/consumer/golden/*
"""
import json
import pathlib
import re
import sys

BOLD, DIM, ITALIC, UNDERLINE = "1", "2", "3", "4"
RED, YELLOW, BLUE, CYAN = "31", "33", "34", "36"
CALLED = "1;30;43"

ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-=.!>|~<&])")
INLINE = re.compile(
    r"(?P<image>!\[(?P<alt>[^\]]*)\]\((?P<src>[^)\s]*)\))"
    r"|(?P<link>\[(?P<label>[^\]]+)\]\((?P<href>[^)\s]*)\))"
    r"|(?P<bold>\*\*(?P<strong>[^*]+)\*\*)"
    r"|(?P<italic>(?<!\*)\*(?P<em>[^*\s][^*]*)\*(?!\*))"
)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Painter:
    def __init__(self, color):
        self.color = color

    def __call__(self, style, text):
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and text else text


def message(record, color=True):
    """`record` is an accepted message of the stand-in; ends with a line feed."""
    paint = Painter(color)
    head = [paint(DIM, "┌─ ") + paint(BOLD, _safe(record["title"] or "(no title)"))]
    body = _body(record, paint)
    silent = record["mentions"]["silent"]
    foot = [paint(YELLOW, f"{_safe(who)} is not called: {why}") for who, why in silent.items()]
    lines = [paint(DIM, "│ ") + line for line in body + foot]
    return "\n".join(head + lines + [paint(DIM, "└─")]) + "\n"


def _body(record, paint):
    text = _safe(record["text"])
    rings = record["mentions"]["rings"]
    if record["msgtype"] == "text":
        return [_mark(line, rings, paint) for line in text.split("\n")]
    return [_mark(_line(line, paint), rings, paint) for line in _lines(text)]


def _safe(text):
    """Nothing in a message may steer the terminal."""
    return CONTROL.sub("�", text.encode("utf-8", "replace").decode().replace("\r\n", "\n"))


def _lines(text):
    """Joins lines as the app does: a single line feed breaks only after two spaces, or beside a block."""
    lines, opened = [], False
    for raw in text.split("\n"):
        line = raw.strip()
        block = re.match(r"(#{1,6} |>|- |\d+\. )", line)
        if opened and line and not block:
            lines[-1] += " " + line
        elif line or (lines and lines[-1]):
            lines.append(line)
        opened = bool(line) and not raw.endswith("  ") and not re.match(r"#{1,6} ", line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _line(line, paint):
    heading = re.match(r"(#{1,6}) +(.*)", line)
    if heading:
        return paint(BOLD, _inline(heading[2], Painter(False)))
    if line.startswith(">"):
        return paint(DIM, "▎") + " " + _inline(line.lstrip("> "), paint)
    if line.startswith("- "):
        return "• " + _inline(line[2:], paint)
    return _inline(line, paint)


def _inline(text, paint):
    hidden = []

    def hide(match):
        hidden.append(match[1])
        return chr(0xE000 + len(hidden) - 1) if len(hidden) <= 0x1000 else match[1]

    text = ESCAPED.sub(hide, re.sub("[\ue000-\uf8ff]", "�", text))
    text = INLINE.sub(lambda match: _styled(match, paint), text)
    return re.sub("[\ue000-\uf8ff]", lambda match: hidden[ord(match[0]) - 0xE000], text)


def _styled(match, paint):
    if match["image"]:
        return paint(CYAN, f"[image {match['alt']}: {match['src']}]")
    if match["link"]:
        return paint(UNDERLINE, match["label"]) + paint(BLUE, f" ({match['href']})")
    if match["bold"]:
        return paint(BOLD, match["strong"])
    return paint(ITALIC, match["em"])


def _mark(line, rings, paint):
    for who in rings:
        line = re.sub(re.escape(who) + r"(?![0-9A-Za-z])", lambda m: paint(CALLED, m[0]), line)
    return line


def golden(path):
    """A file of tests/consumer/golden as the stand-in would have recorded it."""
    title, text, at = pathlib.Path(path).read_text("utf-8").rstrip("\n").split("\n---\n")
    called = json.loads(at)
    rings = [f"@{who}" for who in called["atMobiles"] + called["atUserIds"] if f"@{who} " in text + " "]
    return {"title": title, "text": text, "msgtype": "markdown", "mentions": {"rings": rings, "silent": {}}}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(f"{pathlib.Path(name).stem}\n{message(golden(name), sys.stdout.isatty())}")
