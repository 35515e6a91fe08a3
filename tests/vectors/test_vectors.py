"""Entries that the extension wrote are kept here, and the consumer reads them: what the two halves agree on.

`cases/NAME.php` is thrown in a real PHP; the entry must be `NAME.json`, but for what differs from run to run
(`VOLATILE`, and the folder of the file).  The consumer then reads every NAME.json from a real stream.

    ERRNOTICE_WRITE_VECTORS=1 tools/test vectors      writes them anew: look at the difference before you commit
"""
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from support import paths
from support.consumer import Consumer
from support.redis import Redis

HERE = pathlib.Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.php"))
STREAM = "errnotice:events"
INI = {"codes": "*", "app": "shop", "environment": "test", "release": "2026.11"}
FIELDS = ["v", "id", "time", "app", "env", "release", "host", "sapi", "kind", "count", "path", "class", "code",
          "message", "file", "line", "fp", "site", "detail"]
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    with Redis(tmp_path_factory.mktemp("redis"), appendonly=False) as server:
        yield server


def thrown(server, case, folder):
    """The entries that this script leaves on the stream, as lists of (name, value)."""
    client = server.client()
    client.delete(STREAM)
    script = shutil.copy(case, folder)
    settings = ["-n", "-d", f"extension={paths.extension()}", "-d", f"errnotice.redis={server.unix_url}",
                "-d", "errnotice.heartbeat=0"]
    for name, value in INI.items():
        settings += ["-d", f'errnotice.{name}="{value}"']
    done = subprocess.run([paths.php_cli(), *settings, script, "an argument"], capture_output=True, check=False)
    raw = client.execute_command("XRANGE", STREAM, "-", "+")
    assert raw, done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")
    return [list(fields.items()) if isinstance(fields, dict) else list(zip(fields[::2], fields[1::2]))
            for _, fields in raw]


def steady(fields, folder):
    """The entry without what differs from run to run; that is checked for its form."""
    entry = dict(fields)
    assert UUID7.fullmatch(entry["id"]) and int(entry["id"].replace("-", "")[:12], 16) == int(entry["time"])
    assert entry["host"] and entry["detail"] != "{}"
    detail = json.loads(entry["detail"].replace(f"{folder}/", "/app/"))
    assert detail.pop("pid") > 0
    assert re.fullmatch(r"8\.\d+\.\d+.*", detail.pop("php"))
    entry.update(id="019c5f4e-8a3b-7c5e-9f52-6d8f3a4b1c2d", time=str(int("019c5f4e8a3b", 16)), host="web-1",
                 file=entry["file"].replace(f"{folder}/", "/app/"), message=entry["message"], detail=detail)
    return entry


def golden(case):
    return HERE / f"{case.stem}.json"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_thrown_becomes_this_entry(redis, case, tmp_path):
    entries = thrown(redis, case, tmp_path)
    assert len(entries) == 1, entries
    assert [name for name, _ in entries[0]] == FIELDS
    entry = steady(entries[0], tmp_path)
    if os.environ.get("ERRNOTICE_WRITE_VECTORS"):
        golden(case).write_text(json.dumps(entry, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert entry == json.loads(golden(case).read_text("utf-8"))


def wire(case, number):
    """A golden entry as it would stand on the stream, with an id and a time of its own."""
    entry = json.loads(golden(case).read_text("utf-8"))
    detail = json.dumps(entry["detail"], ensure_ascii=False, separators=(",", ":"))
    return {**entry, "detail": detail, "id": entry["id"][:-4] + f"{number:04x}"}


def test_the_consumer_reads_every_one_of_them(redis, tmp_path):
    client = redis.client()
    client.delete(STREAM)
    entries = [wire(case, number) for number, case in enumerate(CASES)]
    for entry in entries:
        client.xadd(STREAM, entry)
    with Consumer(tmp_path, redis.unix_url, routes={"count": {"robot": "none"}}) as consumer:
        consumer.wait("ingested_total", len(entries))
        metrics = consumer.metrics()
        assert metrics.sum("poison_total") == 0 and metrics.sum("duplicates_total") == 0
        consumer.check_law()
        issues = consumer.query("SELECT * FROM errnotice_issue")
        events = {row["id"]: row for row in consumer.query("SELECT * FROM errnotice_event")}
        counted = consumer.query("SELECT * FROM errnotice_minute")
    assert sum(row["count"] for row in counted) == len(entries)
    for entry in entries:
        issue = [row for row in issues if row["fp"] == entry["fp"]]
        assert len(issue) == 1
        for name in ("app", "env", "class", "code", "site", "message"):
            assert issue[0][name] == entry[name]
        event = events[entry["id"]]
        for name in ("fp", "host", "sapi", "path", "message", "file"):
            assert event[name] == entry[name]
        assert int(event["line"]) == int(entry["line"]) and event["time_ms"] == int(entry["time"])
        assert json.loads(event["detail"]) == json.loads(entry["detail"])
