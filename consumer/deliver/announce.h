/*
 * announce -- that a robot stopped working is said once, by those who speak for it.
 */
#ifndef CONSUMER_ANNOUNCE_H
#define CONSUMER_ANNOUNCE_H

#include "consumer/deliver/lane.h"
#include "consumer/store/store.h"

/*
 * Inside the transaction that records the lane's answer, after robots_give(): puts a
 * message for the fallback into the outbox, unless that was done since the robot
 * worked last, or its rest is short.
 */
bool announce(struct store *store, const struct lane *lane, const char *sender,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
