"""escapes -- what a program's own log says escaped, and what must have been reported of it."""
import collections
import dataclasses
import re
import zlib

CONFIGURED = "500"
LONGEST = 16  # chain of which every member is read

LINE = re.compile(r"^\[[^\]]+\] ", re.M)  # as error_log() begins each entry
HANDLER = re.compile(r"@handler (.*)")
UNCAUGHT = re.compile(r"PHP Fatal error:  Uncaught (.*)", re.S)
MEMBER = re.compile(r"^(?:Next )?[\w\\]+(?:: (.*?))? in [^\n]+:(\d+)\nStack trace:\n((?:#\d+ [^\n]*(?:\n|$))+)", re.M | re.S)
SPACE = re.compile(r"\s")
NUMBER = re.compile(r"#\d+/\d+")
OTHER_FATAL = re.compile(r"PHP (?:Fatal|Parse|Core|Compile) error:  (?!Uncaught )(.*)")


@dataclasses.dataclass(frozen=True)
class Report:
    path: str
    code: str
    message: str  # of one of ours its number and code, as in #3/500


@dataclasses.dataclass
class Escape:
    path: str
    chain: list  # outermost first: #3/500; one that the engine made by its line, trace and message

    def subject(self):
        """What is described: the first that is configured, or None."""
        return next((member for member in self.chain if member.partition("/")[2] == CONFIGURED), None)

    def members(self):
        """What each of the chain is known by: the engine may make two alike, but not with the same behind them."""
        return [member if NUMBER.fullmatch(member) else tuple(self.chain[at:]) for at, member in enumerate(self.chain)]


@dataclasses.dataclass
class Incident:
    """Escapes that are one: the same throwable again, or one that holds what had escaped before."""
    escapes: list

    def holds(self, escape):
        known = {earlier.members()[0] for earlier in self.escapes} | {earlier.subject() for earlier in self.escapes}
        return bool(known & set(escape.members()))

    def report(self):
        """Of the first that the engine ended the script for, else of the last that a handler was given."""
        configured = [escape for escape in self.escapes if escape.subject()]
        fatal = [escape for escape in configured if escape.path == "fatal"]
        for told in fatal[:1] or configured[-1:]:
            return Report(told.path, CONFIGURED, told.subject())
        return None


def entries(log):
    starts = [match.end() for match in LINE.finditer(log)]
    ends = [match.start() for match in LINE.finditer(log)][1:] + [len(log)]
    return [log[start:end].rstrip("\n") for start, end in zip(starts, ends)]


def _member(text, line, trace):
    if NUMBER.fullmatch(text):
        return text
    # the engine makes some alike in all but their trace
    crc = zlib.crc32(trace.rstrip("\n").encode())
    return f"-{line}-{crc:08x}-{SPACE.sub('_', text)}"


def escapes(log):
    """What left the program, in order."""
    for entry in entries(log):
        if handler := HANDLER.match(entry):
            yield Escape("handler", handler[1].split())
        elif uncaught := UNCAUGHT.match(entry):
            yield Escape("fatal", [_member(*found) for found in MEMBER.findall(uncaught[1])][::-1])


def expected(log):
    """A Counter of Reports."""
    incidents = []
    for escape in escapes(log):
        for incident in incidents:
            if incident.holds(escape):
                incident.escapes.append(escape)
                break
        else:
            incidents.append(Incident([escape]))
    return collections.Counter(report for incident in incidents if (report := incident.report()))


def is_unclear(log):
    """Whether it ended by a fatal error that is no throwable, or made a chain longer than is read."""
    return (any(OTHER_FATAL.match(entry) for entry in entries(log))
            or any(len(escape.chain) > LONGEST for escape in escapes(log)))
