/*
 * issue -- what is known of an issue when it is told: a plain record.
 *
 * Its strings are what an application sent: clean UTF-8 within the event's limits,
 * and nothing more can be trusted of them.
 */
#ifndef CONSUMER_ISSUE_H
#define CONSUMER_ISSUE_H

#include <stdint.h>
#include "common/fingerprint.h"

/* What an issue is to a place that hears of it (spell.h). */
enum issue_state { ISSUE_OPEN, ISSUE_NEW, ISSUE_BACK, ISSUE_RECOVERED };

/* As in the store: `open`, `new`, `back`, `recovered`; any other word is `open`. */
const char *issue_state_name(enum issue_state state);
enum issue_state issue_state_of(const char *name);

/* X(field): heap strings, never NULL once loaded */
#define ISSUE_TEXTS(X)   \
	X(app)           \
	X(env)           \
	X(class)         \
	X(code)          \
	X(site)          \
	X(message)       \
	X(release)       \
	X(first_release) \
	X(host)          \
	X(sapi)          \
	X(file)          \
	X(line)          \
	X(event_id)      \
	X(detail) /* JSON of the newest event that has one */

struct issue {
	char fp[ERRNOTICE_FP_LEN + 1];
#define X(field) char *field;
	ISSUE_TEXTS(X)
#undef X
	int64_t first_seen; /* Unix s */
	int64_t last_seen;
	uint64_t total;             /* events since the first */
	uint64_t hour, hour_before; /* events of the last 60 minutes, and of the 60 before */
};

void issue_clear(struct issue *issue); /* a zeroed one is fine */

#endif
