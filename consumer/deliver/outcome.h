/*
 * outcome -- the answer goes back into the outbox, and the robot's turn with it.
 */
#ifndef CONSUMER_OUTCOME_H
#define CONSUMER_OUTCOME_H

#include "consumer/deliver/lane.h"
#include "consumer/store/store.h"

enum outcome {
	OUTCOME_TOLD,
	OUTCOME_RETRY,
	OUTCOME_THROTTLED,
	OUTCOME_BROKEN,
	OUTCOME_REWORDED, /* refused, and tried again with less in it */
	OUTCOME_FAILED,
	OUTCOME_COUNT
};

/*
 * What the lane's answer comes to.  May correct the lane's idea of the service's
 * clock and changes its breaker; call it once an answer.
 */
enum outcome outcome_judge(struct lane *lane, uint32_t random);

/*
 * In one transaction: the notice, the law's counters, the robot's health and its
 * budget.  May be called again when the store did not take it.  `sender` is this
 * process's name in the store: an answer that comes when another has the turn
 * changes nothing but that its message is told.  A message that failed and can be
 * said with less in it does not fail yet: `*outcome` becomes OUTCOME_REWORDED.
 */
bool outcome_record(struct store *store, const struct lane *lane, const char *sender, enum outcome *outcome,
	uint32_t random, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Says it in the log, and in `lane` that it was said. */
void outcome_log(struct lane *lane, enum outcome outcome);

/* For people: what went wrong and what the service said; no secret. */
void outcome_say(char *into, size_t room, const struct answer *answer);

#endif
