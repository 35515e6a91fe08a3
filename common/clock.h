/*
 * clock -- milliseconds: monotonic ones for deadlines, breakers and intervals, Unix ones for people.
 *
 * All processes of one host read the same monotonic clock, so its values may lie
 * in shared memory.  They are above 0 always.
 */
#ifndef ERRNOTICE_CLOCK_H
#define ERRNOTICE_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline int64_t errnotice_clock_read_ms(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static inline int64_t errnotice_clock_ms(void)
{
	return errnotice_clock_read_ms(CLOCK_MONOTONIC) + 1;
}

/* The same clock, some milliseconds old: for what every request asks. */
static inline int64_t errnotice_clock_coarse_ms(void)
{
	return errnotice_clock_read_ms(CLOCK_MONOTONIC_COARSE) + 1;
}

/* Since 1970: when something happened. */
static inline int64_t errnotice_clock_unix_ms(void)
{
	return errnotice_clock_read_ms(CLOCK_REALTIME);
}

#endif
