#include "consumer/ingest/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "consumer/ingest/spool_folder.h"
#include "consumer/ingest/spool_mark.h"

enum {
	BUFFER = 4 * ERRNOTICE_SPOOL_RECORD_MAX,
	MUCH = 4 << 20, /* bytes that are no record, in one call: other work waits meanwhile */
};

struct spool {
	const char *path;
	int folder;        /* -1: not yet open */
	int fd;            /* of the file that is taken, -1: none */
	off_t size;        /* when it was locked: who writes records adds none after that */
	uid_t user;        /* whose file was taken last */
	off_t seen;        /* up to where torn records are counted already */
	off_t offset;      /* of buffer[start] */
	size_t start, end; /* what is read and not yet used */
	struct spool_file file;
	int refused, held;
	struct errnotice_err why; /* the first one was refused */
	struct spool_names names;
	char buffer[BUFFER];
};

struct spool *spool_new(const char *path)
{
	struct spool *spool = calloc(1, sizeof(*spool));

	if (spool) {
		spool->path = path;
		spool->folder = spool->fd = -1;
		spool->user = SPOOL_NOBODY;
	}
	return spool;
}

static void let_go(struct spool *spool)
{
	if (spool->fd >= 0) {
		close(spool->fd);
	}
	spool->fd = -1;
}

void spool_free(struct spool *spool)
{
	if (!spool) {
		return;
	}
	if (spool->fd >= 0) {
		spool_mark_set(spool->folder, spool->file.name, spool->offset);
	}
	let_go(spool);
	if (spool->folder >= 0) {
		close(spool->folder);
	}
	free(spool);
}

/* --- the folder --- */

/* Anew each time: it may have been made, or made again, since. */
static bool look(struct spool *spool, struct errnotice_err *err)
{
	if (spool->folder >= 0) {
		close(spool->folder);
	}
	spool->folder = open(spool->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (spool->folder < 0) {
		return errnotice_err_set(err, "%s: %s", spool->path, strerror(errno));
	}
	return spool_folder_list(spool->folder, spool->user, &spool->names, err);
}

enum spool_outcome spool_waits(struct spool *spool, struct errnotice_err *err)
{
	if (spool->fd >= 0) {
		return SPOOL_YES;
	}
	if (!look(spool, err)) {
		return SPOOL_FAILED;
	}
	if (spool->names.count == 0) {
		spool->held = 0;
		return SPOOL_NO;
	}
	return SPOOL_YES;
}

static void begin(struct spool *spool, const struct spool_name *name, int fd, off_t size)
{
	spool->fd = fd;
	spool->size = size;
	spool->user = name->user;
	spool->seen = spool->offset = spool_mark_read(spool->folder, name->text);
	spool->start = spool->end = 0;
	spool->file = (struct spool_file){.torn = 0};
	strcpy(spool->file.name, name->text);
}

enum spool_outcome spool_take(struct spool *spool, struct errnotice_err *err)
{
	if (spool->fd >= 0) {
		return SPOOL_YES;
	}
	if (!look(spool, err)) {
		return SPOOL_FAILED;
	}
	spool->refused = spool->held = 0;
	for (size_t i = 0; i < spool->names.count; i++) {
		struct spool_name *name = &spool->names.of[i];
		struct errnotice_err why = {""};
		off_t size;
		int fd;
		enum spool_grip grip = spool_folder_grip(spool->folder, name->text, &fd, &size, &why);
		if (grip == SPOOL_GRIPPED) {
			begin(spool, name, fd, size);
			return SPOOL_YES;
		}
		if (grip == SPOOL_REFUSED && spool->refused++ == 0) {
			spool->why = why;
		}
		spool->held += grip == SPOOL_HELD;
	}
	return SPOOL_NO;
}

int spool_refused(const struct spool *spool, const char **why)
{
	*why = spool->why.text;
	return spool->refused;
}

int spool_held(const struct spool *spool)
{
	return spool->held;
}

/* --- the file --- */

/* More bytes behind what is there.  NO at the end of the file. */
static enum spool_outcome read_on(struct spool *spool, struct errnotice_err *err)
{
	memmove(spool->buffer, spool->buffer + spool->start, spool->end - spool->start);
	spool->end -= spool->start;
	spool->start = 0;
	off_t at = spool->offset + (off_t)spool->end, left = spool->size > at ? spool->size - at : 0;
	size_t room = sizeof(spool->buffer) - spool->end;
	ssize_t got =
		pread(spool->fd, spool->buffer + spool->end, left < (off_t)room ? (size_t)left : room, at);
	if (got < 0) {
		errnotice_err_set(err, "%s: %s", spool->file.name, strerror(errno));
		return SPOOL_FAILED;
	}
	spool->end += (size_t)got;
	return got > 0 ? SPOOL_YES : SPOOL_NO;
}

struct line {
	char *text;
	size_t len;
	bool whole; /* it ends with a newline */
	off_t at;
};

static void use_line(struct spool *spool, struct line *line, size_t len, bool whole)
{
	*line = (struct line){spool->buffer + spool->start, len, whole, spool->offset};
	spool->start += len + whole;
	spool->offset += (off_t)(len + whole);
}

/* Whoever may write here may make a file of terabytes that takes no room: zeros, of which the system knows the end. */
static void pass_hole(struct spool *spool, const struct line *line)
{
	if (line->text[0] != '\0' || memcmp(line->text, line->text + 1, line->len - 1) != 0) {
		return;
	}
	off_t data = lseek(spool->fd, spool->offset, SEEK_DATA);
	if (data < 0 && errno == ENXIO) { /* none up to the end */
		data = lseek(spool->fd, 0, SEEK_END);
	}
	if (data > spool->offset) {
		spool->offset = data;
	}
}

/* A line longer than any record comes in pieces, none of which is a record. */
static enum spool_outcome next_line(struct spool *spool, struct line *line, struct errnotice_err *err)
{
	size_t looked = 0;

	for (;;) {
		const char *from = spool->buffer + spool->start + looked;
		const char *end = memchr(from, '\n', spool->end - spool->start - looked);
		if (end) {
			use_line(spool, line, (size_t)(end - spool->buffer) - spool->start, true);
			return SPOOL_YES;
		}
		looked = spool->end - spool->start;
		enum spool_outcome more = looked < BUFFER ? read_on(spool, err) : SPOOL_NO;
		if (more == SPOOL_FAILED) {
			return SPOOL_FAILED;
		}
		if (more == SPOOL_NO && looked == 0) {
			return SPOOL_NO;
		}
		if (more == SPOOL_NO) {
			use_line(spool, line, looked, false);
			if (looked == BUFFER) {
				pass_hole(spool, line);
			}
			return SPOOL_YES;
		}
	}
}

/* A writer that was killed, or found no room, has left a part; the next one began with a newline. */
static void count_torn(struct spool *spool)
{
	if (spool->offset > spool->seen) {
		spool->file.torn++;
		spool->seen = spool->offset;
	}
}

enum spool_outcome spool_next(struct spool *spool, struct spool_record *record, struct errnotice_err *err)
{
	off_t until = spool->offset + MUCH;
	struct line line;

	while (spool->offset < until) {
		enum spool_outcome outcome = next_line(spool, &line, err);
		if (outcome != SPOOL_YES) {
			return outcome;
		}
		if (line.len == 0) {
			continue;
		}
		record->at = line.at;
		if (line.whole
			&& errnotice_spool_record_read(
				line.text, line.len, record->spans, &record->pairs, NULL)) {
			return SPOOL_YES;
		}
		count_torn(spool);
	}
	return SPOOL_LATER;
}

void spool_rewind(struct spool *spool, off_t at)
{
	spool->offset = at;
	spool->start = spool->end = 0;
}

struct spool_file spool_file(const struct spool *spool)
{
	return spool->file;
}

bool spool_remove(struct spool *spool, struct errnotice_err *err)
{
	spool_mark_remove(spool->folder, spool->file.name);
	if (unlinkat(spool->folder, spool->file.name, 0) != 0 && errno != ENOENT) {
		return errnotice_err_set(err, "%s cannot be removed: %s", spool->file.name, strerror(errno));
	}
	let_go(spool);
	return true;
}
