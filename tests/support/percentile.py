"""percentile -- of response times, mostly."""
import math


def percentile(values, share):
    """The smallest value that `share` percent of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)]
