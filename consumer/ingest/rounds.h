/*
 * rounds -- every so often the hosts are looked at: which heartbeats the queue has, and what the store makes of it (watch.h).
 */
#ifndef CONSUMER_ROUNDS_H
#define CONSUMER_ROUNDS_H

#include "consumer/ingest/queue.h"
#include "consumer/store/store.h"

/* Zeroed at first. */
struct rounds {
	int64_t made_ms; /* monotonic; 0: none yet */
	bool told_gone;  /* that heartbeats may not be taken off */
};

/* NEWS: the group is to be told. */
enum rounds_end { ROUNDS_FINE, ROUNDS_NEWS, ROUNDS_QUEUE_FAILED, ROUNDS_STORE_FAILED };

/* After queue_done(), often: does nothing before it is time. */
enum rounds_end rounds_make(struct rounds *rounds, struct queue *queue, struct store *store,
	const struct conf *conf, int64_t now_s, struct errnotice_err *err);

#endif
