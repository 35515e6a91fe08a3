/*
 * metrics -- /metrics: what the store and this process know, as Prometheus text.
 *
 * The law's counters come from the store, read in one moment, so that the law can
 * be checked on every scrape and every consumer of a store shows the same.
 */
#ifndef CONSUMER_METRICS_H
#define CONSUMER_METRICS_H

#include <stdio.h>
#include "consumer/conf.h"
#include "consumer/store/store.h"

/*
 * False when the store could not be read: then what it knows is left out, or the
 * page is incomplete.  `store` NULL: it is not there.
 */
bool metrics_write(FILE *out, const struct conf *conf, struct store *store, int64_t now_ms,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
