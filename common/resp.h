/*
 * resp -- what stands before each list and word of a command in Redis's protocol.
 */
#ifndef ERRNOTICE_RESP_H
#define ERRNOTICE_RESP_H

#include <stddef.h>

enum { ERRNOTICE_RESP_HEAD = 32 }; /* bytes, at most */

/* Writes the mark (`*` a list, `$` a word), the number and the end of the line; returns how many bytes. */
size_t errnotice_resp_head(char *into, char mark, size_t number);

#endif
