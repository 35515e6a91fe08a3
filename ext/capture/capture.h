/*
 * capture -- the state of this wing: of a request, and of a process between requests.
 */
#ifndef ERRNOTICE_CAPTURE_H
#define ERRNOTICE_CAPTURE_H

#include <sys/types.h>

#include "ext/capture/answer.h"
#include "ext/capture/filter.h"
#include "ext/capture/record.h"
#include "ext/capture/watch.h"

enum errnotice_phase {
	ERRNOTICE_PHASE_OUTSIDE, /* no request: hooks do nothing */
	ERRNOTICE_PHASE_REQUEST,
	ERRNOTICE_PHASE_CLOSING /* after RSHUTDOWN: session handlers and header callbacks still throw */
};

struct errnotice_capture {
	enum errnotice_phase phase;
	pid_t owner; /* whose records these are: a forked child has none of its parent's */
	struct errnotice_filter_memo memo;
	struct errnotice_records records;
	struct errnotice_watch watch;
	struct errnotice_answer answer;
};

#endif
