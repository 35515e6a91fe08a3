/*
 * daily -- which day was over last, by a zone's calendar, when something is said of it every day.
 *
 * A day has 23 or 25 hours where the clock changes.  What the clock skips comes when
 * it has skipped it; what it says twice, the first time.  Pure.
 */
#ifndef CONSUMER_DAILY_H
#define CONSUMER_DAILY_H

#include "consumer/conf.h"

enum { DAILY_DAY_S = 86400 };

/* All Unix s.  `date` names a day and is no moment: its midnight as if in UTC. */
struct daily {
	int64_t date;
	int64_t before_s;     /* the day before it begins */
	int64_t from_s, to_s; /* it begins; it is over */
	int64_t speak_s;      /* it is time to speak of it */
};

/* The newest day of which it is time to speak: the one before the last time that the clock showed `at`. */
struct daily daily_newest(const struct conf_daily *at, int64_t now_s);

#endif
