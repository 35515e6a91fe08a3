/*
 * batch -- what a batch of entries changes in the store: all of it in one
 * transaction, or nothing.
 */
#ifndef CONSUMER_BATCH_H
#define CONSUMER_BATCH_H

#include "consumer/conf.h"
#include "consumer/ingest/entry.h"
#include "consumer/store/store.h"

struct batch;

/* Borrows `conf`.  NULL without memory. */
struct batch *batch_new(const struct conf *conf);
void batch_free(struct batch *batch);

/* Decodes the entries; they borrow from `from`.  False only without memory. */
bool batch_read(
	struct batch *batch, const struct queue_batch *from, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Counts what was read and commits.  After a failure nothing is changed, and it may be called again. */
bool batch_store(struct batch *batch, struct store *store, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* What the commit did. */
struct batch_result {
	uint64_t entries, ingested, pending, muted, unrouted, late;
	uint64_t silenced;                       /* of the muted ones */
	uint64_t duplicates, poison, lost, gone; /* entries; `lost` are events */
	uint64_t poison_dropped;                 /* older ones, to keep within poison.h's limits */
	uint64_t tasks_refused;                  /* rows that log_queue_task did not take */
	struct errnotice_err tasks_why;          /* of the last of these */
};

struct batch_result batch_result(const struct batch *batch);

/* Each fresh event, lost entry and poison entry of that commit, for the log and the clocks. */
void batch_each_fresh(
	const struct batch *batch, void (*see)(const struct entry *entry, void *context), void *context);

#endif
