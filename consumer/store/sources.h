/*
 * sources -- who sends events, how many the queue took from each, and how many of them arrived.
 *
 * A source counts what the queue acknowledged to it and says so in its heartbeat
 * (docs/event-schema.md); its events carry its name.  Once all that was taken is
 * finished, the difference is what the queue lost.
 *
 * Everything here runs inside the caller's transaction.
 */
#ifndef CONSUMER_SOURCES_H
#define CONSUMER_SOURCES_H

#include "consumer/conf.h"
#include "consumer/store/store.h"

enum { SOURCES_KEPT_S = 30 * 86400 }; /* after the last word of one */

/* Errors of it that were counted, each event once; `source` is a UUID. */
bool sources_arrive(struct store *store, struct errnotice_span source, int64_t errors, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * An event (16 bytes of its id) that the queue may have taken without an answer, and that came by a spool.  `*first`:
 * for the first time; then, if it was counted before, that arrival was not one of those that the queue acknowledged.
 */
bool sources_doubt(struct store *store, const unsigned char *id, int64_t now_s, bool *first,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Since when this store counts what comes over the stream; from now on, if it has not yet. */
bool sources_began(struct store *store, const struct conf *conf, int64_t now_s, int64_t *began_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * The queue took `taken` errors from it, and nothing of them is left there.
 * `*lost`: how many of these were neither counted nor found lost before.  What a
 * source sent before `began_s` may have gone elsewhere, and is not missed.
 */
bool sources_settle(struct store *store, struct errnotice_span source, uint64_t taken, int64_t began_s,
	int64_t now_s, uint64_t *lost, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Forgets doubts of before `ids_before`, when ids are forgotten, too; and sources that were not heard of since `before`; at most `most` of each. */
bool sources_forget(struct store *store, int64_t ids_before, int64_t before, int most, int *forgotten,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
