/*
 * issues -- what the store knows of an issue, for those who tell of it.
 */
#ifndef CONSUMER_ISSUES_H
#define CONSUMER_ISSUES_H

#include "consumer/plan/issue.h"
#include "consumer/store/store.h"

/* Unix s of its newest event; INT64_MIN: never seen. */
bool issues_last_seen(
	struct store *store, const char *fp, int64_t *at_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Inside the caller's transaction: it is `back` for a day. */
bool issues_come_back(
	struct store *store, const char *fp, int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The same: it is `recovered` until it comes again. */
bool issues_recover(struct store *store, const char *fp, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Does a clock that was ahead, consumer's and host's alike, pin any to the future?  Then it was last seen now. */
bool issues_are_ahead(
	struct store *store, int64_t now_s, bool *any, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool issues_call_back(struct store *store, int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Fills a zeroed `issue`; an issue that is not there has empty texts.  Clear it
 * whatever this returns.
 */
bool issues_load(struct store *store, const char *fp, int64_t now_s, struct issue *issue,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
