/*
 * departure -- a script's own code is left once.
 *
 * Of throwables that were to leave it, the one that did was thrown last; what was
 * thrown before, and lives without being held by that, has been swallowed.
 */
#ifndef ERRNOTICE_DEPARTURE_H
#define ERRNOTICE_DEPARTURE_H

#include "ext/capture/record.h"

/*
 * It has left the outermost frame; asked before its object dies, or while it does.
 * `was_given`: a handler has it now, so what was thrown later did not leave either.
 */
void errnotice_departure_note(
	struct errnotice_records *records, const struct errnotice_record *gone, bool was_given);

#endif
