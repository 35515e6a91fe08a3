/*
 * counting -- what is known of events: counts, issues, the newest of each.
 *
 * Everything here runs inside the caller's transaction.  Texts must be clean
 * UTF-8 (text.h).
 */
#ifndef CONSUMER_COUNTING_H
#define CONSUMER_COUNTING_H

#include <stddef.h>
#include <stdint.h>
#include "common/event.h"
#include "consumer/store/store.h"

/*
 * Counts fresh events of one issue, in the order of their time: their minutes, the
 * issue itself, and the `keep_events` newest of it, among them one with a detail.
 */
bool counting_add(struct store *store, const struct errnotice_event *const *events, size_t count,
	int keep_events, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
