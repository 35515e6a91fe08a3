/*
 * explain -- `errnotice-consumer explain`: whom an event would reach, and why.  Sends nothing, changes nothing.
 */
#ifndef CONSUMER_EXPLAIN_H
#define CONSUMER_EXPLAIN_H

#include <stdio.h>
#include "common/event.h"
#include "consumer/command/options.h"
#include "consumer/conf.h"

enum explain_how {
	EXPLAIN_WORDS = 0,
	EXPLAIN_JSON = 1,
	EXPLAIN_MESSAGE = 2 /* with the message of each robot */
};

enum exit_status explain_command(struct options *options);

/* `how`: several of these together.  A field that the event does not have is "". */
void explain(const struct conf *conf, const struct errnotice_event *event, enum explain_how how, FILE *out);

#endif
