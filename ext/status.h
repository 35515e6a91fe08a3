/*
 * status -- what state errnotice is in, in words: for phpinfo() and errnotice_status().
 *
 * Names no secret: of errnotice.redis only where it points to.
 */
#ifndef ERRNOTICE_STATUS_H
#define ERRNOTICE_STATUS_H

#include "php.h"

/* Fills an uninitialised value with the array of errnotice_status(). */
void errnotice_status_array(zval *into);

/* The rows of phpinfo(), above the directives. */
void errnotice_status_info(void);

#endif
