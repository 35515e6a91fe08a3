/*
 * quiet -- the hours in which a route does not speak: `23:00-07:00 Asia/Shanghai`.
 *
 * By the clock of the zone, over midnight, and through its changes of summer time:
 * what the clock skips is over when it has skipped it, what it says twice is quiet
 * twice.  Pure.
 */
#ifndef CONSUMER_QUIET_H
#define CONSUMER_QUIET_H

#include "consumer/conf.h"

/* When the quiet time is over in which `now_s` lies; `now_s` itself when it lies in none. */
int64_t quiet_until(const struct conf_quiet *quiet, int64_t now_s);

#endif
