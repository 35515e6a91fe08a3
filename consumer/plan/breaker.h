/*
 * breaker -- whether to call a robot at all, and when to try a message again.
 *
 * Three failures in a row open it for 5 s, doubling to 5 min with each further
 * one; a robot that is broken (its token, its signature, its group) opens it at
 * once for 1 min, doubling to 10.  A throttled robot is left alone for 60 s,
 * doubling to 600 s.  One request at a time goes to a robot, so the first after an
 * open breaker is the probe that decides.  Pure: time and randomness come in.
 */
#ifndef CONSUMER_BREAKER_H
#define CONSUMER_BREAKER_H

#include <stdbool.h>
#include <stdint.h>

struct breaker {
	int failures;        /* in a row */
	int throttles;       /* in a row */
	int64_t retry_at_ms; /* Unix ms; 0 while closed */
};

static inline bool breaker_allows(const struct breaker *breaker, int64_t now_ms)
{
	return now_ms >= breaker->retry_at_ms;
}

void breaker_succeed(struct breaker *breaker);

/* Each leaves it alone for at least `least_ms`, what the answer asked for. */
void breaker_fail(struct breaker *breaker, int64_t now_ms, int64_t least_ms, uint32_t random);
void breaker_break(struct breaker *breaker, int64_t now_ms, int64_t least_ms, uint32_t random);
void breaker_throttle(struct breaker *breaker, int64_t now_ms, int64_t least_ms, uint32_t random);

/* How long a message waits after its `attempts`-th attempt failed: any time up to 1 s, doubling to 10 min. */
int64_t breaker_wait_ms(int attempts, uint32_t random);

#endif
