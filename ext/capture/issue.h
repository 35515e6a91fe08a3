/*
 * issue -- which issue an event belongs to, and when: what the limit of details goes by.
 */
#ifndef ERRNOTICE_ISSUE_H
#define ERRNOTICE_ISSUE_H

#include <stdint.h>

struct errnotice_issue {
	uint64_t fp;
	int64_t minute; /* Unix minutes */
};

#endif
