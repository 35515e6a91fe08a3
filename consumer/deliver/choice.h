/*
 * choice -- what a robot is sent next: something again, a bulletin, one issue, a digest, or nothing yet.
 *
 * Reads the outbox and the robot's shared state; changes nothing.  Asked twice:
 * once to find out whether there is anything to do at all, and once more inside
 * the transaction that does it.
 */
#ifndef CONSUMER_CHOICE_H
#define CONSUMER_CHOICE_H

#include "consumer/conf.h"
#include "consumer/deliver/lane.h"
#include "consumer/deliver/standin.h"
#include "consumer/plan/bulletin.h"
#include "consumer/plan/digest.h"
#include "consumer/store/notices.h"

enum { CHOICE_MOST = 2000 }; /* due notices that one digest takes */

enum choice_kind { CHOICE_WAIT, CHOICE_AGAIN, CHOICE_NEW, CHOICE_BULLETIN };

struct choice {
	enum choice_kind kind;
	int64_t at_ms;                 /* WAIT: until then */
	bool budget;                   /* WAIT: more is due than may go */
	struct notice_sending sending; /* AGAIN */
	size_t count;                  /* NEW: the first of `dues`, by weight */
	enum bulletin_kind bulletin;   /* BULLETIN: all that is due of it */
	int64_t bulletin_s;            /* Unix s when the next one is due, INT64_MAX: none */
	struct breaker breaker;        /* the robot's, as it was found */
	struct month month;            /* so is this */
	bool paced;                    /* NEW, BULLETIN: it had to keep the month's distance */
	struct standin standin;        /* whose messages these are */

	/* room for the work */
	struct notice_due dues[CHOICE_MOST], found[CHOICE_MOST];
	struct digest_row rows[CHOICE_MOST];
};

/* `sender` is this process's name in the store. */
bool choice_make(struct choice *choice, struct store *store, const struct conf *conf, const struct lane *lane,
	const char *sender, int64_t now_ms, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void choice_clear(struct choice *choice);

#endif
