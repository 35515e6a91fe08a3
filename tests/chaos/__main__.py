"""chaos -- what can die, dies, while errors are counted; then the books must be exact."""
import argparse
import contextlib
import pathlib
import signal
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from kills import Kills  # noqa: E402
from queues import KINDS  # noqa: E402
from drill import Drill  # noqa: E402
from estate import Estate  # noqa: E402
from flood import SCENES, Flood  # noqa: E402
from storm import Storm  # noqa: E402


def kill(options):
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, contextlib.ExitStack() as end:
        killing = Kills(pathlib.Path(folder), options.store, options.victims, options.seed, _tell)
        end.callback(killing.stop)
        law = killing.run(options.kills, options.events)
        print(f"seed {options.seed}, {options.store}, {options.victims} killed {options.kills} times, {killing.late} of "
              f"them too late, {options.events} events in {time.monotonic() - began:.0f} s: {law['ingested']} counted, "
              f"0 lost, 0 double; {killing.duplicates()} came a second time")


def storm(options):
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, Estate(folder, options.store, options.queue) as estate:
        seconds = options.minutes * 60
        Storm(estate, options.seed, seconds, calm_s=min(30, seconds / 4), tell=_tell).run()


def drill(options):
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, Estate(
            folder, options.store, options.queue, "128m") as estate:
        Drill(estate, options.errors, _tell).run()


def flood(options):
    scene = SCENES[options.flood]
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, Flood(folder, scene, options.store, options.seed,
                                                                       _tell) as running:
        running.run()


def _tell(line):
    print(line, flush=True)


def main():
    parser = argparse.ArgumentParser(prog="tools/chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the same seed plans the same run")
    parser.add_argument("--store", choices=("sqlite", "mariadb"), default="sqlite")
    parser.add_argument("--queue", choices=KINDS, default="line", help="with --minutes and --each")
    parser.add_argument("--minutes", type=float, metavar="N", help="faults of all kinds for so long")
    parser.add_argument("--kills", type=int, metavar="N", help="kill so many times while events are counted")
    parser.add_argument("--each", action="store_true", help="one fault after the other, with response times")
    parser.add_argument("--errors", type=int, default=10000, metavar="N", help="during each fault")
    parser.add_argument("--flood", choices=SCENES, help="more errors at once than a group could read")
    parser.add_argument("--victims", choices=("consumer", "store", "both"), default="consumer")
    parser.add_argument("--events", type=int, default=200000, metavar="N")
    options = parser.parse_args()
    modes = [mode for mode, wanted in ((storm, options.minutes), (drill, options.each), (kill, options.kills),
                                  (flood, options.flood)) if wanted]
    if len(modes) != 1:
        parser.error("say --minutes N, --each, --kills N or --flood NAME")
    if options.store == "sqlite" and options.victims != "consumer":
        parser.error("a file has no server that could be killed: --store mariadb")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended
    print(f"seed {options.seed}", flush=True)
    modes[0](options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
