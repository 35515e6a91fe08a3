"""shrink -- the smallest program found that still shows the same kind of fault."""
import itertools

import program

BATCH = 24


def shrink(block, is_faulty):
    """`is_faulty(blocks)` says of each whether it shows the fault."""
    while True:
        for batch in _batches(program.smaller(block)):
            found = next((small for small, faulty in zip(batch, is_faulty(batch)) if faulty), None)
            if found:
                block = found
                break
        else:
            return block


def _batches(blocks):
    seen = set()
    fresh = (block for block in blocks if (text := program.source(block)) not in seen and not seen.add(text))
    while batch := list(itertools.islice(fresh, BATCH)):
        yield batch
