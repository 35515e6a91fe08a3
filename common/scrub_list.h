/*
 * scrub_list -- what errnotice.scrub names; shared by scrub.c, scrub_form.c and scrub_text.c only.
 */
#ifndef ERRNOTICE_SCRUB_LIST_H
#define ERRNOTICE_SCRUB_LIST_H

#include "common/scrub.h"

enum errnotice_scrub_kind {
	ERRNOTICE_SCRUB_MOBILE = 1,
	ERRNOTICE_SCRUB_ID = 2,
	ERRNOTICE_SCRUB_CARD = 4,
	ERRNOTICE_SCRUB_EMAIL = 8,
	ERRNOTICE_SCRUB_TOKEN = 16
};

struct errnotice_scrub {
	char *text; /* owns the names */
	unsigned kinds;
	struct errnotice_span *names;
	size_t count;
};

#endif
