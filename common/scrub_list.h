/*
 * scrub_list -- what errnotice.scrub names; shared by scrub.c and scrub_text.c only.
 */
#ifndef ERRNOTICE_SCRUB_LIST_H
#define ERRNOTICE_SCRUB_LIST_H

#include "common/scrub.h"

enum errnotice_scrub_kind {
	ERRNOTICE_SCRUB_MOBILE = 1,
	ERRNOTICE_SCRUB_ID = 2,
	ERRNOTICE_SCRUB_CARD = 4,
	ERRNOTICE_SCRUB_EMAIL = 8
};

struct errnotice_scrub {
	char *text; /* owns the names */
	unsigned kinds;
	struct errnotice_span *names;
	size_t count;
};

/* Whether a whole word of digits (or 17 and an X) is a number of one of these kinds. */
bool errnotice_scrub_is_number(unsigned kinds, struct errnotice_span word, bool after_plus);

#endif
