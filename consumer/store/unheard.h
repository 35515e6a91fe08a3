/*
 * unheard -- which errors of a minute nobody is told of: *muted*, or lost before they got here.
 *
 * By the minute in which that was settled, by this host's clock.  A sum over all
 * minutes is what the counters and errnotice_lost have, as far back as it goes.
 * What writes is called inside the caller's transaction.
 */
#ifndef CONSUMER_UNHEARD_H
#define CONSUMER_UNHEARD_H

#include "consumer/store/store.h"

enum { UNHEARD_KEPT_S = 8 * 86400 };

/* Moves the law's counter as well; 0 events are nothing. */
bool unheard_mute(struct store *store, const char *reason, int64_t events, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

bool unheard_lose(struct store *store, struct errnotice_span host, int64_t errors, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* At most `most` rows of before that time. */
bool unheard_forget(struct store *store, int64_t before_s, int most, int *forgotten,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
