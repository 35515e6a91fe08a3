/*
 * conf_value -- one value of the configuration, from text to the field it fills.
 */
#ifndef CONSUMER_CONF_VALUE_H
#define CONSUMER_CONF_VALUE_H

#include "consumer/conf_table.h"

/*
 * Parses `text` as `key` says and stores it; `owner` is the struct that
 * `key->offset` counts from.  The field must be zero; it owns what it holds
 * (conf_value_clear).  The reason in `err` tells nothing of a secret's value.
 */
bool conf_value_set(void *owner, const struct conf_key *key, const char *text,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void conf_value_clear(void *owner, const struct conf_key *key);

#endif
