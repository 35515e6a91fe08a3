/*
 * conf_ini -- the INI form of the configuration, read without limits that cut.
 *
 *   [section title]
 *   key = value
 *
 * A line that begins with `#` or `;` is a comment; there are none behind a value,
 * because secrets hold such characters.  A value in double quotes loses them, and
 * so keeps white space at its ends.  Every fault is told with file and line, and
 * reading goes on behind it.
 */
#ifndef CONSUMER_CONF_INI_H
#define CONSUMER_CONF_INI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "common/err.h"

struct conf_ini_item {
	char *key, *value;
	int line;
};

struct conf_ini_section {
	char *title; /* between the brackets, white space at its ends removed, inner runs one space */
	int line;
	struct conf_ini_item *items; /* in the file's order; no key twice */
	size_t item_count;
};

struct conf_ini {
	char *path;
	struct conf_ini_section *sections; /* in the file's order; no title twice */
	size_t section_count;
};

/* Where the faults of one reading go, and how many there were. */
struct conf_faults {
	FILE *to;
	int count;
};

/* One line: "path:line: text".  `line` 0: of the file as a whole. */
void conf_fault(struct conf_faults *faults, const char *path, int line, const char *format, ...)
	ERRNOTICE_FORMAT(4, 5);

/* At most 120 bytes of `value` as they may be shown, `?` for control characters.  Returns `into`. */
const char *conf_show(char into[256], const char *value);

/* Whether it is well-formed. */
bool conf_is_utf8(const char *text);

/* A text file, less its byte order mark, at most 4 MiB; heap, NULL with a fault. */
char *conf_file_read(const char *path, size_t *len, struct conf_faults *faults);

/* Fills `ini`, as far as the file can be read; conf_ini_clear() in any case. */
void conf_ini_read(struct conf_ini *ini, const char *path, struct conf_faults *faults);
void conf_ini_clear(struct conf_ini *ini);

/* malloc and friends that end the program: configuration is read while nothing is under way. */
void *conf_grow(void *array, size_t count, size_t size); /* room for one more than `count`, zeroed */
char *conf_copy(const char *data, size_t len);

#endif
