/*
 * clock -- monotonic milliseconds: deadlines, breakers and intervals.
 *
 * All processes of one host read the same clock, so these values may lie in
 * shared memory.  Above 0 always.
 */
#ifndef ERRNOTICE_CLOCK_H
#define ERRNOTICE_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline int64_t errnotice_clock_read_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static inline int64_t errnotice_clock_ms(void)
{
	return errnotice_clock_read_ms(CLOCK_MONOTONIC);
}

/* The same clock, some milliseconds old: for what every request asks. */
static inline int64_t errnotice_clock_coarse_ms(void)
{
	return errnotice_clock_read_ms(CLOCK_MONOTONIC_COARSE);
}

/* Unix ms: when something happened, for people. */
static inline int64_t errnotice_clock_unix_ms(void)
{
	return errnotice_clock_read_ms(CLOCK_REALTIME) - 1;
}

#endif
