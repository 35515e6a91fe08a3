/*
 * conf_crowd -- a message that would mention more people than DingTalk takes, found before it is sent.
 *
 * A route mentions its own people, those of its `escalate`, and those of the dictionary's entry for the code.
 * Told are the pairs that surely come together in a message; which issues share a
 * digest nobody knows, nor which codes a pattern stands for.
 */
#ifndef CONSUMER_CONF_CROWD_H
#define CONSUMER_CONF_CROWD_H

#include "consumer/conf.h"
#include "consumer/conf_ini.h"

/* `line` is that of the route's `mention`, or of its section. */
void conf_crowd_check(
	const struct conf *conf, const struct conf_route *route, int line, struct conf_faults *faults);

#endif
