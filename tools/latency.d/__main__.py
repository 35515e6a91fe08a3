"""latency -- from the throw to the group, and to the end of the client's response."""
import argparse
import collections
import contextlib
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests"))

from support.fpm import Fpm, Pool  # noqa: E402
from support.percentile import percentile  # noqa: E402
from support.wait import wait_until  # noqa: E402
from e2e.house import APPS, DEFAULTS, SPREAD, House, token  # noqa: E402

LIMIT_MS = 250
ORDER = APPS / "plain" / "order.php"
FINE = APPS / "plain" / "fine.php"


def line(name, milliseconds):
    figures = "".join(f"{percentile(milliseconds, share):9.2f}" for share in (50, 90, 99))
    print(f"  {name:<44}{figures}{max(milliseconds):9.2f}")


def head(title):
    print(f"\n{title}\n  {'milliseconds':<44}{'p50':>9}{'p90':>9}{'p99':>9}{'max':>9}")


def accepted(house, robot, text):
    return next((m["time"] for m in reversed(house.dingtalk.messages(robot)) if text in m["text"]), None)


def throw_to_group(house, errors):
    """One error at a time, each an issue of its own, spread so that no robot's budget binds."""
    took = []
    for n in range(errors):
        code = 10100 + n
        answer = house.request(ORDER, f"/order?code={code}", app=f"spread{n % SPREAD}")
        thrown = float(answer.headers["x-thrown"])
        when = wait_until(lambda: accepted(house, token(f"spread{n % SPREAD}"), f"order {code} could"), 30,
                          f"message about {code}", pause=0.002)
        took.append((when - thrown) * 1000)
    return took


def servers(house, folder):
    """php-fpm without and with the extension, the same but for its lines in php.ini."""
    ours = [f'{name} = "{value}"' for name, value in DEFAULTS.items()]
    ours += [f'errnotice.redis = "{house.redis.unix_url}"', "errnotice.app = answers-sentinel"]
    # a worker that still hands over takes no request: another one does, as in any pool
    common = {"system_ini": True, "pools": {"www": Pool(2)}}
    return {"without": Fpm(folder / "without", extension=None, ini=["log_errors=1"], **common),
            "with": Fpm(folder / "with", ini=["log_errors=1", *ours], **common)}


def answers(house, folder, count):
    """{(what, side): ms} to END_REQUEST; the sides take turns, so that both see the same machine."""
    took = collections.defaultdict(list)
    with contextlib.ExitStack() as running:
        sides = {side: running.enter_context(server) for side, server in servers(house, folder).items()}
        for what, script in (("no error", FINE), ("an error that is reported", ORDER)):
            for _ in range(count):
                for side, server in sides.items():
                    took[what, side].append(server.request(script, "/?code=10012").end_s * 1000)
    return took


def main():
    parser = argparse.ArgumentParser(prog="tools/latency", description=__doc__)
    parser.add_argument("--errors", type=int, default=500, metavar="N")
    parser.add_argument("--answers", type=int, default=1000, metavar="N")
    options = parser.parse_args()
    if options.errors > 18 * SPREAD:
        parser.error(f"at most {18 * SPREAD} errors: beyond, the robots' budget is what is measured")
    with tempfile.TemporaryDirectory(prefix="errnotice-latency-") as folder:
        house = House(folder)
        try:
            house.start()
            took = throw_to_group(house, options.errors)
            head(f"From the throw to \"accepted by DingTalk\", {options.errors} errors in an idle system")
            line("throw to acceptance", took)
            both = answers(house, pathlib.Path(folder), options.answers)
            head(f"From the request to its END_REQUEST, {options.answers} answers a side")
            for (what, side), values in both.items():
                line(f"{what}, {side} errnotice", values)
            house.consumer.check_law()
        finally:
            house.stop()
    holds = percentile(took, 99) < LIMIT_MS
    print(f"\np99 is {'under' if holds else 'NOT under'} {LIMIT_MS} ms")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
