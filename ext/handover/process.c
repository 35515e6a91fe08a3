#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ext/handover/process.h"

/* Of the fields after the command's name: state is the third of all, start time the twenty-second. */
#define FIELDS_TO_START (22 - 3)

/* False when /proc does not show this process. */
static bool read_stat(uint32_t pid, char *state, uint32_t *start)
{
	char path[32], text[1024];
	const char *at;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%u/stat", (unsigned)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return false;
	text[n] = '\0';
	/* the name may hold anything, also ") Z 1": its end is the last parenthesis */
	at = strrchr(text, ')');
	if (!at || at[1] != ' ')
		return false;
	at += 2;
	*state = *at;
	for (int i = 0; i < FIELDS_TO_START; i++) {
		at = strchr(at, ' ');
		if (!at)
			return false;
		at++;
	}
	*start = (uint32_t)strtoull(at, NULL, 10);
	return true;
}

struct errnotice_process errnotice_process_self(void)
{
	/* one word, so that threads see a whole one: start in the upper half, pid in the lower */
	static _Atomic uint64_t known;
	uint32_t pid = (uint32_t)getpid();
	uint64_t self = known;

	if ((uint32_t)self != pid) {
		uint32_t start = 0;
		char state;

		if (!read_stat(pid, &state, &start))
			start = 0;
		self = (uint64_t)start << 32 | pid;
		known = self;
	}
	return (struct errnotice_process){(uint32_t)self, (uint32_t)(self >> 32)};
}

bool errnotice_process_alive(struct errnotice_process process, bool thorough)
{
	uint32_t start;
	char state;

	if (kill((pid_t)process.pid, 0) != 0 && errno == ESRCH)
		return false;
	if (!thorough || !read_stat(process.pid, &state, &start))
		return true;
	if (state == 'Z' || state == 'X')
		return false;
	return process.start == 0 || process.start == start;
}
