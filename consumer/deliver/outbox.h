/*
 * outbox -- the store as those who deliver hold it: waited for, and left where another lies in its place.
 *
 * It says what it waits for, once, and which robots the configuration lacks.  For one thread.
 */
#ifndef CONSUMER_OUTBOX_H
#define CONSUMER_OUTBOX_H

#include "consumer/conf.h"
#include "consumer/deliver/lane.h"
#include "consumer/store/store.h"

/* NULL where it is not there, or takes no writes. */
struct store *outbox_open(const struct conf *conf) ERRNOTICE_MUST_CHECK;

/*
 * Whether `*store` is the one of the configuration.  Its file may have been moved, deleted or restored: then the
 * messages on their way are none of the new one's, so their ends are waited for and forgotten, and it is opened.  False
 * while that is not done; `*busy` says whether a message is still on its way.
 */
bool outbox_stands(struct store **store, const struct conf *conf, struct lane *lanes, size_t lane_count,
	bool *busy) ERRNOTICE_MUST_CHECK;

#endif
