#include "consumer/halt.h"

#include "common/clock.h"
#include "common/condition.h"

void halt_init(struct halt *halt)
{
	pthread_mutex_init(&halt->lock, NULL);
	errnotice_condition_init(&halt->changed);
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
	int64_t until_ms = errnotice_clock_ms() + ms;
	bool in_time = true;

	pthread_mutex_lock(&halt->lock);
	while (!halt->asked && in_time) {
		in_time = errnotice_condition_wait(&halt->changed, &halt->lock, until_ms);
	}
	bool asked = halt->asked;
	pthread_mutex_unlock(&halt->lock);
	return asked;
}
