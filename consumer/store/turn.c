#include "consumer/store/turn.h"

#include <pthread.h>
#include <stddef.h>
#include <time.h>

struct waiter {
	struct waiter *next;
	pthread_cond_t called;
	bool mine;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct waiter *first; /* in the order in which they came */
static bool taken;

static void append(struct waiter *self)
{
	struct waiter **at = &first;
	while (*at) {
		at = &(*at)->next;
	}
	*at = self;
}

static void leave(const struct waiter *self)
{
	for (struct waiter **at = &first; *at; at = &(*at)->next) {
		if (*at == self) {
			*at = self->next;
			return;
		}
	}
}

static struct timespec deadline_in(int ms)
{
	struct timespec at;
	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += ms / 1000;
	at.tv_nsec += (long)(ms % 1000) * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_sec++;
		at.tv_nsec -= 1000000000;
	}
	return at;
}

static bool wait_in_line(int wait_ms)
{
	struct waiter self = {.mine = false};
	pthread_condattr_t attr;
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&self.called, &attr);
	pthread_condattr_destroy(&attr);

	struct timespec until = deadline_in(wait_ms);
	append(&self);
	int failed = 0;
	while (!self.mine && failed == 0) {
		failed = pthread_cond_timedwait(&self.called, &lock, &until);
	}
	if (!self.mine) {
		leave(&self);
	}
	pthread_cond_destroy(&self.called);
	return self.mine;
}

bool turn_take(int wait_ms)
{
	pthread_mutex_lock(&lock);
	bool mine = true;
	if (taken) {
		mine = wait_in_line(wait_ms);
	} else {
		taken = true;
	}
	pthread_mutex_unlock(&lock);
	return mine;
}

void turn_give(void)
{
	pthread_mutex_lock(&lock);
	struct waiter *next = first;
	if (next) { /* handed on: nobody gets in between */
		first = next->next;
		next->mine = true;
		pthread_cond_signal(&next->called);
	} else {
		taken = false;
	}
	pthread_mutex_unlock(&lock);
}

int turn_waiting(void)
{
	int count = 0;

	pthread_mutex_lock(&lock);
	for (const struct waiter *waiter = first; waiter; waiter = waiter->next) {
		count++;
	}
	pthread_mutex_unlock(&lock);
	return count;
}
