/*
 * notices_rows -- what the rooms of the outbox share: its rows.  Included by notices*.c alone.
 *
 * All of it inside the caller's transaction.
 */
#ifndef CONSUMER_NOTICES_ROWS_H
#define CONSUMER_NOTICES_ROWS_H

#include "consumer/plan/spell.h"
#include "consumer/plan/window.h"
#include "consumer/store/store.h"

struct notices_place {
	const char *fp, *route, *robot; /* borrowed */
};

/* Three values from `at` on. */
void notices_bind_place(struct store_statement *statement, int at, const struct notices_place *place);

/* An empty one of that route and robot. */
bool notices_insert(struct store *store, const struct notices_place *place, const char *state, int64_t now_s,
	const struct spell_next *next, int64_t *id, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

bool notices_set_next(struct store *store, int64_t id, const struct spell_next *next,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The only item of a due notice: none yet, and what it says of the issue. */
bool notices_insert_item(struct store *store, int64_t id, const struct notices_place *place,
	enum issue_state state, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool notices_set_item(struct store *store, int64_t id, enum issue_state state,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* What the place knows of its issue; `due` 0: nothing is due there. */
bool notices_remember(struct store *store, const struct notices_place *place, int64_t due,
	enum issue_state state, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* A due notice has one item: both change. */
bool notices_change(struct store *store, int64_t id, int64_t events, int64_t counted,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* A due notice tells these no more: *muted*, for that reason.  One that is left with nothing is no more. */
bool notices_mute(struct store *store, int64_t id, const struct window_slice *slice, const char *reason,
	int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
