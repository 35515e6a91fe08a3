/*
 * window -- has an issue come N times in M yet?
 *
 * Slides over the events' own times, in slices of a sixtieth of M, rounded up to
 * seconds.  An event that came too long before the newest one to count together
 * with it drops out, and so does one that waited for M.  Pure.
 */
#ifndef CONSUMER_WINDOW_H
#define CONSUMER_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WINDOW_SLICES = 62,
	WINDOW_AHEAD_S = 86400 /* the clocks of two consumers are never so far apart */
};

struct window_slice {
	int64_t at;               /* Unix s, its begin */
	int64_t until;            /* Unix s by the consumer's clock: waits no longer */
	uint64_t events, counted; /* of these, `counted` move the law's counters */
};

struct window {
	struct window_slice slices[WINDOW_SLICES]; /* by time; all within M */
	size_t count;
	struct window_slice dropped; /* what dropped out, added up */
};

/* Where the slice begins in which this time lies. */
int64_t window_slice_at(int64_t at_s, int64_t length_s);

/* True when the window holds `most` events with these. */
bool window_add(struct window *window, const struct window_slice *slice, int64_t length_s, uint64_t most);

/* The events that it holds. */
uint64_t window_sum(const struct window *window);

/* What waited long enough drops out. */
void window_expire(struct window *window, int64_t now_s);

/* What a clock that was ahead left in the future, and before which all else would be old, is of now. */
void window_call_back(struct window *window, int64_t length_s, int64_t now_s);

#endif
