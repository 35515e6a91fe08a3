/*
 * boundary -- the catch frames that mean "nobody handled it".
 *
 * A framework's outermost catch, written in errnotice.boundaries as
 * `Class::method`, `function`, `Class::{closure}`, each with an optional
 * `@Class` of $this (or a parent or interface of it), `{main}` for the entry
 * script's main code, and `auto` for the built-in table (boundary_table.h, one
 * row a boundary).  Items are separated by commas or white space; names compare
 * without case.  Class is the one that declares the function (for a trait the one
 * that uses it), `Parent@anonymous` one without a name.  Closures match by that and
 * by being one: their raw names differ by version.  `{closure}` alone is one outside
 * classes.
 */
#ifndef ERRNOTICE_BOUNDARY_H
#define ERRNOTICE_BOUNDARY_H

#include <stdbool.h>
#include <stddef.h>
#include "common/err.h"
#include "common/span.h"

struct _zend_execute_data;
struct errnotice_boundaries;

/* MINIT, MSHUTDOWN: the built-in table. */
void errnotice_boundaries_startup(void);
void errnotice_boundaries_shutdown(void);

/* malloc'd, the caller's; NULL with the item and its position in `err`.  An empty list has none. */
struct errnotice_boundaries *errnotice_boundaries_parse(
	const char *list, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_boundaries_free(struct errnotice_boundaries *boundaries);

/* Whether a catch in this frame, or in C below an internal function's frame, is one of them. */
bool errnotice_boundaries_hold(
	const struct errnotice_boundaries *boundaries, const struct _zend_execute_data *frame);

/*
 * The item that would make this frame one of them; returns its bytes, 0 where none
 * can (main code of an included file) or there is no room.
 */
size_t errnotice_boundary_write(const struct _zend_execute_data *frame, char *into, size_t room);

/* Whether it is one item as errnotice.boundaries takes it. */
bool errnotice_boundary_is(struct errnotice_span item);

#endif
