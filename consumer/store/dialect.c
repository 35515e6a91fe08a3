#include "consumer/store/dialect.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct work {
	const char *from;
	char *to;
	struct dialect *dialect;
};

/* Passes `word` of the source, if it stands there. */
static bool skip(struct work *work, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(work->from, word, len) != 0) {
		return false;
	}
	work->from += len;
	return true;
}

static void put(struct work *work, const char *text, size_t len)
{
	memcpy(work->to, text, len);
	work->to += len;
}

static void put_text(struct work *work, const char *text)
{
	put(work, text, strlen(text));
}

static size_t name_length(const char *at)
{
	size_t len = 0;

	while (isalnum((unsigned char)at[len]) || at[len] == '_') {
		len++;
	}
	return len;
}

static void copy_literal(struct work *work)
{
	size_t len = 1;

	while (work->from[len] && work->from[len] != '\'') {
		len++;
	}
	len += work->from[len] == '\'';
	put(work, work->from, len);
	work->from += len;
}

static bool translate_value(struct work *work)
{
	struct dialect *dialect = work->dialect;
	char *end;

	if (dialect->count == DIALECT_VALUES) {
		return false;
	}
	unsigned long number = strtoul(++work->from, &end, 10);
	if (end == work->from) { /* without a number: the next */
		number = (unsigned long)dialect->count + 1;
	}
	work->from = end;
	dialect->values[dialect->count++] = (unsigned short)number;
	put_text(work, "?");
	return true;
}

static void translate_conflict(struct work *work)
{
	const char *column = work->from;
	size_t len = name_length(column);

	work->from += strcspn(work->from, ")");
	put_text(work, "ON DUPLICATE KEY UPDATE");
	if (skip(work, ") DO NOTHING")) {
		put_text(work, " ");
		put(work, column, len);
		put_text(work, " = ");
		put(work, column, len);
	} else {
		skip(work, ") DO UPDATE SET");
	}
}

static void translate_excluded(struct work *work)
{
	size_t len = name_length(work->from);

	put_text(work, "VALUES(");
	put(work, work->from, len);
	put_text(work, ")");
	work->from += len;
}

static bool translate_next(struct work *work)
{
	if (*work->from == '?') {
		return translate_value(work);
	}
	if (*work->from == '\'') {
		copy_literal(work);
	} else if (skip(work, "ON CONFLICT (")) {
		translate_conflict(work);
	} else if (skip(work, "excluded.")) {
		translate_excluded(work);
	} else if (skip(work, "INSERT OR REPLACE")) {
		put_text(work, "REPLACE");
	} else {
		put(work, work->from++, 1);
	}
	return true;
}

bool dialect_translate(struct dialect *into, const char *sqlite)
{
	/* nothing becomes more than twice as long */
	*into = (struct dialect){.sql = malloc(2 * strlen(sqlite) + 1)};
	struct work work = {sqlite, into->sql, into};
	bool fine = into->sql;

	while (fine && *work.from) {
		fine = translate_next(&work);
	}
	if (fine) {
		*work.to = '\0';
	} else {
		free(into->sql);
		into->sql = NULL;
	}
	return fine;
}
