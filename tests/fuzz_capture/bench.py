"""bench -- runs programs in batches, under php-fpm or php, and reads what each logged and what was reported of it.

    with Bench(folder, "fpm", "tracing", 2, "500") as bench:
        runs = bench.run([source, …])

Each batch under php-fpm has a new one: its end is also when everything was handed over.  A program's reports are told
from others' by errnotice.app.
"""
import collections
import concurrent.futures
import dataclasses
import pathlib
import shutil
import subprocess

import phpt
from escapes import Report
from memory import Memory
from support import paths
from support.fpm import Fpm, Pool
from support.redis import Redis

HERE = pathlib.Path(__file__).resolve().parent
SAPIS = ("fpm", "cli")
MODES = tuple(phpt.PASSES)
TIMEOUT_S = 60
STREAM = "fuzz"
SETTINGS = ["display_errors=0", "log_errors=1", "html_errors=0", "error_reporting=-1", "max_execution_time=30",
            "memory_limit=128M", "opcache.file_update_protection=0", "opcache.validate_timestamps=0",
            "opcache.memory_consumption=128"]


@dataclasses.dataclass
class Run:
    log: str
    reports: collections.Counter  # of Report
    crashed: str = ""             # how; empty: it came to its end


class Bench:
    def __init__(self, folder, sapi, mode, jobs, codes, memory):
        """`codes`: as errnotice.codes; None for PHP without the extension.  `memory`: one of memory.KINDS."""
        self._folder = pathlib.Path(folder)
        self._sapi, self._jobs, self._codes = sapi, jobs, codes
        self._ini = [*SETTINGS, *phpt.PASSES[mode]]
        self._memory = Memory(memory, self._folder / "memory")
        self._ini += self._memory.ini
        self._redis = Redis(folder, appendonly=False)
        self._turn = 0

    def __enter__(self):
        for name in ("prelude.php", "included.php"):
            shutil.copy(HERE / name, self._folder / name)
        self._redis.start()
        if self._codes:
            self._ini += [f"errnotice.codes={self._codes}", f"errnotice.redis={self._redis.unix_url}",
                          f"errnotice.stream={STREAM}", "errnotice.spool=", "errnotice.timeout=5000",
                          "errnotice.heartbeat=0"]
        return self

    def __exit__(self, *_error):
        self._redis.stop()

    def run(self, sources):
        """A Run for each."""
        self._turn += 1
        places = []
        for number, source in enumerate(sources):
            places.append(self._folder / f"p{self._turn}-{number}.php")
            places[-1].write_text(source, "utf-8")
        ends = self._under_fpm(places) if self._sapi == "fpm" else self._side_by_side(self._under_cli, places)
        reports = self._reports()
        return [self._take(place, end, reports[place.stem]) for place, end in zip(places, ends)]

    def complaints(self):
        """What was said about memory since it was asked last."""
        return self._memory.complaints()

    def _take(self, place, end, reports):
        log = _log_of(place)
        text = log.read_text("utf-8", "replace") if log.exists() else ""
        place.unlink()
        log.unlink(missing_ok=True)
        return Run(text, reports, end)

    def _side_by_side(self, one, places):
        with concurrent.futures.ThreadPoolExecutor(self._jobs) as pool:
            return list(pool.map(one, places))

    def _own_ini(self, place):
        return [f"error_log={_log_of(place)}"] + ([f"errnotice.app={place.stem}"] if self._codes else [])

    def _under_cli(self, place):
        extension = [f"extension={self._memory.extension}"] if self._codes else []
        words = [word for line in [*extension, *self._ini, *self._own_ini(place)] for word in ("-d", line)]
        try:
            done = subprocess.run([*self._memory.launcher, paths.php_cli(), "-n", *words, place], timeout=TIMEOUT_S,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  check=False)
        except subprocess.TimeoutExpired:
            return "no end"
        return f"signal {-done.returncode}" if done.returncode < 0 else ""

    def _under_fpm(self, places):
        # without this the master kills workers that are handing over
        fpm = Fpm(self._folder, self._ini, {"www": Pool(self._jobs)}, self._memory.extension if self._codes else None,
                  [f"process_control_timeout = {TIMEOUT_S}s"], launcher=self._memory.launcher)
        fpm.start()
        try:
            return self._side_by_side(lambda place: self._request(fpm, place), places)
        finally:
            fpm.stop(timeout=TIMEOUT_S)

    def _request(self, fpm, place):
        try:
            answer = fpm.request(place, timeout=TIMEOUT_S, params={"PHP_ADMIN_VALUE": "\n".join(self._own_ini(place))})
        except TimeoutError:
            return "no end"
        return "" if answer.complete else "the worker died"

    def _reports(self):
        found = collections.defaultdict(collections.Counter)
        client = self._redis.client()
        events = {event["id"]: event for _, event in client.xrange(STREAM)}  # one may come twice: readers go by its id
        client.delete(STREAM)
        for event in events.values():
            found[event["app"]][Report(event["path"], event["code"], event["message"])] += int(event["count"])
        return found


def _log_of(place):
    return place.with_suffix(".log")
