"""days -- days as they come: a release that breaks the checkout, a flapping database, a night of bots, one error that stays.

    days.py checkout|database|bots|stuck > FILE      the form is that of day.h; the same every time
"""
import collections
import random
import sys

HOUR = 3600
DAY = 24 * HOUR


class Day:
    """Rates in, a line an issue and second out."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.counts = collections.Counter()

    def errors(self, begin, end, each_second, code, cls, site, release="r1", app="shop"):
        """Poisson by its gaps: `each_second` errors a second from `begin` to `end`."""
        at = begin + self.random.expovariate(each_second)
        while at < end:
            self.counts[int(at), app, "pro", code, cls, site, release] += 1
            at += self.random.expovariate(each_second)

    def usual(self):
        """What every shop has, all day: a dozen known troubles, none of them often."""
        for n in range(12):
            self.errors(0, DAY, (n + 1) / 3600, f"USUAL_{n}", "App\\Usual", f"App\\Usual::job{n}")

    def lines(self):
        for (second, *issue), count in sorted(self.counts.items()):
            yield "\t".join([str(second), str(count), *issue])


def checkout():
    """At 14:05 release r2 breaks the payment; at 14:32 it is taken back."""
    day = Day(1)
    day.usual()
    begin, end = 14 * HOUR + 5 * 60, 14 * HOUR + 32 * 60
    day.errors(begin, end, 40, "PAY_500", "App\\Payment\\Failed", "App\\Checkout::pay", "r2")
    for n in range(8):
        day.errors(begin + 20 * n, end, 2, f"ORDER_{n}", "App\\Order\\Broken", f"App\\Order::step{n}", "r2")
    day.errors(15 * HOUR, 15 * HOUR + 60, 1, "STOCK_1", "App\\Stock\\Missing", "App\\Stock::take", "r1")
    return day


def database():
    """From 2:00 to 8:00 the database is away for 90 seconds in every quarter of an hour, and 30 places say so."""
    day = Day(2)
    day.usual()
    for begin in range(2 * HOUR, 8 * HOUR, 900):
        for n in range(30):
            day.errors(begin, begin + 90, 1 + n / 5, "2002", "PDOException", f"App\\Repository{n}::find")
    return day


def bots():
    """From 0:00 to 6:00 bots try 800 addresses; at 3:17 one customer's order fails."""
    day = Day(3)
    day.usual()
    for n in range(800):
        begin = day.random.uniform(0, 5 * HOUR)
        day.errors(begin, begin + day.random.uniform(60, HOUR), day.random.choice([0.005, 0.02, 0.1, 0.5]),
                   f"ROUTE_{n}", "App\\NoSuchPage", "App\\Router::match")
    day.errors(3 * HOUR + 17 * 60, 3 * HOUR + 17 * 60 + 2, 1, "PAY_500", "App\\Payment\\Failed", "App\\Checkout::pay")
    return day


def stuck():
    """One issue, all day and night, twenty times a second."""
    day = Day(4)
    day.errors(0, DAY, 20, "STOCK_9", "App\\Stock\\Locked", "App\\Stock::take")
    return day


if __name__ == "__main__":
    made = {"checkout": checkout, "database": database, "bots": bots, "stuck": stuck}[sys.argv[1]]()
    print("\n".join(made.lines()))
