/*
 * spool -- what Redis does not take, in a file on this host until `errnotice-consumer relay` has sent it.
 *
 * One file a user, <folder>/events-<uid>.log, which several processes append to
 * while the relay takes it away from under them.  The folder is the package's and
 * never made here.  Other users write there, too: a file counts only when it is a
 * regular one of the own user with one name.  A record is one write
 * (spool_record.h): it survives the death of this process, and not the loss of
 * power, for nothing is synced here.  No signal reaches the application.
 */
#ifndef ERRNOTICE_SPOOL_H
#define ERRNOTICE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/err.h"

struct errnotice_spool_place {
	char folder[256]; /* "": there is no spool */
	long limit;       /* bytes of one file */
};

enum errnotice_spool_outcome {
	ERRNOTICE_SPOOL_TAKES,
	ERRNOTICE_SPOOL_ABSENT, /* no folder is configured, or it is not there */
	ERRNOTICE_SPOOL_FULL,
	ERRNOTICE_SPOOL_REFUSED /* the folder, the file or the disk */
};

/* Open from open() to close(), at most for one hand-over: meanwhile the relay cannot take the file. */
struct errnotice_spool {
	int fd;
	int64_t room; /* bytes to the limit */
	bool blocked; /* SIGXFSZ was blocked by open() */
};

/* Anything but TAKES is told in `err`, and needs no close. */
enum errnotice_spool_outcome errnotice_spool_open(struct errnotice_spool *spool,
	const struct errnotice_spool_place *place, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* One write.  TAKES: the record is in the file, whole. */
enum errnotice_spool_outcome errnotice_spool_append(struct errnotice_spool *spool, const char *record,
	size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

void errnotice_spool_close(struct errnotice_spool *spool);

/* How it is with it now, in words; changes nothing. */
void errnotice_spool_say(const struct errnotice_spool_place *place, char *into, size_t room);

#endif
