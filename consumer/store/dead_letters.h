/*
 * dead_letters -- notices that do not get through: sent again, or given up, by hand.
 *
 * Those that were refused for good, and those that still wait, as for a robot that
 * nobody repairs.  Each is a transaction of its own.
 */
#ifndef CONSUMER_DEAD_LETTERS_H
#define CONSUMER_DEAD_LETTERS_H

#include <stdint.h>
#include "consumer/store/store.h"

enum dead_letter_end {
	DEAD_LETTER_DONE,
	DEAD_LETTER_NONE,      /* no such notice waits; as in the others below, nothing is changed */
	DEAD_LETTER_UNMADE,    /* a replay: it has no message yet, and goes when it is due */
	DEAD_LETTER_UNDER_WAY, /* its robot is being sent something, and that may be it */
};

struct dead_letter {
	enum dead_letter_end end;
	bool unsure;     /* it may stand in the group already */
	uint64_t events; /* of the law, that it counts */
};

/*
 * Sent again from `now_ms` on, under the same msgUuid: one that was refused as it was
 * before anything was taken from it; one that may stand in its group by whoever
 * speaks for its robot.
 */
bool dead_letters_replay(struct store *store, int64_t id, int64_t now_ms, struct dead_letter *letter,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Gone for good; its events are *muted* with the reason `dropped`. */
bool dead_letters_drop(struct store *store, int64_t id, int64_t now_ms, struct dead_letter *letter,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
