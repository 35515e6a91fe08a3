"""consumer -- the real errnotice-consumer with a configuration of its own.

    with Consumer(tmp_path, redis.url, robots={"ops": {"webhook": …}}) as consumer:
        consumer.wait("ingested_total", 100)
        consumer.check_law()
"""
import pathlib
import re
import signal
import sqlite3
import urllib.error
import urllib.parse
import urllib.request

from support import mariadb, paths
from support.daemon import Daemon
from support.process import GRACE_S, Process, free_port
from support.wait import wait_until

SAMPLE = re.compile(r'^(?P<name>[a-zA-Z_:][\w:]*)(?:\{(?P<labels>(?:[^"}]|"(?:[^"\\]|\\.)*")*)\})? (?P<value>\S+)$')
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


class Consumer(Daemon):
    def __init__(self, folder, redis_url, robots=None, routes=None, sections=None, env=None):
        """`robots`, `routes`: {name: {key: value}}; `sections`: further or changed ones, by their full name."""
        self.folder = pathlib.Path(folder) / "consumer"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # its configuration holds secrets
        self.conf = self.folder / "consumer.conf"
        self.database = self.folder / "errnotice.db"
        self.port = free_port()
        self.sections = {
            "queue": {"redis": redis_url},
            "store": {"url": f"sqlite:{self.database}"},
            "http": {"listen": f"127.0.0.1:{self.port}"},
        }
        for kind, named in (("robot", robots or {}), ("route", routes or {})):
            for name, keys in named.items():
                self.sections[f"{kind} {name}"] = keys
        for name, keys in (sections or {}).items():
            self.sections[name] = {**self.sections.get(name, {}), **keys}
        self._env = env

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def write_conf(self):
        lines = []
        for name, keys in self.sections.items():
            lines += [f"[{name}]", *(f"{key} = {value}" for key, value in keys.items()), ""]
        self.conf.write_text("\n".join(lines), "utf-8")
        self.conf.chmod(0o600)

    def start(self, ready=True):
        """Starts it; returns when it is ready, or at least alive with `ready=False`."""
        self.write_conf()
        self._process = Process([paths.consumer(), "--config", self.conf, "run"], self.folder / "consumer.log",
                                env=self._env)
        path = "/readyz" if ready else "/healthz"
        wait_until(lambda: self._process.need() and self.get(path)[0] == 200, 20, f"200 from {path}")
        return self

    def stop(self, timeout=GRACE_S):
        """SIGTERM; the exit status must be 0."""
        if self._process:
            process, self._process = self._process, None
            process.stop_well(timeout)

    def restart(self):
        self.stop()
        return self.start()

    def reload(self):
        self.write_conf()
        self._process.send(signal.SIGHUP)

    def log(self):
        return (self.folder / "consumer.log").read_text("utf-8", "replace")

    def get(self, path, **headers):
        """Status and body of its HTTP server."""
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def metrics(self):
        """Every sample, as a Metrics."""
        return Metrics(self.get("/metrics")[1])

    def wait(self, name, value, timeout=30.0, **labels):
        """Until the counter is at least `value`; returns the metrics of that moment."""
        def reached():
            metrics = self.metrics()
            return metrics if metrics.sum(name, **labels) >= value else None

        try:
            return wait_until(reached, timeout, f"{name} {labels or ''} >= {value}")
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{self.get('/metrics')[1]}\n{self.log()[-2000:]}") from None

    def wait_for_all(self, thrown, throw, timeout=90.0):
        """
        Throws once more until every error is either counted or told as lost; how many those are.

        Each throw is a hand-over that takes along what waits; what it sends takes a moment to be counted.
        """
        def known():
            metrics = self.metrics()
            return metrics.sum("ingested_total") + metrics.sum("lost_total") == thrown

        def arrived():
            nonlocal thrown
            throw()
            thrown += 1
            try:
                return wait_until(known, 2, "what was thrown last")
            except TimeoutError:
                return False

        wait_until(arrived, timeout, "count of every error", pause=0.3)
        return thrown

    def check_law(self):
        """ingested = told + pending + muted + unrouted, from one scrape; returns the five."""
        return self.metrics().check_law()

    def query(self, sql, *values):
        """Rows of the store, read-only."""
        url = self.sections["store"]["url"]
        if url.startswith("mysql:"):
            return mariadb.query(url.rpartition("?socket=")[2], urllib.parse.urlsplit(url).path[1:], sql, values)
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10) as store:
            store.row_factory = sqlite3.Row
            rows = [dict(row) for row in store.execute(sql, values)]
        store.close()
        return rows

    def __enter__(self):
        return self.start()

    def __exit__(self, error, *_more):
        if error is None:
            self.stop()
        elif self._process:
            self.kill()


class Metrics:
    """Prometheus text, read; names are given without `errnotice_`."""

    def __init__(self, text):
        self.samples = []
        for line in text.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            match = SAMPLE.match(line)
            if not match:
                raise ValueError(f"not a sample: {line!r}")
            self.samples.append((match["name"], dict(LABEL.findall(match["labels"] or "")), float(match["value"])))

    def sum(self, name, **labels):
        """The sum over all samples of that name that carry these labels; 0 without one."""
        found = [value for sample, its, value in self.samples
                 if sample == "errnotice_" + name and labels.items() <= its.items()]
        total = sum(found)
        return int(total) if total == int(total) else total

    def check_law(self):
        law = {name: self.sum(name) for name in
               ("ingested_total", "told_total", "pending", "muted_total", "unrouted_total")}
        ingested, *parts = law.values()
        assert ingested == sum(parts), f"the law is broken: {law}"
        return law
