#include "ext/capture/departure.h"

#include "ext/capture/raw.h"
#include "ext/compat.h"

/* Functions that the engine calls by itself may run again in the same place; a script's own code does not. */
static bool leave_the_same_script(const struct errnotice_verdict *one, const struct errnotice_verdict *other)
{
	return one->leaves_script && other->leaves_script && one->outermost.frame == other->outermost.frame
	       && one->outermost.func == other->outermost.func;
}

void errnotice_departure_note(struct errnotice_records *records, const struct errnotice_record *gone)
{
	/* without its chain there is no telling which of them it holds */
	if (!gone->verdict.leaves_script || !gone->object || errnotice_is_half_freed(gone->object))
		return;
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *other = &records->at[i];

		if (other->object && !other->for_good && other->turn < gone->turn
			&& leave_the_same_script(&other->verdict, &gone->verdict)
			&& !errnotice_raw_chain_holds(gone->object, other->object))
			other->swallowed = true;
	}
}
