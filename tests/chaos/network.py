"""network -- the line between the host of PHP and that of Redis.

    with Network() as network:
        Redis(folder, host=network.BACK, launcher=network.back)
        Fpm(folder, launcher=network.there, …)
        with network.faulty(back=(0.0, 1.0)):       no answer arrives
            …

Needs root and /dev/net/tun.
"""
import contextlib
import os
import pathlib
import subprocess
import sys

WIRE = pathlib.Path(__file__).with_name("wire.py")
WHOLE = (0.0, 0.0)             # seconds of delay, share of packets lost


def possible():
    """Root of a container often may not."""
    return os.geteuid() == 0 and pathlib.Path("/dev/net/tun").exists() and not subprocess.run(
        ["unshare", "--net", "ip", "link", "set", "lo", "up"], stderr=subprocess.DEVNULL, check=False).returncode


class Network:
    THERE, BACK = "192.0.2.1", "192.0.2.2"  # for documentation: in nobody's way, and in namespaces of their own

    def __init__(self):
        self._wire = subprocess.Popen([sys.executable, WIRE, self.THERE, self.BACK], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, text=True, start_new_session=True)
        held = self._wire.stdout.readline().split()
        if len(held) != 2:
            raise RuntimeError(f"no network namespaces: {WIRE.name} ended with status {self._wire.wait()}")
        self.there, self.back = (["nsenter", f"--net=/proc/{self._wire.pid}/fd/{number}"] for number in held)

    @contextlib.contextmanager
    def faulty(self, there=WHOLE, back=WHOLE):
        """`there`, `back`: seconds of delay and share of packets lost, of what goes to Redis and of its answers."""
        self._order(there, back)
        yield
        self._order(WHOLE, WHOLE)

    def _order(self, there, back):
        for name, (delay, loss) in (("there", there), ("back", back)):
            self._wire.stdin.write(f"{name} {delay} {loss}\n")
        self._wire.stdin.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._wire.stdin.close()
        self._wire.wait(10)
        self._wire.stdout.close()
