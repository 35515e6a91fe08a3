/*
 * code -- where a throwable keeps its business code (errnotice.code_from).
 *
 * Sources in order: `code`, other property names, `::NAME` for a class constant.
 * The first int or string other than 0, '' and '0' wins; an enum gives its value,
 * else its case name.  Read raw: no user code, no conversion, no autoload.
 */
#ifndef ERRNOTICE_CODE_H
#define ERRNOTICE_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include "common/err.h"

struct errnotice_code_sources;

struct errnotice_code_sources *errnotice_code_sources_parse(
	const char *list, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_code_sources_free(struct errnotice_code_sources *sources);

#endif
