/*
 * conf_quiet -- `23:00-07:00 Asia/Shanghai`; without a zone, the system's.
 */
#ifndef CONSUMER_CONF_QUIET_H
#define CONSUMER_CONF_QUIET_H

#include "consumer/conf.h"

/* `quiet` must be zero; "" is none. */
bool conf_quiet_parse(
	struct conf_quiet *quiet, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void conf_quiet_clear(struct conf_quiet *quiet);

#endif
