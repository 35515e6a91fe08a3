#include "tools/simulate.d/day.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/fingerprint.h"

enum { COLUMNS = 8 };

static bool read_file(struct day *day, const char *path, struct errnotice_err *err)
{
	FILE *file = fopen(path, "re");
	size_t room = 0;
	ssize_t len = file ? getdelim(&day->text, &room, '\0', file) : -1;

	if (file) {
		fclose(file);
	}
	return len >= 0 || errnotice_err_set(err, "%s: %s", path, errno ? strerror(errno) : "is empty");
}

static bool read_number(const char *text, int64_t *into)
{
	char *rest;

	errno = 0;
	*into = strtoll(text, &rest, 10);
	return errno == 0 && rest != text && !*rest && *into >= 0;
}

static bool read_row(struct day_row *row, char *line)
{
	char *column[COLUMNS];
	int64_t count = 0;

	for (int i = 0; i < COLUMNS; i++) {
		column[i] = strsep(&line, "\t");
		if (!column[i]) {
			return false;
		}
	}
	bool fine =
		!line && read_number(column[0], &row->second) && read_number(column[1], &count) && count > 0;
	row->count = (uint64_t)count;
	row->app = column[2];
	row->env = column[3];
	row->code = column[4];
	row->class = column[5];
	row->site = column[6];
	row->release = column[7];
	errnotice_fingerprint_format(
		row->fp, errnotice_fingerprint(errnotice_span_of(row->app), errnotice_span_of(row->env),
				 errnotice_span_of(row->class), errnotice_span_of(row->code),
				 errnotice_span_of(row->site)));
	return fine;
}

static bool add_row(struct day *day, char *line)
{
	if (day->count == day->room) {
		size_t room = 2 * day->room + 1024;
		struct day_row *rows = realloc(day->rows, room * sizeof(*rows));
		if (!rows) {
			return false;
		}
		day->rows = rows;
		day->room = room;
	}
	struct day_row *row = &day->rows[day->count];
	if (!read_row(row, line) || (day->count > 0 && row->second < row[-1].second)) {
		return false;
	}
	day->count++;
	return true;
}

bool day_read(struct day *day, const char *path, struct errnotice_err *err)
{
	int number = 1;

	if (!read_file(day, path, err)) {
		return false;
	}
	for (char *rest = day->text, *line; (line = strsep(&rest, "\n")); number++) {
		if (*line && *line != '#' && !add_row(day, line)) {
			return errnotice_err_set(err,
				"%s:%d: is no line of a day (8 columns, in the order of time)", path, number);
		}
	}
	return day->count > 0 || errnotice_err_set(err, "%s: nothing happens in it", path);
}

void day_clear(struct day *day)
{
	free(day->text);
	free(day->rows);
	*day = (struct day){0};
}
