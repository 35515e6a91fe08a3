"""handover -- an event from its slot to acknowledged, and all of errnotice_report(), beside hiredis with one XADD."""
import os
import re

from support.redis import Redis
from figures import ratio, show
from programs import compile_handover, handover, report

STREAM = "errnotice:events"
EVENTS = 3000  # of each side in one run
FEW, MANY = 100, 1100  # for what is counted; the difference leaves start and end out
ENTRIES = {"without a detail": EVENTS, "with a detail": 1}  # reports, of which the last one is copied


def bench(folder, runs):
    """Both sides in turn, event by event, in one process: what else the machine does meets both."""
    client, server = _processors()
    compile_handover()
    with Redis(folder / "redis", appendonly=False, launcher=server) as redis:
        for name, reports in ENTRIES.items():
            print(f"hand-over: {EVENTS} in turn with as many XADDs, entries {name}, unix socket, a processor a side")
            _times(redis, reports, runs, client)
        _counts(folder, redis)


def _processors():
    """What starts a program on the first processor, and one on the last."""
    usable = sorted(os.sched_getaffinity(0))
    return ["taskset", "-c", str(usable[0])], ["taskset", "-c", str(usable[-1])]


def _times(redis, reports, runs, launcher):
    handed, reported, alone = [], [], []
    for _ in range(runs):
        redis.client().flushall()
        reported.append(report(redis, reports, launcher) * 1e6)
        ours, raw = handover("both", redis, STREAM, EVENTS, launcher)
        handed.append(ours / 1e3)
        alone.append(raw / 1e3)
        for stream in ("handover", "raw"):
            there = redis.client().xlen(f"{STREAM}.{stream}")
            if there != EVENTS:
                raise SystemExit(f"bench: {EVENTS} entries were sent, {there} are on {STREAM}.{stream}")
    show("hiredis, XADD of the same entry", "µs", alone)
    show("hand-over, from the slot to acknowledged", "µs", handed)
    ratio("ratio", handed, alone)
    if reports > 1:  # the first one connects
        show("errnotice_report(), throw and capture included", "µs", reported)
        ratio("ratio", reported, alone)


def _counts(folder, redis):
    """Of an entry with a detail: what the client executes outside the kernel, and how often it calls that."""
    print("hand-over: the client of one event, under callgrind and strace")
    for what, count in (("instructions", _instructions), ("system calls", _calls)):
        ours, raw = (_each(count, folder, redis, side) for side in ("ours", "raw"))
        print(f"  {what + ', hiredis':52} {raw:10.1f}\n  {what + ', hand-over':52} {ours:10.1f}     {ours / raw:.3f}")


def _each(count, folder, redis, side):
    few, many = (count(folder, redis, side, events) for events in (FEW, MANY))
    return (many - few) / (MANY - FEW)


def _instructions(folder, redis, side, events):
    out, log = folder / "callgrind.out", folder / "callgrind.log"
    handover(side, redis, STREAM, events, ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
                                           f"--log-file={log}"])
    return int(re.search(r"Collected : (\d+)", log.read_text("utf-8"))[1])


def _calls(folder, redis, side, events):
    out = folder / "strace.out"
    handover(side, redis, STREAM, events, ["strace", "-f", "-c", "-U", "calls,name", "-o", out])
    return int(re.search(r"^ *(\d+) total$", out.read_text("utf-8"), re.MULTILINE)[1])
