/*
 * list -- the items of a list as users write them: separated by commas or white space.
 */
#ifndef ERRNOTICE_LIST_H
#define ERRNOTICE_LIST_H

#include "common/span.h"

static inline bool errnotice_list_separates(char c)
{
	return c == ',' || c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next item at or after byte `*at`, which moves behind it; len 0 at the end.  Borrows from `list`. */
static inline struct errnotice_span errnotice_list_next(struct errnotice_span list, size_t *at)
{
	size_t start;

	while (*at < list.len && errnotice_list_separates(list.data[*at]))
		++*at;
	start = *at;
	while (*at < list.len && !errnotice_list_separates(list.data[*at]))
		++*at;
	return errnotice_span(list.data + start, *at - start);
}

#endif
