/*
 * bequest -- what a php-fpm that is reloaded still knows and holds goes to the one that takes its place.
 *
 * A reload executes php-fpm anew in the same process: the mapping ends, and where
 * neither Redis nor the spool took what waits in it, it would end too.  A descriptor
 * goes on.  So MSHUTDOWN writes the tree's state into a file in memory, sealed, and
 * leaves its number in the environment; the next MINIT reads, and removes both.
 * Of another version, or where the system has no such files, nothing is taken.
 *
 * The file holds what the mapping held, passwords of URLs as well.  It is open in the
 * master alone, between these two calls, and in a program that another extension starts
 * meanwhile; only where the new configuration no longer loads errnotice it stays open,
 * and its workers inherit it.
 */
#ifndef ERRNOTICE_BEQUEST_H
#define ERRNOTICE_BEQUEST_H

/* With no other process of the tree alive, before errnotice_shared_close(). */
void errnotice_bequest_leave(const char *version);

/*
 * Into the new mapping, before anything else uses it.  What has no slot there is told
 * as lost, by its number; without a mapping all is given up.
 */
void errnotice_bequest_take(const char *version);

#endif
