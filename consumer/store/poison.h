/*
 * poison -- entries that could not be read, whole: for a person, or for a later version.
 *
 * Whoever may write to the queue may fill this table, so it has its limits; what they
 * cost is counted as `poison_dropped`.  Everything here runs inside the caller's
 * transaction.
 */
#ifndef CONSUMER_POISON_H
#define CONSUMER_POISON_H

#include <stdint.h>
#include "common/span.h"
#include "consumer/store/store.h"

enum {
	POISON_KEPT = 10000,          /* entries, the newest */
	POISON_KEPT_BYTES = 256 << 20 /* of them together */
};

/* Keeps an entry, cut where it is larger than the store takes.  `*fresh` is false when it is there already. */
bool poison_keep(struct store *store, struct errnotice_span stream_id, const char *reason,
	struct errnotice_span entry, int64_t now_s, bool *fresh,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Drops the oldest, so that at most `most` and `most_bytes` stay; the newest stays, however large. */
bool poison_make_room(struct store *store, int64_t most, int64_t most_bytes, int *dropped,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Drops at most `most` of those that came before `before_s`. */
bool poison_forget(struct store *store, int64_t before_s, int most, int *dropped,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
