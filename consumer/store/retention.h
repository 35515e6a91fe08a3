/*
 * retention -- forgets what is old, in steps so small that counting goes on.
 */
#ifndef CONSUMER_RETENTION_H
#define CONSUMER_RETENTION_H

#include "consumer/conf.h"
#include "consumer/store/store.h"

enum {
	RETENTION_NOTICES = 10000,          /* told ones, the newest … */
	RETENTION_NOTICES_S = 7 * 24 * 3600 /* … and none older than this */
};

/* One walk over everything that may be old.  Zeroed: at its beginning. */
struct retention {
	int phase;
	unsigned char id[16];                        /* ids up to this one were looked at */
	int64_t notices, ids, minutes, days, issues; /* rows forgotten or added up so far */
	int64_t poison;                              /* the same, of what nobody may have looked at */
};

/*
 * The next step, one short transaction.  `*more` is false when the walk is over:
 * then zero it for the next one.  After a failure the same step may be tried
 * again.
 */
bool retention_step(struct retention *retention, struct store *store, const struct conf *conf, int64_t now_s,
	bool *more, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
