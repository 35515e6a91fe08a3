/*
 * breaker -- stop calling a Redis that does not answer, and notice when it does.
 *
 * The first failure opens it.  Once the cool-down is over, one process of the
 * tree is granted a probe, and the next grant moves away by a longer cool-down:
 * 1 s, doubling to 30 s.  Only a success closes it.  Lives in memory that all
 * processes share; time comes from the caller (clock.h).
 */
#ifndef ERRNOTICE_BREAKER_H
#define ERRNOTICE_BREAKER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define ERRNOTICE_BREAKER_FIRST_MS 1000
#define ERRNOTICE_BREAKER_LAST_MS  30000

struct errnotice_breaker {
	_Atomic int64_t retry_at_ms; /* monotonic ms of the next grant, 0 while closed */
	_Atomic uint32_t grants;     /* probes granted since it opened */
};

enum errnotice_gate {
	ERRNOTICE_GATE_CLOSED, /* no trouble known: talk, and wait as long as a time-out allows */
	ERRNOTICE_GATE_OPEN,   /* keep away */
	ERRNOTICE_GATE_PROBE   /* open, and the caller alone may find out now, without waiting */
};

/* All zero is a closed breaker. */
enum errnotice_gate errnotice_breaker_ask(struct errnotice_breaker *breaker, int64_t now_ms);

void errnotice_breaker_success(struct errnotice_breaker *breaker);

/* Those who fail together count once: a failure before the next grant is due changes nothing. */
void errnotice_breaker_failure(struct errnotice_breaker *breaker, int64_t now_ms);

/* Ms until the next grant, 0 when it is due; -1 while closed. */
int64_t errnotice_breaker_retry_in_ms(const struct errnotice_breaker *breaker, int64_t now_ms);

#endif
