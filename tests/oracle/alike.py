"""alike -- whether a test went the same with errnotice as without."""
import re

# what the formats of EXPECTF stand for, as run-tests.php has it
FORMATS = {b"e": rb"/", b"s": rb"[^\r\n]+", b"S": rb"[^\r\n]*", b"a": rb".+", b"A": rb".*", b"w": rb"\s*",
           b"i": rb"[+-]?\d+", b"d": rb"\d+", b"x": rb"[0-9a-fA-F]+", b"f": rb"[+-]?\.?\d+\.?\d*(?:[Ee][+-]?\d+)?",
           b"c": rb".", b"0": rb"\x00"}
ASKING = (b"get_loaded_extensions", b"get_defined_functions", b"ini_get_all", b"phpinfo")
NUMBER = re.compile(rb"0x[0-9a-fA-F]+|\bphp\w{6}\b|\b[0-9a-z]{26,}\b|\b[0-9a-f]{8,}\b|\d+(?:\.\d+)?(?:[Ee][+-]?\d+)?")


def is_same(one, other):
    return (one.output, one.status) == (other.output, other.status)


def are_steady(runs):
    return all(is_same(runs[0], run) for run in runs)


def meet(case, some, others):
    """Whether it is the same on both sides: to the byte, or, of what never is, but for numbers or as the test wants it."""
    if any(is_same(one, other) for one in some for other in others):
        return True
    if are_steady(some) or are_steady(others):
        return False
    both = [*some, *others]
    return any(differs_in_numbers(one, other) for one in some for other in others) or (
        len({run.status for run in both}) == 1 and all(passes(case, run) for run in both))


def differs_in_numbers(one, other):
    """Times, addresses, handles, ids of processes, sessions and files: nothing else."""
    return one.status == other.status and NUMBER.sub(b"#", one.output) == NUMBER.sub(b"#", other.output)


def tells_modules(case, alone, beside):
    """
    Errnotice shows by lines that name it; and where the test asks what is loaded, by more lines, or another number.
    Opcache's cache of files is in a folder that is named, from 8.4 on, after all that is loaded.
    """
    if alone.status != beside.status:
        return False
    lines, more = ([line for line in run.output.splitlines() if b"errnotice" not in line] for run in (alone, beside))
    if lines == more:
        return True
    rest = iter(NUMBER.sub(b"#", line) for line in more)
    asks = any(name in case.bytes("FILE") for name in ASKING) or b"opcache.file_cache=" in case.bytes("INI")
    return asks and all(NUMBER.sub(b"#", line) in rest for line in lines)


def passes(case, run):
    """Whether the output is as the test expects; None if that cannot be said here."""
    output = run.output
    if case.is_cgi and (parts := re.split(rb"\r?\n\r?\n", output, maxsplit=1))[1:]:
        output = parts[1]
    output = output.strip().replace(b"\r\n", b"\n")
    if case.has("EXPECT"):
        return output == case.bytes("EXPECT").strip().replace(b"\r\n", b"\n")
    try:
        if case.has("EXPECTF"):
            pattern = _of_format(case.bytes("EXPECTF").strip().replace(b"\r\n", b"\n"))
        else:
            pattern = case.bytes("EXPECTREGEX").strip().replace(b"\r\n", b"\n")
        return bool(re.fullmatch(pattern, output, re.S))
    except re.error:
        return None


def _of_format(wanted):
    pattern = b""
    for at, part in enumerate(wanted.split(b"%r")):
        if at % 2:
            pattern += b"(?:" + part + b")"
        else:
            pattern += re.sub(rb"%([esSaAwidxfc0])", lambda match: FORMATS[match[1]],
                              re.escape(part).replace(rb"\%", b"%"))
    return pattern
