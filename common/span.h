/*
 * span -- borrowed bytes: a pointer and a length, no terminator promised.
 */
#ifndef ERRNOTICE_SPAN_H
#define ERRNOTICE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct errnotice_span {
	const char *data; /* may be NULL when len is 0 */
	size_t len;       /* bytes */
};

static inline struct errnotice_span errnotice_span(const char *data, size_t len)
{
	return (struct errnotice_span){data, len};
}

static inline struct errnotice_span errnotice_span_of(const char *text)
{
	return (struct errnotice_span){text, strlen(text)};
}

static inline bool errnotice_span_is(struct errnotice_span s, const char *text)
{
	return s.len == strlen(text) && (s.len == 0 || memcmp(s.data, text, s.len) == 0);
}

#endif
