/*
 * watch -- learns of an object's death without holding it.
 *
 * A table of weak references, as WeakMap keeps them: no count is held, no lifetime
 * changes, user code sees nothing.  Its entries are the only memory that a hook
 * takes from the request, and it takes none when little is left.
 */
#ifndef ERRNOTICE_WATCH_H
#define ERRNOTICE_WATCH_H

#include "php.h"

struct errnotice_watch {
	HashTable table; /* object → ticket; undefined while closed */
	bool open;
};

/*
 * Called when a watched object is about to be freed: its properties are still
 * there unless it is half freed (compat.h), but it must not outlive the call.
 */
void errnotice_watch_startup(void (*freed)(zend_long ticket));

/* Opens the watch when need be; a ticket replaces the one the object had.  False near the memory limit. */
bool errnotice_watch_add(struct errnotice_watch *watch, zend_object *object, zend_long ticket);

/* Forgets all, tells nothing.  Before the engine's own weak references end: in RSHUTDOWN. */
void errnotice_watch_close(struct errnotice_watch *watch);

#endif
