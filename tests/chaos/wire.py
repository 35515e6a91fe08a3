"""wire -- two network namespaces and a line between them that can be cut, slow, or lose packets.

    wire.py THERE BACK             the addresses of its two ends

Prints the file descriptors by which it holds the namespaces: a server is started in
one by `nsenter --net=/proc/<pid>/fd/<descriptor>`.  Then, by lines on its standard
input, `there|back DELAY LOSS`: seconds and a share of 1, for one direction.  Ends with its
standard input, and with it, and the last server in them, the namespaces go.

A kernel may lack netem; a line made of two TUN devices is the same everywhere, and
nothing of the host's own network is touched.
"""
import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

NEW_NET = 0x40000000           # CLONE_NEWNET
TUNSETIFF, TUN, NO_PI = 0x400454CA, 0x0001, 0x1000
DEVICE = "wire"
PACKET = 65536


def namespace(address, peer):
    """Makes one, with its end of the line, and goes there; its descriptor, and that of the device."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NEW_NET):
        raise OSError(ctypes.get_errno(), "unshare")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", DEVICE.encode(), TUN | NO_PI))
    for words in (f"address add {address} peer {peer} dev {DEVICE}", f"link set {DEVICE} up", "link set lo up"):
        subprocess.run(["ip", *words.split()], check=True)
    return os.open("/proc/self/ns/net", os.O_RDONLY), device


class Direction:
    """What goes from one end to the other; packets that wait are in the order in which they are due."""

    def __init__(self, source, sink):
        self.source, self.sink = source, sink
        self.delay_s, self.loss = 0.0, 0.0
        self._waiting = []
        self._count = 0

    def take(self):
        packet = os.read(self.source, PACKET)
        if random.random() >= self.loss:
            self._count += 1
            heapq.heappush(self._waiting, (time.monotonic() + self.delay_s, self._count, packet))

    def give(self):
        """What is due; seconds until the next is, None without one."""
        while self._waiting and self._waiting[0][0] <= time.monotonic():
            os.write(self.sink, heapq.heappop(self._waiting)[2])
        return max(0.0, self._waiting[0][0] - time.monotonic()) if self._waiting else None


def run(directions, orders):
    """Until there are no more orders."""
    sources = {direction.source: direction for direction in directions.values()}
    text = b""
    while True:
        waits = [wait for wait in (direction.give() for direction in directions.values()) if wait is not None]
        for ready in select.select([orders, *sources], [], [], min(waits, default=None))[0]:
            if ready != orders:
                sources[ready].take()
                continue
            got = os.read(orders, PACKET)
            if not got:
                return
            *lines, text = (text + got).split(b"\n")
            for line in lines:
                name, delay, loss = line.decode().split()
                directions[name].delay_s, directions[name].loss = float(delay), float(loss)


def main(there, back):
    (of_there, near), (of_back, far) = namespace(there, back), namespace(back, there)
    print(of_there, of_back, flush=True)
    run({"there": Direction(near, far), "back": Direction(far, near)}, sys.stdin.fileno())


if __name__ == "__main__":
    main(*sys.argv[1:])
