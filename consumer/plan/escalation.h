/*
 * escalation -- an issue that grows is told once more, at once, and to whom the route's `escalate` says.
 *
 * It escalates when N of its events lie within M (window.h).  Until it has calmed
 * it does not again: `repeat`, and at least M, must go by without an event that
 * finds N within M, or `back_after` without any.  An issue and a route have one.  Pure.
 */
#ifndef CONSUMER_ESCALATION_H
#define CONSUMER_ESCALATION_H

#include "consumer/conf.h"
#include "consumer/plan/window.h"

/* What is said of one. */
struct escalated {
	uint64_t events;  /* at the height of its window; 0: it did not escalate */
	int64_t length_s; /* of that window */
};

struct escalation {
	struct window window;
	int64_t high_at; /* Unix s by the events' own time, when N last lay within M; 0: not since it calmed */
};

/*
 * With these, which came after `gap_s` without any.  If the issue escalates now,
 * the most events that its window held; else 0.
 */
uint64_t escalation_add(struct escalation *escalation, const struct conf_route *route,
	const struct window_slice *slices, size_t count, int64_t gap_s);

/* What a clock that was ahead left in the future is forgotten: the issue could not escalate before that has come. */
void escalation_call_back(struct escalation *escalation, int64_t now_s);

#endif
