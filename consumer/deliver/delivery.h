/*
 * delivery -- THE SECOND STORY: what the store says is due becomes a message.
 *
 *   outbox → budget → message → dingtalk → answer → outbox
 *
 * A thread of its own with its own connection to the store: a slow or dead
 * DingTalk never stops counting.  One robot never waits for another.
 */
#ifndef CONSUMER_DELIVERY_H
#define CONSUMER_DELIVERY_H

#include "common/err.h"
#include "consumer/conf.h"

struct delivery;

/* Borrows `conf` until delivery_stop().  NULL with a reason. */
struct delivery *delivery_start(const struct conf *conf, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Something became due: look now.  Any thread, never blocks. */
void delivery_wake(struct delivery *delivery);

/* Asks it to end, and does not wait for it.  NULL is fine. */
void delivery_halt(struct delivery *delivery);

/* Lets the requests under way end (each within its robot's timeout), joins, frees. */
void delivery_stop(struct delivery *delivery);

#endif
