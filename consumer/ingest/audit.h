/*
 * audit -- what the queue says of itself, to be compared with what was counted: how much of
 * it is left, and in the heartbeats how much it took from each source.
 */
#ifndef CONSUMER_AUDIT_H
#define CONSUMER_AUDIT_H

#include "consumer/ingest/beats.h"

struct audit {
	bool done;          /* it was asked */
	bool empty;         /* nothing is on the stream: what a beat says was taken is finished, or gone */
	bool refused;       /* heartbeats may not be read, or are none */
	struct beat *beats; /* of this stream's sources; the connection's memory */
	size_t count;
};

/* Some of the heartbeats, and at the next call the next ones.  Heartbeats are read before the stream is looked at. */
bool audit_ask(struct redis *redis, const struct conf *conf, struct beats_cursor *cursor, struct audit *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
