/*
 * turn -- the writers of this process take turns, first come first served.
 *
 * SQLite's own waiting is a matter of luck: a writer that begins again at once
 * wins nearly always.  With this, delivery waits for one batch of a drain and not
 * for its end.
 */
#ifndef CONSUMER_TURN_H
#define CONSUMER_TURN_H

#include <stdbool.h>

/* False when it was not given within `wait_ms`.  Any thread; a thread takes it once. */
bool turn_take(int wait_ms);
void turn_give(void);

/* How many wait for it now. */
int turn_waiting(void);

#endif
