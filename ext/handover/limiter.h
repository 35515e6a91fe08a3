/*
 * limiter -- the first few of each fingerprint and minute, told by all workers together.
 *
 * A fixed table with open addressing in shared memory; an entry of an earlier
 * minute is free for anybody.  Races between processes may let one or two more
 * through, never a flood: when the neighbourhood of a fingerprint is full in this
 * minute, the answer is no.
 */
#ifndef ERRNOTICE_LIMITER_H
#define ERRNOTICE_LIMITER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define ERRNOTICE_LIMITER_ENTRIES 4096 /* a power of two */

struct errnotice_limiter {
	struct {
		_Atomic uint64_t fp;
		_Atomic uint64_t
			tally; /* minute in the upper half, allowed in it in the lower; 0: never used */
	} entry[ERRNOTICE_LIMITER_ENTRIES];
};

/* True for the first `limit` calls of this fingerprint and minute (Unix minutes).  All zero is an empty table. */
bool errnotice_limiter_allows(struct errnotice_limiter *limiter, uint64_t fp, int64_t minute, long limit);

#endif
