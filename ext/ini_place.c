#include "php.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "ext/ini_place.h"

#define LINE_SIZE 4096 /* a longer line is not found: only its place is lost */

/* Set by PHP's start, declared in no header of it: php.ini, and the further files, separated by commas. */
extern PHPAPI char *php_ini_opened_path;
extern PHPAPI char *php_ini_scanned_files;

struct search {
	const char *name;
	struct errnotice_span value;
	char *into;
	size_t room;
	bool found; /* a line that gives this value as it is written */
};

static struct errnotice_span trim(const char *from, const char *to)
{
	while (from < to && isspace((unsigned char)*from))
		from++;
	while (to > from && isspace((unsigned char)to[-1]))
		to--;
	return errnotice_span(from, (size_t)(to - from));
}

/* What PHP makes of the text after `=` in the simple cases: quotes taken off, or a comment cut. */
static struct errnotice_span written_value(const char *text)
{
	const char *end = text + strlen(text);
	struct errnotice_span value = trim(text, end);

	if (value.len && (*value.data == '"' || *value.data == '\'')) {
		const char *quote = memchr(value.data + 1, *value.data, value.len - 1);

		if (quote)
			return errnotice_span(value.data + 1, (size_t)(quote - value.data - 1));
	}
	return trim(text, text + strcspn(text, ";"));
}

/* Without quotes PHP puts in a constant, also one at the end, and reckons with operators: such a line may give any value. */
static bool is_reckoned(struct errnotice_span value)
{
	bool is_constant = false, begins = true;

	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.data[i];

		if (strchr("|&^~!$", c))
			return true;
		if (begins)
			is_constant = isupper(c);
		else
			is_constant &= isupper(c) || isdigit(c) || c == '_';
		begins = c == ',' || isspace(c);
	}
	return is_constant;
}

enum gives { NOT, PERHAPS, SURELY };

static enum gives gives(const struct search *search, const char *line)
{
	const char *equals = strchr(line, '=');
	struct errnotice_span value;

	if (!equals || !errnotice_span_is(trim(line, equals), search->name))
		return NOT;
	value = written_value(equals + 1);
	if (value.len == search->value.len && memcmp(value.data, search->value.data, value.len) == 0)
		return SURELY;
	return is_reckoned(value) ? PERHAPS : NOT;
}

static void search_file(struct search *search, const char *path)
{
	char line[LINE_SIZE];
	unsigned number = 0;
	enum gives it;
	FILE *file = fopen(path, "re");

	if (!file)
		return;
	while (fgets(line, sizeof(line), file)) {
		number++;
		it = gives(search, line);
		if (it == NOT || (it == PERHAPS && search->found))
			continue;
		search->found |= it == SURELY;
		snprintf(search->into, search->room, "%s:%u", path, number);
	}
	fclose(file);
}

void errnotice_ini_place(char *into, size_t room, const char *name, struct errnotice_span value)
{
	struct search search = {name, value, into, room, false};
	char *files, *rest, *path;

	snprintf(into, room, "in no php.ini file: the command line, a pool or a directory");
	if (php_ini_opened_path)
		search_file(&search, php_ini_opened_path);
	files = php_ini_scanned_files ? strdup(php_ini_scanned_files) : NULL;
	if (!files)
		return;
	for (path = strtok_r(files, ",\n", &rest); path; path = strtok_r(NULL, ",\n", &rest))
		search_file(&search, path);
	free(files);
}
