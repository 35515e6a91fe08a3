/*
 * losses -- errors that never got here: what hosts had to drop, and what the queue took and lost.
 *
 * By host and reason; none of the law's counters knows them.  What writes is called
 * inside the caller's transaction.
 */
#ifndef CONSUMER_LOSSES_H
#define CONSUMER_LOSSES_H

#include <stdint.h>
#include "consumer/store/store.h"

/* Texts must be clean UTF-8 (text.h). */
bool losses_add(struct store *store, struct errnotice_span host, struct errnotice_span reason, uint64_t count,
	int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Texts are the store's, for the call. */
struct losses_row {
	const char *host, *reason;
	int64_t count;
};

/* At most `most`, the one that was added to last comes first. */
bool losses_each(struct store *store, int most, void (*see)(const struct losses_row *, void *), void *context,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* What was lost for that reason in all, as far as it is kept, and of how many hosts. */
bool losses_sum(struct store *store, const char *reason, int64_t *errors, int64_t *hosts,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Forgets at most `most` hosts and reasons that lost nothing since then: hosts that are containers come and go. */
bool losses_forget(struct store *store, int64_t before_s, int most, int *forgotten,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
