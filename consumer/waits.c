#include "consumer/waits.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define NOT_YET "not tried yet"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct waits_state states[WAITS_COUNT] = {{false, NOT_YET}, {false, NOT_YET}};
static _Atomic int64_t lag = -1;

bool waits_there(enum waits_for what)
{
	pthread_mutex_lock(&lock);
	bool changed = !states[what].there;
	states[what].there = true;
	states[what].text[0] = '\0';
	pthread_mutex_unlock(&lock);
	return changed;
}

bool waits_missing(enum waits_for what, const char *why)
{
	pthread_mutex_lock(&lock);
	struct waits_state *state = &states[what];
	bool changed = state->there || strcmp(state->text, NOT_YET) == 0;
	state->there = false;
	snprintf(state->text, sizeof(state->text), "%s", why);
	pthread_mutex_unlock(&lock);
	return changed;
}

struct waits_state waits_get(enum waits_for what)
{
	pthread_mutex_lock(&lock);
	struct waits_state state = states[what];
	pthread_mutex_unlock(&lock);
	return state;
}

void waits_set_lag(int64_t entries)
{
	atomic_store(&lag, entries);
}

int64_t waits_lag(void)
{
	return atomic_load(&lag);
}
