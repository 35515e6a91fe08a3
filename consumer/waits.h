/*
 * waits -- what the program cannot do without and may have to wait for.
 *
 * The story that uses a thing says whether it is there; /readyz shows it.  Any
 * thread.
 */
#ifndef CONSUMER_WAITS_H
#define CONSUMER_WAITS_H

#include <stdbool.h>
#include <stdint.h>

enum waits_for { WAITS_QUEUE, WAITS_STORE, WAITS_COUNT };

struct waits_state {
	bool there;     /* false at start, and while it is waited for */
	char text[512]; /* why it is not there */
};

/*
 * Each returns true when that is a change from before or, for waits_missing(), the
 * first word after the start: who calls logs it then, and only then.
 */
bool waits_there(enum waits_for what);
bool waits_missing(enum waits_for what, const char *why);

struct waits_state waits_get(enum waits_for what);

/* Entries in the queue that are not yet done, when they were last counted; -1 before. */
void waits_set_lag(int64_t entries);
int64_t waits_lag(void);

#endif
