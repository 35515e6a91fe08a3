/*
 * catcher -- which catch took a throwable: found by capture/, kept in the table of handover/.
 *
 * So a team sees which boundary its application needs.  A catch is named at the
 * throw, while its frame is there, and counted when the throwable's fate is known.
 */
#ifndef ERRNOTICE_CATCHER_H
#define ERRNOTICE_CATCHER_H

#include "ext/capture/search.h"
#include "ext/handover/catches.h"

/* The place of an ordinary catch, at the throw; 0 where none takes it. */
unsigned errnotice_catcher_note(const struct errnotice_verdict *verdict);

/* It was the end of one throwable.  0 is ignored. */
void errnotice_catcher_count(unsigned place);

typedef void errnotice_catcher_teller(void *context, const struct errnotice_catch *catch);

/* Those that were counted, the busiest first; a frame is what errnotice.boundaries takes, or "". */
void errnotice_catcher_tell(errnotice_catcher_teller *tell, void *context);

#endif
