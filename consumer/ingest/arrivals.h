/*
 * arrivals -- how many errors of a batch came from each source.
 */
#ifndef CONSUMER_ARRIVALS_H
#define CONSUMER_ARRIVALS_H

#include "consumer/ingest/entry.h"
#include "consumer/store/store.h"

/* Of the fresh ones of `entries`; inside the caller's transaction. */
bool arrivals_store(const struct entry *entries, const bool *fresh, size_t count, struct store *store,
	int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
