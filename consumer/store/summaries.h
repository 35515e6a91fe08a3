/*
 * summaries -- of which day the group was told last, and what a day was.
 *
 * The day is claimed in the transaction that keeps the message (notices_say()): so
 * however many consumers there are, and whatever is killed when, a day has one.
 */
#ifndef CONSUMER_SUMMARIES_H
#define CONSUMER_SUMMARIES_H

#include "consumer/plan/daily.h"
#include "consumer/plan/summary.h"
#include "consumer/store/store.h"

/* The name of its messages in the outbox. */
#define SUMMARIES_ABOUT "summary"

/* The date (daily.h) of the newest that was claimed; INT64_MAX: none ever was. */
bool summaries_newest(struct store *store, int64_t *date, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* In the caller's transaction: as if that day had been told, whatever was claimed before. */
bool summaries_begin(struct store *store, int64_t date, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * In the caller's transaction.  `*mine` is false when another consumer has it, or had it
 * before a clock that was behind began anew (summaries_begin()).  One of a day before that
 * surely reached nobody is dropped: it is old news.
 */
bool summaries_claim(struct store *store, const struct daily *day, int64_t now_s, bool *mine,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Reads a day; all of one moment. */
bool summaries_read(struct store *store, const struct daily *day, struct summary *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
