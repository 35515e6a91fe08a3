"""spool -- records as the extension appends them, and what is in a file of them.  docs/event-schema.md says the form."""
import os
import zlib

ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n"}


def record(its):
    """The bytes of one record."""
    words = [word for pair in its.items() for word in pair]
    payload = "\t".join("".join(ESCAPES.get(c, c) for c in word) for word in words).encode()
    return b"\n%08x %s\n" % (zlib.crc32(payload), payload)


def file_of(spool, uid=None):
    """The file that this user's PHP appends to."""
    return spool / f"events-{os.geteuid() if uid is None else uid}.log"


def append(spool, events):
    with open(file_of(spool), "ab") as file:
        for its in events:
            file.write(record(its))


def records(path):
    """(whole ones, torn ones) of a file."""
    lines = [line for line in path.read_bytes().split(b"\n") if line]
    whole = sum(line[8:9] == b" " and line[:8] == b"%08x" % zlib.crc32(line[9:]) for line in lines)
    return whole, len(lines) - whole
