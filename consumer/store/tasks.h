/*
 * tasks -- log_queue_task: each event that the queue had refused at first.
 *
 * The table that hand-written code kept before errnotice, for who reads it still.
 * A row is written in the transaction that counts the event, so once an id.  In a
 * database of that code the table is its own, with its types and its rows: what it
 * does not take is missing there and nowhere else, and its rows are let alone.
 */
#ifndef CONSUMER_TASKS_H
#define CONSUMER_TASKS_H

#include "common/event.h"
#include "consumer/store/store.h"

#define TASKS_TYPE 7 /* what that code called an error that is to be told */

/*
 * `event` came with `refused`, and is fresh.  `*taken` is false where the table would
 * not have the row: counted as `tasks_refused`, and `why` says what the server says.
 */
bool tasks_add(struct store *store, const struct errnotice_event *event, int64_t now_s, bool *taken,
	struct errnotice_err *why, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Forgets some of errnotice's rows older than `before`; `*forgotten` is how many. */
bool tasks_forget(struct store *store, int64_t before, int most, int *forgotten,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
