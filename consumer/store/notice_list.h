/*
 * notice_list -- notices (notices.h) as a person looks at them: those that wait, and one whole.
 */
#ifndef CONSUMER_NOTICE_LIST_H
#define CONSUMER_NOTICE_LIST_H

#include <stdint.h>
#include "consumer/store/store.h"

/* Texts are the store's, for the call.  Times are Unix s. */
struct notice_row {
	int64_t id;
	const char *robot, *via;           /* `via`: who made the last attempt, "" for none */
	const char *route;                 /* "" when it is of several */
	const char *state, *waits, *about; /* `waits`: as pending_reason() takes it */
	uint64_t events, issues;
	int64_t attempts, created_at, next_at, told_at; /* told_at 0: it is not */
	bool unsure;                                    /* it may stand in the group all the same */
	int64_t errcode;                                /* 0: none */
	const char *error;                              /* "" for none */
	const char *msg_uuid, *body, *original;         /* "" for none; `original`: before it was reworded */
};

/* Each that is not told, or only those that failed, in the order in which they came. */
bool notice_list_each(struct store *store, bool failed, void (*see)(const struct notice_row *, void *),
	void *context, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* One, in whatever state; `*found` says whether there is such a notice. */
bool notice_list_one(struct store *store, int64_t id, void (*see)(const struct notice_row *, void *),
	void *context, bool *found, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
