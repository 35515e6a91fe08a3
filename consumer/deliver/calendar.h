/*
 * calendar -- what comes by time alone, whether anything happens or not.
 *
 * What a clock that was ahead put off: it is due.  A threshold whose window is over:
 * what it held is muted.  Quiet hours that began: what is due waits until they are
 * over.  An issue that stays away: it has recovered.  A silence that is over: the
 * group is told what it kept back.  A day that is over: what it was (summary.h).
 * Any number of consumers may turn it at once: each thing happens in one
 * transaction, once.
 */
#ifndef CONSUMER_CALENDAR_H
#define CONSUMER_CALENDAR_H

#include "consumer/conf.h"
#include "consumer/store/store.h"

enum { CALENDAR_EVERY_MS = 2000 };

/*
 * All that has come by `now_s`; writes only where there is something.
 * `caught_up`: hardly anything waits on the stream.  Else nobody knows whether an
 * issue stays away.
 */
bool calendar_turn(struct store *store, const struct conf *conf, int64_t now_s, bool caught_up,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
