/*
 * queue -- the consumer group of the Redis stream: read, claim, acknowledge.
 *
 * One connection, for one thread.  Entries belong to this consumer from queue_read(),
 * or queue_ask_ahead(), until queue_done(); one that dies in between leaves them pending,
 * and they are delivered again: to itself first, or to whoever claims them.  So delivery is at
 * least once, and counting exactly once is the store's work.
 */
#ifndef CONSUMER_QUEUE_H
#define CONSUMER_QUEUE_H

#include <stdint.h>
#include "common/err.h"
#include "common/span.h"
#include "consumer/conf.h"
#include "consumer/ingest/audit.h"
#include "consumer/ingest/roster.h"

struct queue;

/* Borrows `conf`; connects later.  NULL without memory. */
struct queue *queue_new(const struct conf *conf);

/*
 * Closes the connection and frees.  A consumer that owes nothing is taken off the
 * group, so that restarts leave no names behind.  NULL is fine.
 */
void queue_free(struct queue *queue);

/* The connection is closed at once: the end does not wait for a queue that does not answer. */
void queue_give_up(struct queue *queue);

struct queue_entry {
	struct errnotice_span stream_id;
	const struct errnotice_span *spans; /* name, value, name, value, … */
	size_t pairs;
	bool gone; /* pending, and somebody deleted it: only to be acknowledged */
};

struct queue_batch {
	const struct queue_entry *entries; /* the queue's, until queue_done() or the next queue_read() */
	size_t count;                      /* 0: nothing came within the wait */
	bool no_group;                     /* nor could it, and it did not wait: queue_make_group() */
};

/*
 * The next entries, at most `batch` of them and about 4 MiB: what this consumer
 * still owes (also those of the last call, when queue_done() did not follow it),
 * then what a dead one left, then new ones, for which it waits at most
 * `wait_ms`.  Connects.  False when Redis is not there or does not take it: then
 * the connection is closed, and the next call begins anew.
 */
bool queue_read(struct queue *queue, int wait_ms, struct queue_batch *batch,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Makes the group at the beginning of the stream, and the stream where there is
 * none; fine as well when another consumer has just done so.
 */
bool queue_make_group(struct queue *queue, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Connects and looks how much there is, without taking any: for a consumer that has nowhere to put it. */
bool queue_look(struct queue *queue, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Where more are waiting, asks for the batch after the one that was read last: Redis puts it together while this
 * one is stored, and the next queue_read() gives it.  On false the connection is closed, and the batch that was
 * read is no more; it comes again.
 */
bool queue_ask_ahead(struct queue *queue, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Whether such a batch is there, or on its way: who ends leaves it to others, who get it late. */
bool queue_is_ahead(const struct queue *queue);

/*
 * Acknowledges and deletes the batch that was read last, both or neither.  On
 * false it may have happened or not; what did not is delivered again.
 */
bool queue_done(struct queue *queue, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * After queue_done(): what the queue says of itself (audit.h); the queue's, until the next call.  It is not asked
 * where there is no connection, and while a batch is ahead.
 */
bool queue_audit(struct queue *queue, struct audit *audit, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The same for the hosts that have a heartbeat (roster.h).  `into` is zeroed; clear it whatever this returns. */
bool queue_roster(struct queue *queue, struct roster *into, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Takes the heartbeat of a host off; `*done` is false where that may not be, or the queue is not asked. */
bool queue_forget_host(
	struct queue *queue, const char *host, bool *done, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Whether one server alone takes entries now.  Where that is not so, or not known, what this one does not have may be
 * on another, and be read there.  Asks a sentinel, where one leads here.
 */
bool queue_is_one(const struct queue *queue);

/* What queue_read() did beside reading, since it was last asked; for the log and for /metrics. */
struct queue_news {
	uint64_t claimed;  /* entries taken over from another consumer */
	bool made_group;   /* queue_make_group() did */
	bool cannot_claim; /* this Redis knows no XAUTOCLAIM (before 6.2); said once */
	int64_t lag;       /* entries in the stream that are not yet done, -1: not asked */
};

struct queue_news queue_news(struct queue *queue);

/* How the Redis that was connected to last may lose or evict the stream: a line each, in words. */
void queue_each_danger(const struct queue *queue, void (*tell)(const char *danger));

#endif
