/*
 * digest -- which of what is due goes into the next message of a robot.
 *
 * As long as there is room, each issue has a message of its own, by weight.  When
 * more is due than may go at once, all of it goes into one digest; new issues
 * still come one by one if only there are few of them.  Where little is left of a
 * month's budget, what is neither new nor back nor escalated comes together, and seldom (month.h).
 * Pure; asked again for each message, so every answer is for the next one alone.
 */
#ifndef CONSUMER_DIGEST_H
#define CONSUMER_DIGEST_H

#include "consumer/plan/budget.h"
#include "consumer/plan/month.h"

struct digest_row {
	size_t index; /* the caller's */
	bool fresh;   /* never told */
	bool back;    /* told long ago */
	bool escalated;
	int severity; /* 0 is the gravest */
	uint64_t events;
};

enum digest_kind { DIGEST_WAIT, DIGEST_SINGLE, DIGEST_ALL };

struct digest_choice {
	enum digest_kind kind;
	int64_t at_ms; /* of DIGEST_WAIT: when to look again */
	size_t count;  /* else: the message tells so many of the rows, from the first */
	bool paced;    /* and had to keep the month's distance */
};

/* By weight, the heaviest first: new, then back, then escalated, then severity, then count; equal ones stay in their order. */
void digest_sort(struct digest_row *rows, size_t count);

/* `rows` are sorted; DIGEST_SINGLE is rows[0].  None at all: waits for INT64_MAX. */
struct digest_choice digest_choose(const struct digest_row *rows, size_t count, const struct budget *budget,
	const struct month *month, int64_t now_ms);

#endif
