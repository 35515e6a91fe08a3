/*
 * routing -- what the fresh events of one issue become: notices, muted, or unrouted.
 *
 * An event has one primary robot, the first of its first route that has any; only
 * there it becomes *pending*.  Further robots get a copy, which moves no counter.
 */
#ifndef CONSUMER_ROUTING_H
#define CONSUMER_ROUTING_H

#include "common/event.h"
#include "consumer/conf.h"
#include "consumer/store/store.h"

struct routing;

/* Borrows `conf`.  NULL without memory. */
struct routing *routing_new(const struct conf *conf);
void routing_free(struct routing *routing);

struct routing_sums {
	uint64_t pending, muted, unrouted; /* events, added to */
};

/* Inside the caller's transaction; the events are all of one issue. */
bool routing_tell(struct routing *routing, struct store *store, const struct errnotice_event *const *events,
	size_t count, int64_t now_s, struct routing_sums *sums,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
