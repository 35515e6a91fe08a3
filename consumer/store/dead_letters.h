/*
 * dead_letters -- notices that were refused for good: sent again, or given up, by hand.
 *
 * Each is a transaction of its own.  `*done` is false where the notice is not (or no
 * longer) a failed one: nothing is changed then.
 */
#ifndef CONSUMER_DEAD_LETTERS_H
#define CONSUMER_DEAD_LETTERS_H

#include <stdint.h>
#include "consumer/store/store.h"

/* Sent again from `now_s` on, as it was before anything was taken from it, under the same msgUuid. */
bool dead_letters_replay(struct store *store, int64_t id, int64_t now_s, bool *done,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Gone for good; its events, in `*events`, are *muted* with the reason `dropped`. */
bool dead_letters_drop(struct store *store, int64_t id, uint64_t *events, bool *done,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
