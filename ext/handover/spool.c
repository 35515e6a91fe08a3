#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/place.h"
#include "ext/handover/spool.h"

#define MODE  0640 /* the relay reads as the folder's group */
#define TRIES 4

static void name_file(char *into, size_t room, const struct errnotice_spool_place *place)
{
	snprintf(into, room, "%s/" ERRNOTICE_SPOOL_FILE, place->folder, (unsigned)geteuid());
}

/* -- files that others may have put there -------------------------------- */

static bool is_ours(const struct stat *file, const char *path, struct errnotice_err *err)
{
	if (!S_ISREG(file->st_mode))
		return errnotice_err_set(err, "%.160s is no regular file", path);
	if (file->st_uid != geteuid())
		return errnotice_err_set(err, "%.160s belongs to another user", path);
	if (file->st_nlink > 1)
		return errnotice_err_set(err, "%.160s has another name besides", path);
	return true;
}

static enum errnotice_spool_outcome tell_errno(
	const struct errnotice_spool_place *place, const char *path, struct errnotice_err *err)
{
	struct stat folder;

	if (errno == ENOENT && stat(place->folder, &folder) != 0) {
		errnotice_err_set(err, "there is no %.160s", place->folder);
		return ERRNOTICE_SPOOL_ABSENT;
	}
	errnotice_err_set(err, "%.160s: %s", path, errno == ELOOP ? "is a symbolic link" : strerror(errno));
	return ERRNOTICE_SPOOL_REFUSED;
}

enum attempt { LOCKED, TAKEN_AWAY, BAD };

/* The relay renames a file, locks it, and removes it: what is locked here and has a name will still be read. */
static enum attempt lock(int fd, const char *path, int64_t *size, struct errnotice_err *err)
{
	struct stat file;

	if (flock(fd, LOCK_SH | LOCK_NB) != 0) {
		if (errno == EWOULDBLOCK)
			return TAKEN_AWAY;
		errnotice_err_set(err, "%.160s: %s", path, strerror(errno));
		return BAD;
	}
	if (fstat(fd, &file) != 0 || !is_ours(&file, path, err))
		return BAD;
	if (file.st_nlink == 0)
		return TAKEN_AWAY;
	/* a umask of the application's must not hide it from the relay */
	if ((file.st_mode & 0777) != MODE && fchmod(fd, MODE) != 0) {
		errnotice_err_set(err, "%.160s: %s", path, strerror(errno));
		return BAD;
	}
	*size = file.st_size;
	return LOCKED;
}

static enum errnotice_spool_outcome open_locked(
	struct errnotice_spool *spool, const struct errnotice_spool_place *place, struct errnotice_err *err)
{
	char path[300];
	int64_t size = 0;

	name_file(path, sizeof(path), place);
	for (int i = 0; i < TRIES; i++) {
		enum attempt attempt;

		/* not to wait for the other end of a FIFO that somebody put there */
		spool->fd = open(path,
			O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, MODE);
		if (spool->fd < 0)
			return tell_errno(place, path, err);
		attempt = lock(spool->fd, path, &size, err);
		if (attempt == LOCKED) {
			spool->room = place->limit - size;
			return ERRNOTICE_SPOOL_TAKES;
		}
		close(spool->fd);
		if (attempt == BAD)
			return ERRNOTICE_SPOOL_REFUSED;
	}
	errnotice_err_set(err, "%.160s is locked", path);
	return ERRNOTICE_SPOOL_REFUSED;
}

/* -- the signal of a file that has grown too large ------------------------ */

static void only_too_large(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGXFSZ);
}

static bool block_signal(void)
{
	sigset_t set, before;

	only_too_large(&set);
	pthread_sigmask(SIG_BLOCK, &set, &before);
	return !sigismember(&before, SIGXFSZ);
}

/* Takes ours back first: it would kill the program. */
static void unblock_signal(void)
{
	static const struct timespec at_once;
	sigset_t set;

	only_too_large(&set);
	while (sigtimedwait(&set, NULL, &at_once) == SIGXFSZ)
		;
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/* -- one hand-over's ----------------------------------------------------- */

enum errnotice_spool_outcome errnotice_spool_open(
	struct errnotice_spool *spool, const struct errnotice_spool_place *place, struct errnotice_err *err)
{
	enum errnotice_spool_outcome outcome;

	if (!place->folder[0]) {
		errnotice_err_set(err, "errnotice.spool is empty");
		return ERRNOTICE_SPOOL_ABSENT;
	}
	outcome = open_locked(spool, place, err);
	if (outcome == ERRNOTICE_SPOOL_TAKES)
		spool->blocked = block_signal();
	return outcome;
}

enum errnotice_spool_outcome errnotice_spool_append(
	struct errnotice_spool *spool, const char *record, size_t len, struct errnotice_err *err)
{
	ssize_t written;

	if (spool->room < (int64_t)len) {
		errnotice_err_set(err, "the spool has reached errnotice.spool_limit");
		return ERRNOTICE_SPOOL_FULL;
	}
	written = write(spool->fd, record, len);
	if (written == (ssize_t)len) {
		spool->room -= written;
		return ERRNOTICE_SPOOL_TAKES;
	}
	/* what is torn ends where the next record begins */
	errnotice_err_set(err, "the spool cannot be written: %s", strerror(written < 0 ? errno : ENOSPC));
	return ERRNOTICE_SPOOL_REFUSED;
}

void errnotice_spool_close(struct errnotice_spool *spool)
{
	/* a child that another thread forked meanwhile holds the file open */
	flock(spool->fd, LOCK_UN);
	close(spool->fd);
	if (spool->blocked)
		unblock_signal();
}

/* -- for people ---------------------------------------------------------- */

void errnotice_spool_say(const struct errnotice_spool_place *place, char *into, size_t room)
{
	struct errnotice_err fault = {.text = ""};
	struct stat file;
	char path[300];

	name_file(path, sizeof(path), place);
	if (!place->folder[0])
		snprintf(into, room, "none: errnotice.spool is empty");
	else if (stat(place->folder, &file) != 0)
		snprintf(into, room, "none: %s: %s", place->folder, strerror(errno));
	else if (!S_ISDIR(file.st_mode) || access(place->folder, W_OK | X_OK) != 0)
		snprintf(into, room, "none: %s is no folder that this user may write to", place->folder);
	else if (lstat(path, &file) != 0)
		snprintf(into, room, "%s, empty", path);
	else if (!is_ours(&file, path, &fault))
		snprintf(into, room, "none: %s", fault.text);
	else
		snprintf(into, room, "%s, %lld of at most %ld bytes", path, (long long)file.st_size,
			place->limit);
}
