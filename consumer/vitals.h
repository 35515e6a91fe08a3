/*
 * vitals -- what this process measures about itself, for /metrics.
 *
 * Any thread.  These start at 0 with the process; what must survive it, the law's
 * counters first of all, is in the store.
 */
#ifndef CONSUMER_VITALS_H
#define CONSUMER_VITALS_H

#include <stdint.h>

/* X(enumerator, name after errnotice_, help) */
#define VITALS_COUNTERS(X)                                                                         \
	X(ENTRIES, "entries_total", "Stream entries that this process finished")                   \
	X(BATCHES, "batches_total", "Batches that this process committed")                         \
	X(CLAIMED, "claimed_total", "Entries taken over from a consumer that did not finish them") \
	X(GONE, "gone_total", "Pending entries that somebody deleted before they were finished")   \
	X(QUEUE_FAILURES, "queue_failures_total", "Failed conversations with the queue")           \
	X(STORE_FAILURES, "store_failures_total", "Failed transactions of the store, tried again")

#define VITALS_TIMES(X)                                                                                    \
	X(INGESTED, "throw_to_ingested_seconds", "From the throw to the commit that counted it, by event") \
	X(TOLD, "throw_to_told_seconds", "From the throw to the answer of DingTalk that accepted the message")

enum vitals_counter {
#define X(name, wire, help) VITALS_##name,
	VITALS_COUNTERS(X)
#undef X
		VITALS_COUNTER_COUNT
};

enum vitals_time {
#define X(name, wire, help) VITALS_TIME_##name,
	VITALS_TIMES(X)
#undef X
		VITALS_TIME_COUNT
};

enum { VITALS_BUCKETS = 13 }; /* the last one is +Inf */

struct vitals_histogram {
	uint64_t bucket[VITALS_BUCKETS]; /* not cumulated */
	uint64_t sum_ms;
};

extern const double vitals_bucket_s[VITALS_BUCKETS - 1];

void vitals_add(enum vitals_counter counter, uint64_t by);
uint64_t vitals_get(enum vitals_counter counter);

/* `events` of them took `ms`; less than 0 (two hosts' clocks differ) counts as 0. */
void vitals_took(enum vitals_time time, int64_t ms, uint64_t events);
void vitals_read(enum vitals_time time, struct vitals_histogram *into);

#endif
