/*
 * counters -- every outcome is counted, in memory that the process tree shares.
 *
 * One list: name and help in words, for errnotice_status() and phpinfo().
 */
#ifndef ERRNOTICE_COUNTERS_H
#define ERRNOTICE_COUNTERS_H

#include <stdint.h>

#define ERRNOTICE_COUNTERS(X)                                                             \
	X(thrown_matching, "throws whose code or class is configured")                    \
	X(caught, "of these, handled by the application")                                 \
	X(unlisted, "of the handled, by catches that found no place in the list")         \
	X(cancelled, "of these, taken for unhandled at first, then swallowed")            \
	X(superseded, "of these, wrapped in a later exception that was reported instead") \
	X(captured, "unhandled: kept for hand-over")                                      \
	X(sent, "taken by Redis")                                                         \
	X(spooled, "written to the spool, for errnotice-consumer relay")                  \
	X(tallied, "of which only the number was kept, by issue and minute")              \
	X(adopted, "taken over from a process that died")                                 \
	X(refused, "hand-overs that Redis did not take; tried again")                     \
	X(stream_full, "hand-overs that the stream, at its limit, had no room for")       \
	X(lost, "events that found no slot; told as kind=lost")

enum errnotice_counter {
#define X(name, help) ERRNOTICE_COUNT_##name,
	ERRNOTICE_COUNTERS(X)
#undef X
		ERRNOTICE_COUNTERS_
};

/* Relaxed atomic; never fails; a no-op before the mapping exists. */
void errnotice_count(enum errnotice_counter counter);
void errnotice_count_many(enum errnotice_counter counter, uint64_t n);
uint64_t errnotice_counted(enum errnotice_counter counter);

/* As in the list. */
const char *errnotice_counter_name(enum errnotice_counter counter);
const char *errnotice_counter_help(enum errnotice_counter counter);

#endif
