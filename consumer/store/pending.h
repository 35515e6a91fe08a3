/*
 * pending -- what of the outbox (notices.h) waits, for what and for whom.
 */
#ifndef CONSUMER_PENDING_H
#define CONSUMER_PENDING_H

#include <stdint.h>
#include "consumer/store/store.h"

/* Events by what they wait for. */
struct pending {
	uint64_t budget;    /* due: the robot's turn or budget, or its breaker */
	uint64_t repeat;    /* told a short while ago: the route's `repeat` */
	uint64_t threshold; /* not often enough yet: the route's `threshold` */
	uint64_t quiet;     /* the route's quiet hours */
	uint64_t sending;   /* an answer, or the next attempt */
	uint64_t failed;    /* refused for good: a person */
};

/* What one that is not told waits for, by the names above; `by_now`: its time has come. */
const char *pending_reason(const char *state, const char *waits, bool by_now);

/* Read together with the counter `pending` in one transaction, the sum is that counter. */
bool pending_read(struct store *store, int64_t now_s, struct pending *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Every robot that has something due or being sent, with the events that wait for it. */
bool pending_robots(struct store *store, void (*heard)(const char *robot, uint64_t events, void *),
	void *context, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
