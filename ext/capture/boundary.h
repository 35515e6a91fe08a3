/*
 * boundary -- the catch frames that mean "nobody handled it".
 *
 * A framework's outermost catch, written in errnotice.boundaries as
 * `Class::method`, `function`, `Class::{closure}`, each with an optional
 * `@Class` of $this (or a parent of it), `{main}` for the entry script's main
 * code, and `auto` for the built-in table (boundary_table.h, one row a boundary).
 * Closures match by scope class and being one: their raw names differ by version.
 */
#ifndef ERRNOTICE_BOUNDARY_H
#define ERRNOTICE_BOUNDARY_H

#include <stdbool.h>
#include <stddef.h>
#include "common/err.h"

struct errnotice_boundaries;

/* malloc'd, the caller's; NULL with the item and its position in `err`. */
struct errnotice_boundaries *errnotice_boundaries_parse(
	const char *list, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_boundaries_free(struct errnotice_boundaries *boundaries);

#endif
