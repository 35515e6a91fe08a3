/*
 * spool -- the files that the extension appended to, one at a time, record by record.
 *
 * <path>/events-<uid>.log belongs to writers that may be at it this moment.  Taking
 * one renames it to sending-<time>-<uid>.log and locks it: who wrote goes on in a
 * new one, and what is locked gets no more.  It is removed when all of it was sent,
 * so whatever is killed when, what was not sent is there, and what was sent again
 * has the same ids.  What is left of an earlier run comes first.
 *
 * Everything in the folder was put there by others: a file counts when it is a
 * regular one with one name, of the user that its own name says; what is in it is
 * only read.  For one thread; several processes may share a folder.
 */
#ifndef CONSUMER_SPOOL_H
#define CONSUMER_SPOOL_H

#include <stdint.h>
#include <sys/types.h>
#include "common/err.h"
#include "common/spool_record.h"

struct spool;

/* `path` is borrowed.  NULL without memory. */
struct spool *spool_new(const char *path);

/* What was taken stays, marked with how far it was read: nothing may be in a pipeline. */
void spool_free(struct spool *spool);

enum spool_outcome { SPOOL_YES, SPOOL_NO, SPOOL_LATER, SPOOL_FAILED };

/* Whether there is a file to take, or one is taken; changes nothing. */
enum spool_outcome spool_waits(struct spool *spool, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Takes one, unless one is taken.  NO when each of them is held by another process, or does not count. */
enum spool_outcome spool_take(struct spool *spool, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Files that do not count when it was last looked, and why the first of them does not. */
int spool_refused(const struct spool *spool, const char **why);

/* Files that another process had locked when it was last looked: one that writes, or sends, or stands still. */
int spool_held(const struct spool *spool);

struct spool_record {
	off_t at; /* where it begins */
	struct errnotice_span spans[2 * ERRNOTICE_SPOOL_PAIRS_MAX];
	size_t pairs;
};

/*
 * The next whole record of the file that is taken, valid until the next call.  NO at its end; LATER where much was no
 * record: more may follow, and whoever waits for the caller should not wait for all of it.
 */
enum spool_outcome spool_next(
	struct spool *spool, struct spool_record *record, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The record that begins at `at` is the next one again. */
void spool_rewind(struct spool *spool, off_t at);

struct spool_file {
	char name[80];
	uint64_t torn; /* records that are not whole, so far */
};

struct spool_file spool_file(const struct spool *spool);

/* The file that is taken was sent, all of it. */
bool spool_remove(struct spool *spool, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
