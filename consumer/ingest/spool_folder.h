/*
 * spool_folder -- which files of a spool's folder there are to send, and the way to one of them.
 */
#ifndef CONSUMER_SPOOL_FOLDER_H
#define CONSUMER_SPOOL_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include "common/err.h"

enum {
	SPOOL_NAME_ROOM = 80,
	SPOOL_FILES_MOST = 256,
	SPOOL_REFUSED_MOST = 16, /* of these that do not count: to be told of, and never to hide others */
};

struct spool_names {
	char name[SPOOL_FILES_MOST][SPOOL_NAME_ROOM]; /* leftovers first, the oldest first */
	size_t count;
};

/* What is called like a spool's file; of more than SPOOL_FILES_MOST the rest comes another time. */
bool spool_folder_list(int folder, struct spool_names *names, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

enum spool_grip { SPOOL_GRIPPED, SPOOL_HELD, SPOOL_GONE, SPOOL_REFUSED };

/*
 * Renames the file if its writers know it by this name, opens and locks it.  GRIPPED:
 * `fd` is the caller's, and `name` what it is called now.  HELD: somebody has locked it.
 * GONE: it was sent, or is called otherwise by now.  REFUSED: it does not count, and `err` says why.
 */
enum spool_grip spool_folder_grip(
	int folder, char name[SPOOL_NAME_ROOM], int *fd, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
