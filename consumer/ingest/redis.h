/*
 * redis -- one connection to Redis, and its replies as plain trees.
 *
 * The only file of this half that includes hiredis.  For one thread.  A failed
 * call leaves the connection useless: close it.  An error that Redis answers is a
 * reply like any other, of the kind REDIS_ERROR.
 */
#ifndef CONSUMER_REDIS_H
#define CONSUMER_REDIS_H

#include <stdint.h>
#include "common/err.h"
#include "common/redis_url.h"
#include "common/span.h"

struct redis;

enum redis_kind { REDIS_TEXT, REDIS_LIST, REDIS_NUMBER, REDIS_NOTHING, REDIS_ERROR };

/* The connection's, until redis_forget() or redis_close(). */
struct redis_reply {
	int type; /* hiredis looks at it: see redis.c */
	enum redis_kind kind;
	struct errnotice_span text; /* of TEXT and ERROR; a NUL follows it */
	int64_t number;
	struct redis_reply *items; /* of LIST */
	size_t count;
};

/*
 * Connects to a DIRECT URL, logs in and selects the database.  Each step and each part
 * of a reply may take `timeout_ms`, and a whole reply ten times as long; one without end
 * is a failure.  NULL with a reason.
 */
struct redis *redis_open(const struct errnotice_redis_url *url, int timeout_ms,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Connects and logs in, and no more: for a sentinel. */
struct redis *redis_connect(const struct errnotice_redis_url *url, int timeout_ms,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

void redis_close(struct redis *redis); /* NULL is fine */

/* Says ASKING before each command from now on: the key is on its way to this node of a cluster. */
void redis_say_asking(struct redis *redis);

/* Puts a command into the pipeline; replies come in the same order. */
bool redis_send(struct redis *redis, size_t count, const struct errnotice_span *words,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Sends what is in the pipeline, and waits for no reply. */
bool redis_flush(struct redis *redis, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Sends what is in the pipeline, and waits for the next reply. */
bool redis_receive(struct redis *redis, const struct redis_reply **reply,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Both, for words that are strings; ends with NULL. */
bool redis_ask(struct redis *redis, const struct redis_reply **reply, struct errnotice_err *err,
	...) ERRNOTICE_MUST_CHECK __attribute__((sentinel));

/* Memory that lives as long as the replies, for what is made of them; NULL without any. */
void *redis_memory(struct redis *redis, size_t size);

/* Gives the memory of all replies back. */
void redis_forget(struct redis *redis);

/* Whether the reply is an error that begins with this word. */
bool redis_is_error(const struct redis_reply *reply, const char *word);

#endif
