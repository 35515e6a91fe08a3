/*
 * event_file -- an event as JSON: an object of the stream's fields, as log_queue_task has it in `data`.
 */
#ifndef CONSUMER_EVENT_FILE_H
#define CONSUMER_EVENT_FILE_H

#include <jansson.h>
#include "common/event.h"

struct event_file {
	struct errnotice_event
		event; /* a field that is not there is empty, `count` 1, `time` now; it borrows */
	json_t *json;  /* from this */
	char *detail;  /* and this, where it is an object and no text */
};

/* `path` `-`: standard input.  event_file_clear() in any case. */
bool event_file_read(
	struct event_file *file, const char *path, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void event_file_clear(struct event_file *file);

#endif
