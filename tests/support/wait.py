"""wait -- until something is so, and never longer."""
import time


def wait_until(condition, timeout=10.0, what="", pause=0.01):
    """Calls `condition` until it gives something true, and returns that.

    TimeoutError names `what` was waited for and what the condition gave last.
    An exception of the condition counts as "not yet".
    """
    deadline = time.monotonic() + timeout
    while True:
        try:
            found = condition()
            if found:
                return found
        except Exception as error:  # the server may not be there yet: that is what is waited for
            found = error
        if time.monotonic() >= deadline:
            name = what or getattr(condition, "__doc__", None) or "a condition"
            raise TimeoutError(f"no {name} within {timeout} s; last: {found!r}")
        time.sleep(pause)
