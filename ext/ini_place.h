/*
 * ini_place -- in which file a directive was written.
 *
 * PHP keeps the value and forgets where it came from; whoever has to correct one
 * wants to know.  The files that PHP loaded are read again, only to say so.
 */
#ifndef ERRNOTICE_INI_PLACE_H
#define ERRNOTICE_INI_PLACE_H

#include "common/span.h"

/*
 * "/etc/php/8.2/fpm/php.ini:12" for the last line that gives `name` (with its
 * prefix) this value, else words that say it is in none of the files.
 */
void errnotice_ini_place(char *into, size_t room, const char *name, struct errnotice_span value);

#endif
