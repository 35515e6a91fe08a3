/*
 * code -- where a throwable keeps its business code (errnotice.code_from).
 *
 * Sources in order, separated by commas or white space: `code`, other property
 * names, `::NAME` for a class constant.  The first int or string other than 0, ''
 * and '0' wins; an enum gives its value, else its case name.  Read raw: no user
 * code, no conversion, no autoload.
 */
#ifndef ERRNOTICE_CODE_H
#define ERRNOTICE_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include "common/err.h"
#include "common/span.h"

struct _zend_object;
struct errnotice_code_sources;

/* malloc'd, the caller's; NULL with the item and its position in `err`.  A list without an item is refused. */
struct errnotice_code_sources *errnotice_code_sources_parse(
	const char *list, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_code_sources_free(struct errnotice_code_sources *sources);

/* Whether only `code` is asked. */
bool errnotice_code_sources_are_plain(const struct errnotice_code_sources *sources);

/* A code as text.  `text` borrows from the throwable or from `digits`: not to be copied. */
struct errnotice_code {
	struct errnotice_span text; /* empty: no code */
	char digits[24];
};

void errnotice_code_read(const struct errnotice_code_sources *sources, const struct _zend_object *throwable,
	struct errnotice_code *code);

#endif
