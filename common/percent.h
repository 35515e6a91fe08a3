/*
 * percent -- hexadecimal digits, and texts of a URL that are written with them.
 */
#ifndef ERRNOTICE_PERCENT_H
#define ERRNOTICE_PERCENT_H

#include <stddef.h>
#include "common/err.h"
#include "common/span.h"

/* 0 to 15, in either case; -1 for what is no digit. */
static inline int errnotice_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * Decodes a part of a URL into `into`, `room` with the NUL.  False for a `%` without
 * two digits, a NUL, or too much; `what` names the part, and its value is never shown.
 */
bool errnotice_percent_decode(char *into, size_t room, struct errnotice_span part, const char *what,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
