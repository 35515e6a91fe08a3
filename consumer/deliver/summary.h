/*
 * summary -- once a day the group is told what the day before was.
 *
 * Late, when nobody was there at the time, and then only of the newest day.  A store
 * that never told one begins with the next.  What it tells was counted already: it
 * tells 0 events.
 */
#ifndef CONSUMER_DELIVER_SUMMARY_H
#define CONSUMER_DELIVER_SUMMARY_H

#include "consumer/conf.h"
#include "consumer/store/store.h"

/* Puts it into the outbox if it is time.  Any number of consumers may ask at once. */
bool summary_turn(struct store *store, const struct conf *conf, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
