/*
 * delivered -- the entries that an answer of Redis holds, and how many to ask for next.
 *
 * Entries borrow from the answer.  For queue.c.
 */
#ifndef CONSUMER_DELIVERED_H
#define CONSUMER_DELIVERED_H

#include "common/err.h"
#include "consumer/ingest/queue.h"
#include "consumer/ingest/redis.h"

struct delivered {
	struct queue_entry *entries; /* heap */
	size_t count, room;
	size_t limit; /* entries to ask for */
	bool full;    /* there were as many as were asked for */
	bool unnamed; /* some were left out that were deleted: only a read by id says which */
};

/* `most` is how many may be asked for at once, ever. */
void delivered_init(struct delivered *delivered, size_t most);
void delivered_clear(struct delivered *delivered);

/* Takes a list of `[id, [name, value, …]]`, where nil instead of the fields says that the entry was deleted. */
bool delivered_take(struct delivered *delivered, struct redis *redis, const struct redis_reply *list,
	size_t most, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* One at a time from now on: it may have been too much at once. */
void delivered_shrink(struct delivered *delivered);

#endif
