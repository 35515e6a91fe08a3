"""heard -- what the group heard of a flood, by the stand-in's own log, and when it first heard of each issue."""
import bisect
import collections
import re

WINDOW_S = 60


def densest(messages):
    """{token: the most messages in any WINDOW_S}."""
    times = collections.defaultdict(list)
    for message in messages:
        times[message["token"]].append(message["time"])
    return {token: max(bisect.bisect_left(its, at + WINDOW_S) - n for n, at in enumerate(its))
            for token, its in times.items()}


def waited(first, told, messages):
    """
    {code: seconds from its first event to the first message that told of it, in a line or in its rest}.

    `first`: {code: Unix seconds}; `told`: rows of code and uuid, one for each issue in a message.
    """
    accepted = {message["msg_uuid"]: message["time"] for message in messages}
    assert len(accepted) == len(messages), "two messages have one msgUuid"
    heard = collections.defaultdict(list)
    for row in told:
        heard[row["code"]].append(accepted[row["uuid"]])
    return {code: min(times) - first[code] for code, times in heard.items()}


def named(codes, messages):
    """Those of the codes that stand in a message by themselves, and not only in the number of its rest."""
    words = {word for message in messages for word in re.findall(r"\w+", message["text"])}
    return words.intersection(codes)
