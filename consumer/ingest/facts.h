/*
 * facts -- what a Redis says of itself and of the stream, and how it may lose or evict that.
 */
#ifndef CONSUMER_FACTS_H
#define CONSUMER_FACTS_H

#include "consumer/ingest/redis.h"

enum { FACTS_DANGERS = 6 };

struct facts {
	char version[32]; /* "Redis 7.0.15", "Valkey 8.1.1"; "" unless it says */
	unsigned dangers;
	char danger[FACTS_DANGERS][200]; /* a line each, in words; also what could not be asked */
};

/* What a user may not ask (INFO, CONFIG GET) is a line; false only where the connection failed. */
bool facts_ask(struct redis *redis, struct facts *facts, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* How many entries the stream has; 0 where it is not there. */
bool facts_length(struct redis *redis, const char *stream, int64_t *entries,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
