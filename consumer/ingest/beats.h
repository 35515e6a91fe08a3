/*
 * beats -- the heartbeats of the hosts, in a hash beside the stream: docs/event-schema.md.
 */
#ifndef CONSUMER_BEATS_H
#define CONSUMER_BEATS_H

#include "consumer/conf.h"
#include "consumer/ingest/redis.h"

struct beat {
	struct errnotice_span host, source; /* nothing of the host's name can be trusted; a UUID */
	uint64_t taken;                     /* errors */
};

/* All but its host.  False for one that has no source, or is of another stream. */
bool beat_read(struct beat *beat, struct errnotice_span text, const char *stream);

struct beats_cursor {
	char text[32]; /* "" at first, "0" when all were seen, "" again where they could not be read */
};

/* The connection's memory; nothing of it can be trusted. */
struct beats_page {
	const struct redis_reply *items; /* host, heartbeat, host, heartbeat … */
	size_t count;
	bool refused; /* they may not be read, or are none */
};

/* Some of them, and at the next call the next ones. */
bool beats_scan(struct redis *redis, const struct conf *conf, struct beats_cursor *cursor,
	struct beats_page *into, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Takes that of a host off; `*done` is false when that may not be. */
bool beats_forget(struct redis *redis, const struct conf *conf, struct errnotice_span host, bool *done,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
