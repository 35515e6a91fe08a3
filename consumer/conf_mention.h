/*
 * conf_mention -- who is to be mentioned: `13800138000, +852-12345678, user:ID, all`.
 */
#ifndef CONSUMER_CONF_MENTION_H
#define CONSUMER_CONF_MENTION_H

#include "consumer/conf.h"

/* `mention` must be zero; `names` is not touched. */
bool conf_mention_parse(
	struct conf_mention *mention, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void conf_mention_clear(struct conf_mention *mention);

#endif
