/*
 * err -- how a fallible call says what went wrong.
 *
 * The last parameter of a fallible call.  Fixed storage, no allocation, and the
 * first error wins: a later errnotice_err_set() on a used one changes nothing.
 * The text is one line for a person: it names the place and the value, and
 * never holds a secret.
 */
#ifndef ERRNOTICE_ERR_H
#define ERRNOTICE_ERR_H

#include <stdbool.h>

#define ERRNOTICE_MUST_CHECK     __attribute__((warn_unused_result))
#define ERRNOTICE_FORMAT(fmt, a) __attribute__((format(printf, fmt, a)))

struct errnotice_err {
	char text[512]; /* "" while nothing went wrong */
};

/* Always returns false, so that `return errnotice_err_set(err, …)` reads well.  `err` may be NULL. */
bool errnotice_err_set(struct errnotice_err *err, const char *format, ...) ERRNOTICE_FORMAT(2, 3);

#endif
