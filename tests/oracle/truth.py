"""truth -- what the witness saw the engine do, and what must have been reported of it."""
import collections
import dataclasses
import re

APART = "\x1f"
PRINTING = re.compile(r"__toString\(\)\?#\d+ \{main\}\?  thrown$")
OF_A_FILE = ("E_PARSE", "E_COMPILE_ERROR")  # such a throwable is told as the fatal error that it becomes


@dataclasses.dataclass(frozen=True)
class Member:
    """One throwable of a chain."""
    handle: str
    class_: str
    code: str
    file: str
    line: str


@dataclasses.dataclass(frozen=True)
class Saying:
    """One line of the witness."""
    what: str
    request: tuple  # process, number
    constant: str
    file: str
    line: str
    message: str
    chain: tuple  # of Members, outermost first

    def report(self):
        """The right one."""
        if self.what == "fatal" or self.constant in OF_A_FILE:
            return Report("fatal", "fatal", self.constant, self.constant, self.file, self.line)
        path = "fatal" if self.what == "uncaught" else "handler"
        subject = _subject(self.chain)
        return Report("exception", path, subject.class_, _code(subject), subject.file, subject.line)

    def quotes(self, report):
        """The engine's words where a class cannot be linked because of a throwable, which may be told instead."""
        return (self.message.startswith("During inheritance of ") and report.kind == "exception"
                and f"Uncaught {report.class_}" in self.message and f" in {report.file}:{report.line}" in self.message)

    @property
    def is_of_printing(self):
        """It was thrown where the engine made the text of another one, which left the script, too, without a word."""
        return self.what == "uncaught" and PRINTING.search(self.message)


@dataclasses.dataclass(frozen=True)
class Report:
    kind: str
    path: str
    class_: str
    code: str
    file: str
    line: str

    def __str__(self):
        return f"{self.kind} {self.class_} {self.code}, {self.path}, {self.file}:{self.line}"


class Incident:
    """What is one: the same throwable once more, or one that holds what was said before."""

    def __init__(self, saying):
        self.sayings = [saying]

    def takes(self, saying):
        known = {(earlier.request, earlier.chain[0]) for earlier in self.sayings if earlier.chain}
        if not any((saying.request, member) in known for member in saying.chain):
            return False
        self.sayings.append(saying)
        return True

    def is_told_by(self, report):
        """Right is the one of the first that the engine itself ended, else of a handler's last."""
        ended = [saying for saying in self.sayings if saying.what != "handler"]
        saying = (ended or self.sayings[-1:])[0]
        return report == saying.report() or saying.quotes(report)


def _code(member):
    return member.code or "0"


def _subject(chain):
    """`*` takes the outermost that has a code, else the outermost."""
    return next((member for member in chain if _code(member) != "0"), chain[0])


def report_of(event):
    fields = (event[name] for name in ("kind", "path", "class", "code", "file", "line"))
    return Report(*("".join("?" if char < " " else char for char in field) for field in fields))


def read(log):
    """(Sayings in their order, the number of throws)."""
    sayings, throws = [], 0
    requests = collections.Counter()  # that have ended, of each process
    for line in filter(None, log.split("\n")):
        what, process, *fields = line.split(APART)
        if what == "thrown":
            throws += int(fields[0])
            requests[process] += 1
        else:
            chain = (Member(*fields[at:at + 5]) for at in range(4, len(fields), 5))
            sayings.append(Saying(what, (process, requests[process]), *fields[:4], tuple(chain)))
    return sayings, throws


def incidents(sayings):
    found = []
    for saying in sayings:
        if not any(incident.takes(saying) for incident in found):
            found.append(Incident(saying))
    return found


def compare(found, reports):
    """(incidents that were missed, reports that are false)."""
    left, missed = list(reports), []
    for incident in found:
        right = next((report for report in left if incident.is_told_by(report)), None)
        if right:
            left.remove(right)
        else:
            missed.append(incident)
    printing = sum(bool(saying.is_of_printing) for incident in found for saying in incident.sayings)
    return missed, [report for report in left if report.path != "fatal"] + [
        report for report in left if report.path == "fatal"][printing:]
