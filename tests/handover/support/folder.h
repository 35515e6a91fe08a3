/*
 * folder -- a spool in a temporary folder, and what is in its file.
 */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H

#include "ext/handover/spool.h"
#include "tests/handover/support/tree.h"

/* Makes the folder and names it in `place`, with a limit of 1 MiB; the path of this user's file goes to `path`. */
void folder_init(struct errnotice_spool_place *place, char path[300]);
void folder_clear(const struct errnotice_spool_place *place);

/* Whole records in the file, 0 without one; each must be readable.  `torn`, where given: lines that are none. */
int records_in(const char *path, int *torn);

/* The value of a field of the record number `index`, in a static buffer. */
const char *record_field(const char *path, int index, const char *field);

#endif
