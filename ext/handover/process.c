#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

/*
 * What errnotice_process_self() found out, one word so that threads see a whole one:
 * start in the upper half, pid in the lower, 0 for nothing.
 */
static _Atomic uint64_t plain;
static _Atomic uint64_t *known = &plain;

static size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

/* Empty in a child, whatever forked it: the kernel wipes it.  An emulator may say so of anything, and not do it. */
static void *wiped_page(void)
{
#ifdef MADV_WIPEONFORK
	void *page = mmap(NULL, page_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		return NULL;
	if (madvise(page, page_size(), MADV_WIPEONFORK) == 0 && madvise(page, page_size(), -1) != 0)
		return page;
	munmap(page, page_size());
#endif
	return NULL;
}

void errnotice_process_startup(void)
{
	void *page = known == &plain ? wiped_page() : NULL;

	if (page)
		known = page;
}

void errnotice_process_shutdown(void)
{
	void *page = known;

	if (known == &plain)
		return;
	known = &plain;
	munmap(page, page_size());
}

static uint64_t learn(void)
{
	uint32_t pid = (uint32_t)getpid(), start;
	char state;

	if (!read_stat(pid, &state, &start))
		start = 0;
	return *known = (uint64_t)start << 32 | pid;
}

struct errnotice_process errnotice_process_self(void)
{
	uint64_t self = *known;

	if (self == 0 || (known == &plain && (uint32_t)self != (uint32_t)getpid()))
		self = learn();
	return (struct errnotice_process){(uint32_t)self, (uint32_t)(self >> 32)};
}

pid_t errnotice_process_id(void)
{
	return (pid_t)errnotice_process_self().pid;
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
