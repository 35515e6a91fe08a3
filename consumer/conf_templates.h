/*
 * conf_templates -- the files that [route] template names, each mistake told with its line and column.
 */
#ifndef CONSUMER_CONF_TEMPLATES_H
#define CONSUMER_CONF_TEMPLATES_H

#include "consumer/conf.h"
#include "consumer/conf_ini.h"

/* For each route that names one.  conf_free() frees them. */
void conf_templates_read(struct conf *conf, struct conf_faults *faults);

#endif
