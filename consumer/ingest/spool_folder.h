/*
 * spool_folder -- which files of a spool's folder there are to send, and the way to one of them.
 */
#ifndef CONSUMER_SPOOL_FOLDER_H
#define CONSUMER_SPOOL_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "common/err.h"

enum {
	SPOOL_NAME_ROOM = 80,
	SPOOL_FILES_MOST = 256,
	SPOOL_USER_MOST = 32,    /* of one user's: nobody's files hide those of others */
	SPOOL_REFUSED_MOST = 16, /* of these that do not count: to be told of, and never to hide others */
};

struct spool_names {
	struct spool_name {
		char text[SPOOL_NAME_ROOM];
		uid_t user;
		bool last; /* it is the turn of all others */
	} of[SPOOL_FILES_MOST];
	size_t count;
};

/* No user's: for the first time. */
#define SPOOL_NOBODY ((uid_t)-1)

/*
 * What is called like a spool's file, those of `last` behind all others: a user whose file was just sent comes again
 * when it is his turn.  Among them leftovers first, the oldest first.  Of more than SPOOL_FILES_MOST, or SPOOL_USER_MOST
 * of one user's, the rest comes another time.
 */
bool spool_folder_list(
	int folder, uid_t last, struct spool_names *names, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

enum spool_grip { SPOOL_GRIPPED, SPOOL_HELD, SPOOL_GONE, SPOOL_REFUSED };

/*
 * Renames the file if its writers know it by this name, opens and locks it.  GRIPPED:
 * `fd` is the caller's, `size` its bytes, and `name` what it is called now.  HELD: somebody has locked it.
 * GONE: it was sent, or is called otherwise by now.  REFUSED: it does not count, and `err` says why.
 */
enum spool_grip spool_folder_grip(int folder, char name[SPOOL_NAME_ROOM], int *fd, off_t *size,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
