#include "consumer/store/turn.h"

#include <pthread.h>
#include <stddef.h>

#include "common/clock.h"
#include "common/condition.h"

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

static bool wait_in_line(int wait_ms)
{
	struct waiter self = {.mine = false};
	int64_t until_ms = errnotice_clock_ms() + wait_ms;
	bool in_time = true;

	errnotice_condition_init(&self.called);
	append(&self);
	while (!self.mine && in_time) {
		in_time = errnotice_condition_wait(&self.called, &lock, until_ms);
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
