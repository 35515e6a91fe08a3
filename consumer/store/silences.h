/*
 * silences -- what a person asked not to hear of for a while, and how much that was.
 *
 * What comes while one holds is *muted*, and counted in its row.  When it is over
 * it is closed, once: then the group is told how much it kept back.
 *
 * What writes is called inside the caller's transaction.
 */
#ifndef CONSUMER_SILENCES_H
#define CONSUMER_SILENCES_H

#include <stdint.h>
#include "consumer/store/store.h"

enum { SILENCES_TEXT = 256 };

struct silences_row {
	int64_t id;
	char code[SILENCES_TEXT], class[SILENCES_TEXT], fp[32]; /* as given; "" is any */
	char owner[SILENCES_TEXT], why[SILENCES_TEXT];
	int64_t from_s, until_s; /* Unix s */
	uint64_t muted;          /* events */
	bool closed;
};

/* Its `id`, `muted` and `closed` are not looked at. */
bool silences_add(struct store *store, const struct silences_row *row, int64_t *id,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The oldest first: those that hold at `now_s`, at most `room`. */
bool silences_load(struct store *store, int64_t now_s, struct silences_row *into, size_t room, size_t *count,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The newest first, over or not. */
bool silences_newest(struct store *store, struct silences_row *into, size_t room, size_t *count,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

bool silences_mute(
	struct store *store, int64_t id, uint64_t events, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* From now on it holds no more; `*ended` is false for one that is over, or was never there. */
bool silences_end(struct store *store, int64_t id, int64_t now_s, bool *ended,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* One that is over and not closed; `*count` is 0 when there is none. */
bool silences_over(struct store *store, int64_t now_s, struct silences_row *into, size_t *count,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool silences_close(struct store *store, int64_t id, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* At most `most` of those that were over before that, and closed. */
bool silences_forget(struct store *store, int64_t before_s, int most, int *forgotten,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
