"""books -- what PHP says it threw, against what the store says it counted.

PHP writes `throws N CODE` before the throw and `thrown N CODE` when it has happened.
A worker that is killed between the two may have been too early for anybody to know:
such an error may be counted or not.  Every other one is counted once, by its code, or
is among those that the host told as lost.
"""
import collections
import dataclasses


@dataclasses.dataclass
class Thrown:
    began: collections.Counter     # errors by code
    happened: collections.Counter

    @property
    def in_hand(self):
        """How many were in a worker's hand when it was killed."""
        return self.began.total() - self.happened.total()


def thrown(book):
    began, happened = collections.Counter(), collections.Counter()
    for line in book.read_text("ascii").splitlines():
        word, _number, code = line.split()
        {"throws": began, "thrown": happened}[word][code] += 1
    return Thrown(began, happened)


def counted(consumer, table="errnotice_minute", column="count"):
    rows = consumer.query(f"SELECT code, SUM({column}) AS n FROM {table} GROUP BY code")
    return collections.Counter({row["code"]: int(row["n"]) for row in rows})


def wrong(said, found, lost):
    """What does not add up, in words; None when all does.  `found`: counted by code; `lost`: told as lost."""
    double = {code: count - said.began[code] for code, count in found.items() if count > said.began[code]}
    if double:
        return f"{sum(double.values())} were counted twice: {double}"
    missing = {code: count - found[code] for code, count in said.happened.items() if count > found[code]}
    if sum(missing.values()) > lost:
        return f"{sum(missing.values())} are neither counted nor told as lost ({lost} are): {missing}"
    if found.total() + lost > said.began.total():
        return f"{found.total()} counted and {lost} lost are more than {said.began.total()} thrown"
    return None
