/*
 * scrub_value -- where in free text the value of a name stands: `name=value`,
 * `name: value`, JSON (also JSON inside a JSON string), print_r(), var_dump(),
 * var_export(), HTTP headers.  For scrub_text.c only.
 *
 * In doubt a value reaches too far: text that is lost can be looked up, a secret
 * that got out cannot be taken back.
 */
#ifndef ERRNOTICE_SCRUB_VALUE_H
#define ERRNOTICE_SCRUB_VALUE_H

#include "common/span.h"

struct errnotice_scrub_value {
	size_t from, to; /* what is masked, without its quotes; `to` once measured */
	bool endless;    /* no end within 64 KiB: nothing behind it can be told from it */
	char quote;      /* around the value, '\0' for none */
	size_t slashes;  /* backslashes before that quote: JSON inside JSON */
	char around;     /* a quote right before the name that does not close behind it, or '\0' */
	bool quoted;     /* the name stands in quotes */
	bool arrow;      /* the separator is => */
	char separator;  /* '=' or ':' */
};

/* Whether text[name_from, name_to) is followed by a separator; then `from` is known.  Looks at 200 bytes at most. */
bool errnotice_scrub_value_find(
	struct errnotice_scrub_value *value, struct errnotice_span text, size_t name_from, size_t name_to);

/* Finds `to`; equal to `from` when there is nothing to mask.  A `header` reaches to the end of its line. */
void errnotice_scrub_value_measure(
	struct errnotice_scrub_value *value, struct errnotice_span text, bool header);

#endif
