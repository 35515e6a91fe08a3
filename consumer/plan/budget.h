/*
 * budget -- how many messages a robot may still take, and when the next one may go.
 *
 * A sliding window: never more than `rate` attempts in any `window_ms`, whether
 * they were accepted or not, because the service may count both.  `reserve` of
 * them are for issues that were never told.  The last few are spread: with k left
 * of the last four the next message waits window/2^k after the one before, so
 * that a storm does not use up what a new issue a minute later needs.  Pure.
 */
#ifndef CONSUMER_BUDGET_H
#define CONSUMER_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BUDGET_MOST = 32 };

/* The newest attempts, oldest first. */
struct budget_sent {
	int64_t at_ms[BUDGET_MOST]; /* at the latest; a request under way counts as in the future */
	size_t count;
};

struct budget {
	int rate; /* 1 to BUDGET_MOST */
	int64_t window_ms;
	int reserve; /* less than rate */
	struct budget_sent sent;
};

/* What is left at `now_ms`; `fresh`: for issues never told. */
int budget_left(const struct budget *budget, bool fresh, int64_t now_ms);

/* How many messages could go at once, one after the other; never more than budget_left(). */
int budget_burst(const struct budget *budget, bool fresh, int64_t now_ms);

/* When the next message may go; not later than `now_ms`: at once. */
int64_t budget_next(const struct budget *budget, bool fresh, int64_t now_ms);

/* The same for a digest: unless the robot was quiet, digests keep the distance of an even flow. */
int64_t budget_next_digest(const struct budget *budget, bool fresh, int64_t now_ms);

#endif
