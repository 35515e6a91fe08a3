/*
 * poison -- entries that could not be read, whole: for a person, or for a later version.
 *
 * Whoever may write to the queue may fill this table, so it has its limits; what they
 * cost is counted as `poison_dropped`.  What writes runs inside the caller's
 * transaction, but for poison_remove().
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

/* One of them, for a person. */
struct poison_row {
	const char *stream_id, *reason;
	int64_t at;                  /* Unix s when it came */
	struct errnotice_span entry; /* entry.h says how it is written */
	char *heap;                  /* poison_row_clear() */
};

/* In the order in which they came; the row is the store's, for the call. */
bool poison_each(struct store *store, void (*see)(const struct poison_row *, void *), void *context,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The same by their stream ids, and the store may be changed meanwhile. */
bool poison_each_id(struct store *store, void (*see)(const char *stream_id, void *), void *context,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

bool poison_find(struct store *store, const char *stream_id, struct poison_row *into, bool *found,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void poison_row_clear(struct poison_row *row);

/* A transaction of its own; `dropped`: nobody will read it, and that is counted. */
bool poison_remove(struct store *store, const char *stream_id, bool dropped,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
