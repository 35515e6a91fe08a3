/*
 * issues -- what the store knows of an issue, for those who tell of it.
 */
#ifndef CONSUMER_ISSUES_H
#define CONSUMER_ISSUES_H

#include "consumer/plan/issue.h"
#include "consumer/store/store.h"

/*
 * Fills a zeroed `issue`; an issue that is not there has empty texts.  Clear it
 * whatever this returns.
 */
bool issues_load(struct store *store, const char *fp, int64_t now_s, struct issue *issue,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
