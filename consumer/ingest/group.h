/*
 * group -- what is done to the consumer group beside reading: make it, finish entries, drop names.
 *
 * On a connection that somebody else keeps; after a failure it is useless, as
 * redis.h says.  Stream and group are the configuration's.
 */
#ifndef CONSUMER_GROUP_H
#define CONSUMER_GROUP_H

#include <stdint.h>
#include "common/err.h"
#include "consumer/conf.h"
#include "consumer/ingest/redis.h"

/* At the beginning of the stream, which is made as well.  `*made` is false where another consumer was faster. */
bool group_make(struct redis *redis, const struct conf *conf, bool *made,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Acknowledges and deletes entries, both or neither.  The ids are copied; the answer is still to be received. */
bool group_send_finish(struct redis *redis, const struct conf *conf, size_t count,
	const struct errnotice_span *stream_ids, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The answer to that; `*left` is how many entries the stream then has. */
bool group_receive_finish(struct redis *redis, int64_t *left, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Drops the names of consumers that owe nothing and were idle for longer than `idle_ms`. */
bool group_tidy(struct redis *redis, const struct conf *conf, int idle_ms,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Drops this name, if it owes nothing.  Best effort: a name that stays is tidied up later. */
void group_drop(struct redis *redis, const struct conf *conf, const char *name);

#endif
