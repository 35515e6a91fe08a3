/*
 * roster -- every host that has a heartbeat, as the queue knows them at one moment.
 */
#ifndef CONSUMER_ROSTER_H
#define CONSUMER_ROSTER_H

#include "consumer/ingest/beats.h"

/* The connection's memory; nothing of it can be trusted. */
struct roster_host {
	struct errnotice_span name, beat;
	bool ours; /* it sends to this stream */
};

struct roster {
	struct roster_host *hosts; /* heap */
	size_t count, room;
	bool whole; /* else it was not asked, or not all could be read, or they are too many */
};

void roster_clear(struct roster *roster); /* a zeroed one is fine */

/* Fills a zeroed one. */
bool roster_ask(struct redis *redis, const struct conf *conf, struct roster *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
