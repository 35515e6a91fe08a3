/*
 * day -- a day of errors as a file says it: what came in which second, how often.
 *
 *   SECOND<tab>COUNT<tab>APP<tab>ENVIRONMENT<tab>CODE<tab>CLASS<tab>SITE<tab>RELEASE
 *
 * A line an issue and second, in the order of time; SECOND counts from the day's
 * midnight.  Empty lines and those that begin with # are skipped.
 */
#ifndef SIMULATE_DAY_H
#define SIMULATE_DAY_H

#include <stddef.h>
#include <stdint.h>
#include "common/err.h"

struct day_row {
	int64_t second;
	uint64_t count;
	const char *app, *env, *code, *class, *site, *release;
	char fp[17];
};

struct day {
	char *text; /* what the rows point into */
	struct day_row *rows;
	size_t count, room;
};

/* Fills a zeroed one.  Clear it whatever this returns. */
bool day_read(struct day *day, const char *path, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void day_clear(struct day *day);

#endif
