/*
 * neighbours -- a moment after every other extension has begun the request.
 *
 * Some take a hook anew in each request and pass nothing on (xdebug).  Whatever
 * the order in which extensions are loaded, this comes after their RINIT, and
 * before the first line of the application.
 */
#ifndef ERRNOTICE_NEIGHBOURS_H
#define ERRNOTICE_NEIGHBOURS_H

/* MINIT.  `begun` is called in every request, by its thread. */
void errnotice_neighbours_startup(void (*begun)(void));

#endif
