/*
 * bulletins -- what is to be told beside errors, added up until it is told.
 *
 * A row is a kind, subject and reason.  bulletins_take() empties what is due into
 * a message, in the transaction that stores that message (notices_say()): so each
 * count stands in exactly one message, whatever is killed when, and nothing is
 * bound to a robot before it is said.
 *
 * What writes is called inside the caller's transaction.
 */
#ifndef CONSUMER_BULLETINS_H
#define CONSUMER_BULLETINS_H

#include "consumer/plan/bulletin.h"
#include "consumer/store/store.h"

/*
 * `count` more are to be told: BULLETIN_GATHER_S after the first of them, but not
 * within BULLETIN_APART_S of the last message of that kind, nor BULLETIN_REPEAT_S
 * of the last one about this.  Texts must be clean UTF-8 (text.h).
 */
bool bulletins_add(struct store *store, enum bulletin_kind kind, struct errnotice_span subject,
	struct errnotice_span reason, uint64_t count, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* When the next of that kind is due, Unix s; INT64_MAX: nothing waits. */
bool bulletins_next(struct store *store, enum bulletin_kind kind, int64_t *at_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* All of that kind that is due, the largest counts first; from here on it counts as told. */
bool bulletins_take(struct store *store, enum bulletin_kind kind, int64_t now_s, struct bulletin_list *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* At most `most` of those that were due before that: nobody takes them, and hosts come and go. */
bool bulletins_forget(struct store *store, int64_t before_s, int most, int *forgotten,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
