/*
 * conf_titles -- the team's dictionary: what a code means, how grave it is, whose it is.
 *
 *   [10012]
 *   title = 下单失败
 *   severity = critical
 *   owner = 13800138000
 *   link = https://wiki.example.com/10012
 */
#ifndef CONSUMER_CONF_TITLES_H
#define CONSUMER_CONF_TITLES_H

#include "consumer/conf.h"
#include "consumer/conf_ini.h"

/* Reads conf->dictionary, if it names a file, into conf->titles. */
void conf_titles_read(struct conf *conf, struct conf_faults *faults);
void conf_titles_clear(struct conf *conf);

#endif
