#include "ext/handover/limiter.h"

#define NEIGHBOURS 16

static uint32_t minute_of(uint64_t tally)
{
	return (uint32_t)(tally >> 32);
}

static bool count_in(_Atomic uint64_t *tally, uint32_t minute, uint32_t limit)
{
	uint64_t old = atomic_load(tally);
	uint64_t next;

	do {
		uint32_t counted = minute_of(old) == minute ? (uint32_t)old : 0;

		if (counted >= limit)
			return false;
		next = (uint64_t)minute << 32 | (counted + 1);
	} while (!atomic_compare_exchange_weak(tally, &old, next));
	return true;
}

bool errnotice_limiter_allows(struct errnotice_limiter *limiter, uint64_t fp, int64_t minute, long limit)
{
	uint32_t now = (uint32_t)minute;
	uint32_t most = limit > 0 ? (limit < INT32_MAX ? (uint32_t)limit : INT32_MAX) : 0;

	for (unsigned i = 0; i < NEIGHBOURS; i++) {
		unsigned at = (unsigned)((fp ^ fp >> 32) + i) & (ERRNOTICE_LIMITER_ENTRIES - 1);
		_Atomic uint64_t *tally = &limiter->entry[at].tally;
		uint64_t owner = atomic_load(&limiter->entry[at].fp);

		if (owner == fp)
			return count_in(tally, now, most);
		if (minute_of(atomic_load(tally)) == now)
			continue;
		/* of an earlier minute; who loses the race for it looks at the next one */
		if (atomic_compare_exchange_strong(&limiter->entry[at].fp, &owner, fp))
			return count_in(tally, now, most);
	}
	return false;
}
