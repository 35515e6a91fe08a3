/*
 * conf_daily -- `09:00 Asia/Shanghai`, as the configuration writes it.
 */
#ifndef CONSUMER_CONF_DAILY_H
#define CONSUMER_CONF_DAILY_H

#include "consumer/conf.h"

/* "" is never; without a zone it is the system's.  False with a reason. */
bool conf_daily_parse(
	struct conf_daily *daily, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void conf_daily_clear(struct conf_daily *daily); /* a zeroed one is fine */

#endif
