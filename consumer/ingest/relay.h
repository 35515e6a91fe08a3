/*
 * relay -- what the spool holds goes to the queue: the way of an event that Redis did not take at first.
 *
 * A step is short: one batch, and never more than fits [spool] stream_limit and
 * rate.  Killed at any moment nothing is lost: a file is removed when Redis has
 * answered for each of its records, and what is sent again has the same ids.  It
 * logs what it waits for, once, and what it sent.  For one thread.
 */
#ifndef CONSUMER_RELAY_H
#define CONSUMER_RELAY_H

#include "consumer/conf.h"

struct relay;

/* Borrows `conf`.  NULL without memory. */
struct relay *relay_new(const struct conf *conf);
void relay_free(struct relay *relay);

enum relay_state {
	RELAY_BUSY,  /* there may be more to send */
	RELAY_IDLE,  /* nothing is in the spool, or nothing that it can take */
	RELAY_WAITS, /* for Redis, for room in the stream, for the folder, or for who holds a file */
};

/* Goes one step; `*pause_ms` is when to go the next one. */
enum relay_state relay_step(struct relay *relay, int *pause_ms);

#endif
