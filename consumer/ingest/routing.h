/*
 * routing -- what the fresh events of one issue become: notices, muted, or unrouted.
 *
 * What a silence (plan/silence.h) takes of that which would be told is muted.
 *
 * An event has one primary robot, the first of its first route that has any; only
 * there it becomes *pending*.  Further robots get a copy, which moves no counter.
 */
#ifndef CONSUMER_ROUTING_H
#define CONSUMER_ROUTING_H

#include "common/event.h"
#include "common/fingerprint.h"
#include "consumer/conf.h"
#include "consumer/store/store.h"

struct routing;

/* Borrows `conf`.  NULL without memory. */
struct routing *routing_new(const struct conf *conf);
void routing_free(struct routing *routing);

struct routing_sums {
	uint64_t pending, muted, silenced, unrouted; /* events, added to */
};

/* Fresh events of one issue. */
struct routing_issue {
	char fp[ERRNOTICE_FP_LEN + 1];
	const struct errnotice_event *const *events; /* by time; borrowed */
	size_t count;
	int64_t gap_s; /* the longest time without the issue that ended with one of these */
};

/* All of these inside the caller's transaction: once before its first issue, for each, and once after the last. */
bool routing_begin(struct routing *routing, struct store *store, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool routing_end(
	struct routing *routing, struct store *store, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool routing_tell(struct routing *routing, struct store *store, const struct routing_issue *issue,
	int64_t now_s, struct routing_sums *sums, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
