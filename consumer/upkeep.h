/*
 * upkeep -- keeps the store small: a thread that forgets what is old, now and then.
 */
#ifndef CONSUMER_UPKEEP_H
#define CONSUMER_UPKEEP_H

#include "common/err.h"
#include "consumer/conf.h"

struct upkeep;

/* Borrows `conf` until upkeep_stop().  NULL with a reason. */
struct upkeep *upkeep_start(const struct conf *conf, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void upkeep_halt(struct upkeep *upkeep); /* asks it to end, and does not wait for it; NULL is fine */
void upkeep_stop(struct upkeep *upkeep); /* NULL is fine */

#endif
