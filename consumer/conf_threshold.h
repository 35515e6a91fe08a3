/*
 * conf_threshold -- how often an issue must come: `5/1m`, and who is told besides where it comes so often:
 * `50/10m robot=boss mention=13800138000`.
 */
#ifndef CONSUMER_CONF_THRESHOLD_H
#define CONSUMER_CONF_THRESHOLD_H

#include "consumer/conf.h"

bool conf_threshold_parse(
	struct conf_threshold *threshold, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* `escalate` must be zero; "" is none.  Its robot is found by conf_check(). */
bool conf_escalate_parse(
	struct conf_escalate *escalate, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void conf_escalate_clear(struct conf_escalate *escalate);

#endif
