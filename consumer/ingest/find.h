/*
 * find -- the connection to the server that has the stream, whatever way leads to it.
 *
 * A sentinel says where the master is, and that must say that it is one; a cluster
 * redirects to the node of the key.  Found anew with each connection: who got
 * READONLY or MOVED closes the one at hand.
 */
#ifndef CONSUMER_FIND_H
#define CONSUMER_FIND_H

#include "consumer/ingest/redis.h"

/* As redis_open(), for any URL; `key` is the stream's. */
struct redis *find_redis(const struct errnotice_redis_url *url, const char *key, int timeout_ms,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
