"""answers -- how long PHP took to answer while all of that happened."""
import dataclasses

from support.percentile import percentile

SHARES = (50, 99, 99.9)
HEAD = f"{'milliseconds':<48}{'answers':>9}" + "".join(f"{f'p{share}':>9}" for share in SHARES) + f"{'worst':>9}"


@dataclasses.dataclass
class Answers:
    took_s: list               # of those that came to their end
    broken: int                # that did not: the worker died

    def line(self, name):
        figures = [percentile(self.took_s, share) for share in SHARES] + [max(self.took_s)]
        return f"{name:<48}{len(self.took_s):>9}" + "".join(f"{1000 * figure:9.1f}" for figure in figures)


def read(file, without=()):
    """`without`: (from, to) in monotonic seconds; the answers to what was sent or came in such a time are left out."""
    took, broken = [], 0
    for line in file.read_text("ascii").splitlines():
        sent, end, status = line.split()
        if end == "-":
            broken += 1
            continue
        assert status == "500", f"an error was answered with status {status}"
        sent, end = float(sent), float(end)
        if not any(sent < to and sent + end > since for since, to in without):
            took.append(end)
    return Answers(took, broken)
