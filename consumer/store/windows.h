/*
 * windows -- what of a threshold's window (plan/window.h) a notice still holds.
 *
 * What writes is called inside the caller's transaction.
 */
#ifndef CONSUMER_WINDOWS_H
#define CONSUMER_WINDOWS_H

#include "consumer/plan/window.h"
#include "consumer/store/store.h"

/* Those of one notice; none at all is fine. */
bool windows_load(struct store *store, int64_t notice, struct window *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Instead of those that are there; an empty window leaves none. */
bool windows_keep(struct store *store, int64_t notice, const struct window *window,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Does any wait for longer than any window is, because of a clock that was ahead?  Then only for `length_s` more. */
bool windows_are_put_off(
	struct store *store, int64_t now_s, bool *any, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool windows_call_back(
	struct store *store, int64_t now_s, int64_t length_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* A notice of which something has waited long enough; 0: none. */
bool windows_over(
	struct store *store, int64_t now_s, int64_t *notice, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
