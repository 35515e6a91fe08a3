/*
 * condition -- a pthread condition whose waits end at a time of clock.h.
 */
#ifndef ERRNOTICE_CONDITION_H
#define ERRNOTICE_CONDITION_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/* To be destroyed with pthread_cond_destroy(). */
static inline void errnotice_condition_init(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
}

/* As pthread_cond_wait(), wakes without cause included; false once the clock reads `until_ms`. */
static inline bool errnotice_condition_wait(
	pthread_cond_t *condition, pthread_mutex_t *lock, int64_t until_ms)
{
	/* clock.h counts from 1 */
	int64_t past_ms = until_ms > 1 ? until_ms - 1 : 0;
	struct timespec until = {past_ms / 1000, past_ms % 1000 * 1000000};

	return pthread_cond_timedwait(condition, lock, &until) == 0;
}

#endif
