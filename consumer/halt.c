#include "consumer/halt.h"

#include <time.h>

void halt_init(struct halt *halt)
{
	pthread_condattr_t attr;

	pthread_mutex_init(&halt->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&halt->changed, &attr);
	pthread_condattr_destroy(&attr);
	halt->asked = false;
}

void halt_clear(struct halt *halt)
{
	pthread_cond_destroy(&halt->changed);
	pthread_mutex_destroy(&halt->lock);
}

void halt_ask(struct halt *halt)
{
	pthread_mutex_lock(&halt->lock);
	halt->asked = true;
	pthread_cond_broadcast(&halt->changed);
	pthread_mutex_unlock(&halt->lock);
}

bool halt_asked(struct halt *halt)
{
	pthread_mutex_lock(&halt->lock);
	bool asked = halt->asked;
	pthread_mutex_unlock(&halt->lock);
	return asked;
}

bool halt_sleep(struct halt *halt, int ms)
{
	struct timespec until;
	int timed_out = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_mutex_lock(&halt->lock);
	while (!halt->asked && timed_out == 0) {
		timed_out = pthread_cond_timedwait(&halt->changed, &halt->lock, &until);
	}
	bool asked = halt->asked;
	pthread_mutex_unlock(&halt->lock);
	return asked;
}
