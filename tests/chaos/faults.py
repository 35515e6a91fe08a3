"""faults -- what can happen to each part of an estate, by name; queues.py has what happens to the queue.

A fault is a context manager: it begins what the block suffers, and ends it.  What a
lane names happens to one subject, one at a time; lanes know nothing of each other.
"""
import contextlib
import os
import signal
import sqlite3
import threading

from support import refusals
from support.wait import wait_until
import memory

STOP_S = 30                    # a few time-outs of five seconds, one after the other
SLOW_S, LOSSY = 0.2, 0.2
FILLER_KEYS, KEY_DELAY_US = 1500, 600   # about a second of LOADING


def lanes(estate, dice):
    """{lane: {name: a function that gives the fault}}; `dice` chooses which worker it is."""
    room_left = threading.Lock()  # what a php-fpm that ends finds in the slots goes somewhere: docs/reliability.md
    found = {**estate.queue.faults(), "workers": of_workers(estate.fpm, dice, estate.crashed),
             "group": of_group(estate.dingtalk)}
    found["workers"]["reloaded"] = lambda: reloaded(estate.fpm)
    if estate.relay:
        found["relay"] = of_daemon(estate.relay, STOP_S)
    if not estate.queue.loses:  # what the queue took from a php-fpm that has ended is compared with nothing
        found["workers"]["stopped"] = lambda: stopped(estate.fpm, room_left)
    if estate.spool_disk:
        found["spool"] = {"is full": lambda: full_disk(estate.spool_disk, room_left)}
    if estate.server:
        found["store"] = of_daemon(estate.server)
    else:
        found["store"] = {"is locked": lambda: locked_file(estate.consumers[0].database)}
    if estate.store_disk:
        found["store"]["is full"] = lambda: full_disk(estate.store_disk)
    for number, consumer in enumerate(estate.consumers):
        found[f"consumer {number}"] = of_daemon(consumer, STOP_S, ready=False)
    return found


def of_daemon(daemon, stop_s=None, **start):
    """`stop_s`: how long it may take to end well while all that it speaks to is silent."""
    @contextlib.contextmanager
    def killed():
        _needed(daemon)
        daemon.kill()
        yield
        daemon.start(**start)

    @contextlib.contextmanager
    def stopped():
        _needed(daemon)
        daemon.stop(**({"timeout": stop_s} if stop_s else {}))
        yield
        daemon.start(**start)

    @contextlib.contextmanager
    def stands_still():
        _needed(daemon)
        daemon.pause()
        yield
        daemon.resume()

    return {"killed": killed, "stopped": stopped, "stands still": stands_still}


def _needed(daemon):
    """What ended by itself is a fault of another kind."""
    if not daemon.running:
        raise AssertionError(f"{type(daemon).__name__} in {daemon.folder} ended by itself")


def of_redis(redis):
    @contextlib.contextmanager
    def loading():
        """Killed, and slow to read what it wrote: it answers LOADING meanwhile."""
        pipeline = redis.client().pipeline()
        for number in range(FILLER_KEYS):
            pipeline.set(f"filler:{number}", "x" * 500)
        pipeline.execute()
        redis.client().bgrewriteaof()  # what it has to read is what there is, not all that ever was
        wait_until(lambda: not redis.client().info("persistence")["aof_rewrite_in_progress"], 20, "rewritten file")
        redis.kill()
        yield
        slow = [f"key-load-delay {KEY_DELAY_US}", "loading-process-events-interval-bytes 1024"]
        redis.settings += slow
        redis.start()
        redis.settings = redis.settings[:-len(slow)]

    @contextlib.contextmanager
    def disconnected():
        refusals.disconnected(redis.client())
        yield

    def refused(refusal):
        return lambda: refusal(redis.client())

    return {"loads": loading, "hangs up": disconnected, "is full": refused(refusals.full),
            "is a replica": refused(refusals.read_only), "has another password": refused(refusals.locked)}


def of_network(network):
    return {"cut": lambda: network.faulty((0.0, 1.0), (0.0, 1.0)),
            "answers lost": lambda: network.faulty(back=(0.0, 1.0)),
            "slow": lambda: network.faulty((SLOW_S / 2, 0.0), (SLOW_S / 2, 0.0)),
            "lossy": lambda: network.faulty((0.0, LOSSY), (0.0, LOSSY))}


def of_workers(fpm, dice, crashed):
    """`crashed`: a set that takes the process ids of those that crashed by this."""
    @contextlib.contextmanager
    def killed(share):
        workers = fpm.workers
        for pid in dice.sample(workers, max(1, int(len(workers) * share))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        yield

    @contextlib.contextmanager
    def stands_still():
        pid = dice.choice(fpm.workers)
        os.kill(pid, signal.SIGSTOP)
        yield
        os.kill(pid, signal.SIGCONT)

    @contextlib.contextmanager
    def crashes():
        """As another extension's fault would have it, at any moment."""
        pid = dice.choice(fpm.workers)
        crashed.add(pid)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSEGV)
        yield

    def out_of_memory():
        return memory.withheld(dice.choice(fpm.workers))

    found = {"one is out of memory": out_of_memory} if memory.possible() else {}
    return {**found, "one killed": lambda: killed(0), "half killed": lambda: killed(0.5), "all killed": lambda: killed(1),
            "one crashes": crashes, "one stands still": stands_still}


@contextlib.contextmanager
def reloaded(fpm):
    fpm.reload()
    yield


@contextlib.contextmanager
def stopped(fpm, room_left):
    with room_left:
        fpm.stop()
    yield
    fpm.start()


@contextlib.contextmanager
def full_disk(disk, room_left=contextlib.nullcontext()):
    with room_left:
        disk.fill()
        yield
        disk.free()


@contextlib.contextmanager
def locked_file(path):
    """As a backup that takes its time would."""
    lock = sqlite3.connect(path, isolation_level=None, timeout=10)
    lock.execute("BEGIN IMMEDIATE")
    yield
    lock.rollback()
    lock.close()


def of_group(dingtalk):
    @contextlib.contextmanager
    def answers(**fault):
        """The next message meets it, if one comes in time."""
        for token in dingtalk.service.robots:
            dingtalk.fault(token, **fault)
        yield
        dingtalk.service.faults.clear()

    return {"is busy": lambda: answers(errcode=-1, errmsg="busy"), "answers 502": lambda: answers(preset="502"),
            "breaks off": lambda: answers(reset="after"), "answers late": lambda: answers(delay=0.5)}
