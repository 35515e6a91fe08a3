/*
 * detail -- the few things of an event's `detail` that a message shows.
 */
#ifndef CONSUMER_DETAIL_H
#define CONSUMER_DETAIL_H

#include <stddef.h>
#include <jansson.h>

enum { DETAIL_FRAMES = 4 }; /* the place of the throw and three more */

struct detail {
	json_t *root; /* NULL when there is none; owns what the others borrow */
	struct {
		const char *call, *file;
		long long line;
	} frames[DETAIL_FRAMES]; /* not below a /vendor/, from the throw outwards */
	size_t frame_count;
	const char *method, *uri, *trace_id, *script; /* "" when unknown */
};

/* Whatever `json` is: what is not of the expected kind is not there. */
void detail_read(struct detail *detail, const char *json);
void detail_clear(struct detail *detail);

#endif
