#include "consumer/ingest/spool_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/clock.h"
#include "common/place.h"

enum { PATIENCE = 10, PATIENCE_US = 2000 }; /* for a writer that is at it: it writes some records and goes */

/* --- names --- */

/* events-<uid>.log, or sending-<time>-<uid>.log. */
static bool read_name(const char *name, bool *leftover, uid_t *uid)
{
	char again[SPOOL_NAME_ROOM];
	unsigned owner;
	int64_t ms;

	if (sscanf(name, ERRNOTICE_SPOOL_FILE, &owner) == 1) {
		*leftover = false;
		snprintf(again, sizeof(again), ERRNOTICE_SPOOL_FILE, owner);
	} else if (sscanf(name, "sending-%16" SCNd64 "-%u.log", &ms, &owner) == 2) {
		*leftover = true;
		snprintf(again, sizeof(again), "sending-%016" PRId64 "-%u.log", ms, owner);
	} else {
		return false;
	}
	*uid = (uid_t)owner;
	return strcmp(name, again) == 0;
}

/* "sending-" after "events-", and yet first; among them the digits are their age. */
static int compare(const void *left, const void *right)
{
	const struct spool_name *a = left, *b = right;

	if (a->last != b->last) {
		return a->last ? 1 : -1;
	}
	return a->text[0] != b->text[0] ? (a->text[0] == 's' ? -1 : 1) : strcmp(a->text, b->text);
}

static bool counts(const struct stat *file, const char *name, uid_t uid, struct errnotice_err *err)
{
	if (!S_ISREG(file->st_mode)) {
		return errnotice_err_set(err, "%s is no regular file", name);
	}
	if (file->st_uid != uid) {
		return errnotice_err_set(
			err, "%s belongs to user %u, not to %u", name, (unsigned)file->st_uid, (unsigned)uid);
	}
	return file->st_nlink <= 1 || errnotice_err_set(err, "%s has another name besides", name);
}

enum look { OTHER, SOUND, UNSOUND };

static enum look look_at(int folder, const char *name, uid_t *uid)
{
	struct errnotice_err err = {""};
	struct stat file;
	bool leftover;

	if (strlen(name) >= SPOOL_NAME_ROOM || !read_name(name, &leftover, uid)
		|| fstatat(folder, name, &file, AT_SYMLINK_NOFOLLOW) != 0) {
		return OTHER;
	}
	return counts(&file, name, *uid, &err) ? SOUND : UNSOUND;
}

static bool has_room(const struct spool_names *names, uid_t user)
{
	size_t its = 0;

	for (size_t i = 0; i < names->count; i++) {
		its += names->of[i].user == user;
	}
	return its < SPOOL_USER_MOST;
}

static void list(int folder, DIR *entries, uid_t last, struct spool_names *names)
{
	const struct dirent *entry;
	size_t refused = 0;

	while (names->count < SPOOL_FILES_MOST && (entry = readdir(entries))) {
		uid_t user;
		enum look look = look_at(folder, entry->d_name, &user);
		if ((look == SOUND && has_room(names, user))
			|| (look == UNSOUND && refused++ < SPOOL_REFUSED_MOST)) {
			struct spool_name *name = &names->of[names->count++];
			*name = (struct spool_name){.user = user, .last = user == last};
			strcpy(name->text, entry->d_name);
		}
	}
}

bool spool_folder_list(int folder, uid_t last, struct spool_names *names, struct errnotice_err *err)
{
	int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = again < 0 ? NULL : fdopendir(again);

	names->count = 0;
	if (!entries) {
		errnotice_err_set(err, "the spool cannot be read: %s", strerror(errno));
		if (again >= 0) {
			close(again);
		}
		return false;
	}
	list(folder, entries, last, names);
	closedir(entries);
	qsort(names->of, names->count, sizeof(*names->of), compare);
	return true;
}

/* --- one file --- */

static enum spool_grip tell_errno(const char *name, const char *what, struct errnotice_err *err)
{
	if (errno == ENOENT || errno == EEXIST) {
		return SPOOL_GONE;
	}
	errnotice_err_set(err, "%s cannot be %s: %s", name, what, strerror(errno));
	return SPOOL_REFUSED;
}

/* From under its writers; never over another file. */
static enum spool_grip rename_it(int folder, char name[SPOOL_NAME_ROOM], uid_t uid, struct errnotice_err *err)
{
	char to[SPOOL_NAME_ROOM];
	struct stat file;

	if (fstatat(folder, name, &file, AT_SYMLINK_NOFOLLOW) != 0) {
		return tell_errno(name, "looked at", err);
	}
	if (!counts(&file, name, uid, err)) {
		return SPOOL_REFUSED;
	}
	/* renamed and not readable it would only make room for the next one, without end */
	if (faccessat(folder, name, R_OK, 0) != 0) {
		return tell_errno(name, "opened", err);
	}
	snprintf(to, sizeof(to), "sending-%016" PRId64 "-%u.log", errnotice_clock_unix_ms(), (unsigned)uid);
	if (renameat2(folder, name, folder, to, RENAME_NOREPLACE) != 0) {
		return tell_errno(name, "renamed", err);
	}
	strcpy(name, to);
	return SPOOL_GRIPPED;
}

static bool lock(int fd)
{
	for (int i = 0; i < PATIENCE; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
			return true;
		}
		usleep(PATIENCE_US);
	}
	return false;
}

static enum spool_grip open_it(
	int folder, const char *name, uid_t uid, int *fd, off_t *size, struct errnotice_err *err)
{
	struct stat file;

	/* not to wait for the other end of a FIFO that somebody put there */
	*fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (*fd < 0) {
		return tell_errno(name, "opened", err);
	}
	enum spool_grip grip =
		fstat(*fd, &file) == 0 && counts(&file, name, uid, err) ? SPOOL_GRIPPED : SPOOL_REFUSED;
	if (grip == SPOOL_GRIPPED && !lock(*fd)) {
		grip = SPOOL_HELD;
	}
	/* without a name: another relay sent it a moment ago */
	if (grip == SPOOL_GRIPPED && (fstat(*fd, &file) != 0 || file.st_nlink == 0)) {
		grip = SPOOL_GONE;
	}
	if (grip != SPOOL_GRIPPED) {
		close(*fd);
	}
	*size = file.st_size;
	return grip;
}

enum spool_grip spool_folder_grip(
	int folder, char name[SPOOL_NAME_ROOM], int *fd, off_t *size, struct errnotice_err *err)
{
	bool leftover;
	uid_t uid;

	if (!read_name(name, &leftover, &uid)) {
		return SPOOL_GONE;
	}
	if (!leftover) {
		enum spool_grip grip = rename_it(folder, name, uid, err);
		if (grip != SPOOL_GRIPPED) {
			return grip;
		}
	}
	return open_it(folder, name, uid, fd, size, err);
}
