/*
 * epochs -- the lives of a stream: each begins with the making of its consumer group.
 *
 * The store remembers the newest, so that a group which is gone is told from one
 * that never was.  Consumers of one store agree through it: each says what it
 * knew when it looked, and who knew something older looks again.
 *
 * What writes is called inside the caller's transaction.
 */
#ifndef CONSUMER_EPOCHS_H
#define CONSUMER_EPOCHS_H

#include "consumer/conf.h"
#include "consumer/store/store.h"

struct epoch {
	int64_t number; /* from 1; 0: this store knows of none */
	bool made;      /* its group was there */
};

bool epochs_load(struct store *store, const struct conf *conf, struct epoch *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * The group is not there, by a look that came after `*known` was read.  `*make`:
 * it is to be made now; false: look again, for `*known` was out of date.  Where
 * a group had been there, a new epoch begins and the bulletin of it with it; one
 * that a consumer began and did not live to make is not told again.
 */
bool epochs_begin(struct store *store, const struct conf *conf, struct epoch *known, int64_t now_s,
	bool *make, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The group is there. */
bool epochs_hold(struct store *store, const struct conf *conf, struct epoch *known, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
