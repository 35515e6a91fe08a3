/*
 * escalations -- what of an issue's escalation (plan/escalation.h) must outlive this process.
 *
 * Inside the caller's transaction.
 */
#ifndef CONSUMER_ESCALATIONS_H
#define CONSUMER_ESCALATIONS_H

#include "consumer/plan/escalation.h"
#include "consumer/store/store.h"

/* An issue that was never counted for it has an empty one. */
bool escalations_load(struct store *store, const char *fp, const char *route, struct escalation *into,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool escalations_keep(struct store *store, const char *fp, const char *route,
	const struct escalation *escalation, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
