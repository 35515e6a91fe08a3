/*
 * complaint -- what people should read in a log: one line, at most one a minute and kind for the process tree.
 */
#ifndef ERRNOTICE_COMPLAINT_H
#define ERRNOTICE_COMPLAINT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/err.h"

enum errnotice_complaint {
	ERRNOTICE_COMPLAINT_REDIS,
	ERRNOTICE_COMPLAINT_STREAM_FULL,
	ERRNOTICE_COMPLAINT_LOST,
	ERRNOTICE_COMPLAINT_SPOOL,
	ERRNOTICE_COMPLAINT_NO_SPOOL, /* once only: it is how the host is set up */
	ERRNOTICE_COMPLAINTS_
};

/* Keeps the line for this thread, unless one of that kind was due no more than a minute ago or another waits. */
void errnotice_complain(enum errnotice_complaint kind, const char *format, ...) ERRNOTICE_FORMAT(2, 3);

/* True, once, when there is a line of this thread; a load when there is none of any. */
bool errnotice_complaint_fetch(char *into, size_t room);

#endif
