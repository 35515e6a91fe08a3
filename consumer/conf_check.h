/*
 * conf_check -- what no value shows alone: robots and routes that fit together.
 */
#ifndef CONSUMER_CONF_CHECK_H
#define CONSUMER_CONF_CHECK_H

#include "consumer/conf.h"
#include "consumer/conf_ini.h"

/*
 * Resolves the robots of each route and says every contradiction.  Fields that
 * did not parse are zero and are passed over: they were told already.
 */
void conf_check(struct conf *conf, const struct conf_ini *ini, struct conf_faults *faults);

#endif
