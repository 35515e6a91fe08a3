#include "consumer/ingest/spool_mark.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "common/number.h"

enum { NAME_ROOM = 96, DIGITS = 24 };

static void name_it(char into[NAME_ROOM], const char *name)
{
	snprintf(into, NAME_ROOM, "%s.done", name);
}

/* Others may put files into the folder: one of theirs could hide records. */
static bool is_ours(int fd)
{
	struct stat file;

	return fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && file.st_nlink == 1
	       && file.st_uid == geteuid();
}

static int64_t number_in(int fd)
{
	char text[DIGITS];
	ssize_t len = read(fd, text, sizeof(text));
	int64_t at;

	return len > 0 && errnotice_number_read(errnotice_span(text, (size_t)len), &at) && at > 0 ? at : 0;
}

int64_t spool_mark_read(int folder, const char *name)
{
	char path[NAME_ROOM];

	name_it(path, name);
	int fd = openat(folder, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0) {
		return 0;
	}
	int64_t at = is_ours(fd) ? number_in(fd) : 0;
	close(fd);
	return at;
}

void spool_mark_set(int folder, const char *name, int64_t at)
{
	char path[NAME_ROOM], text[DIGITS];
	int len = snprintf(text, sizeof(text), "%" PRId64, at);

	spool_mark_remove(folder, name);
	name_it(path, name);
	int fd = openat(folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		return;
	}
	/* half a number would be another one */
	bool whole = write(fd, text, (size_t)len) == len;
	close(fd);
	if (!whole) {
		unlinkat(folder, path, 0);
	}
}

void spool_mark_remove(int folder, const char *name)
{
	char path[NAME_ROOM];

	name_it(path, name);
	unlinkat(folder, path, 0);
}
