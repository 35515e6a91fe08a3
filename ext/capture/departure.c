#include "ext/capture/departure.h"

#include "ext/capture/raw.h"
#include "ext/compat.h"

/* Functions that the engine calls by itself may run again in the same place; a script's own code does not. */
static bool leave_the_same_script(const struct errnotice_verdict *one, const struct errnotice_verdict *other)
{
	return one->leaves_script && other->leaves_script && one->outermost.frame == other->outermost.frame
	       && one->outermost.func == other->outermost.func;
}

/* Of one that is half freed only the next of its chain is known, and that may hold the others. */
static bool holds(
	const struct errnotice_records *records, const zend_object *throwable, const zend_object *other)
{
	if (errnotice_raw_chain_holds(throwable, other))
		return true;
	for (int i = 0; errnotice_is_half_freed(throwable) && i < ERRNOTICE_RECORDS; i++) {
		const zend_object *next = records->at[i].object;

		if (next && errnotice_raw_chain_holds(throwable, next)
			&& errnotice_raw_chain_holds(next, other))
			return true;
	}
	return false;
}

void errnotice_departure_note(
	struct errnotice_records *records, const struct errnotice_record *gone, bool was_given)
{
	if (!gone->verdict.leaves_script || !gone->object)
		return;
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *other = &records->at[i];

		if (other != gone && other->object && !other->for_good
			&& (was_given || other->turn < gone->turn)
			&& leave_the_same_script(&other->verdict, &gone->verdict)
			&& !holds(records, gone->object, other->object))
			other->swallowed = true;
	}
}
