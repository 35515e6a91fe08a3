/*
 * explain -- `errnotice-consumer explain`: whom an event would reach, and why.  Sends nothing, changes nothing.
 */
#ifndef CONSUMER_EXPLAIN_H
#define CONSUMER_EXPLAIN_H

#include <stdio.h>
#include "common/event.h"
#include "consumer/command/options.h"
#include "consumer/conf.h"
#include "consumer/store/silences.h"

enum explain_how {
	EXPLAIN_WORDS = 0,
	EXPLAIN_JSON = 1,
	EXPLAIN_MESSAGE = 2 /* with the message of each robot */
};

enum exit_status explain_command(struct options *options);

/* The silences that hold now. */
struct explain_silences {
	const struct silences_row *rows; /* borrowed */
	size_t count;
	const char *unknown; /* why nobody could be asked; NULL: these are all */
};

/* `how`: several of these together.  A field that the event does not have is "". */
void explain(const struct conf *conf, const struct errnotice_event *event, enum explain_how how,
	const struct explain_silences *silences, FILE *out);

#endif
