#define _GNU_SOURCE /* nftw */

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/spool_record.h"
#include "tests/handover/support/folder.h"

void folder_init(struct errnotice_spool_place *place, char path[300])
{
	memset(place, 0, sizeof(*place));
	strcpy(place->folder, "/tmp/errnotice-spool-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	place->limit = 1 << 20;
	snprintf(path, 300, "%s/events-%u.log", place->folder, (unsigned)geteuid());
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

void folder_clear(const struct errnotice_spool_place *place)
{
	if (place->folder[0])
		nftw(place->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

struct walk {
	int wanted; /* -1: only count */
	const char *field;
	char value[20000];
	int records, torn;
};

static void keep(struct walk *walk, const struct errnotice_span *spans, size_t pairs)
{
	for (size_t i = 0; i < pairs; i++)
		if (errnotice_span_is(spans[2 * i], walk->field))
			snprintf(walk->value, sizeof(walk->value), "%.*s", (int)spans[2 * i + 1].len,
				spans[2 * i + 1].data);
}

static void walk_file(const char *path, struct walk *walk)
{
	struct errnotice_span spans[2 * ERRNOTICE_SPOOL_PAIRS_MAX];
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0, pairs;
	ssize_t len;

	while (file && (len = getline(&line, &room, file)) >= 0) {
		if (len == 1 && line[0] == '\n')
			continue;
		if (line[len - 1] != '\n'
			|| !errnotice_spool_record_read(line, (size_t)len - 1, spans, &pairs, NULL))
			walk->torn++;
		else if (walk->records++ == walk->wanted)
			keep(walk, spans, pairs);
	}
	free(line);
	if (file)
		fclose(file);
}

int records_in(const char *path, int *torn)
{
	static struct walk walk;

	walk = (struct walk){.wanted = -1};
	walk_file(path, &walk);
	if (torn)
		*torn = walk.torn;
	else
		assert_int_equal(walk.torn, 0);
	return walk.records;
}

const char *record_field(const char *path, int index, const char *field)
{
	static struct walk walk;

	walk = (struct walk){.wanted = index, .field = field};
	walk_file(path, &walk);
	return walk.value;
}
