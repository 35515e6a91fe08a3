/*
 * explain -- `errnotice-consumer explain`: whom an event would reach, and why.  Sends nothing, changes nothing.
 */
#ifndef CONSUMER_EXPLAIN_H
#define CONSUMER_EXPLAIN_H

#include <stdio.h>
#include "common/event.h"
#include "consumer/command/options.h"
#include "consumer/conf.h"

enum exit_status explain_command(struct options *options);

/* Only the fields that routes look at are needed; one that is not there is "". */
void explain(const struct conf *conf, const struct errnotice_event *event, bool json, FILE *out);

#endif
