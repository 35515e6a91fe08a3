/*
 * options -- the words behind a command's name, read by that command's own table.
 *
 *   const struct options_row rows[] = {{"once", .flag = &once}, {"app", .value = &app}, {NULL}};
 *   if (!options_read(options, rows, 0, 0)) {
 *           return options->status;
 *   }
 *
 * `--config FILE`, `--help` and `--version` belong to every command.
 */
#ifndef CONSUMER_OPTIONS_H
#define CONSUMER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "consumer/command/exit_status.h"

struct options_row {
	const char *name;   /* without its hyphens; NULL ends the table */
	bool *flag;         /* set when it is there; or else */
	const char **value; /* what stands behind it */
};

struct options {
	const char *help; /* the command's, for --help */
	int argc;         /* the program's, without the command's name */
	char **argv;

	const char *conf; /* the configuration's path */
	char **words;     /* what is no option */
	size_t word_count;
	enum exit_status status; /* where reading ends it: DONE for help, WRONG with a word on stderr */
};

/* False: nothing is to be done, see `status`.  There must be from `least` to `most` words. */
bool options_read(struct options *options, const struct options_row *rows, size_t least, size_t most);

/* The number of a row, above 0, that a word is; false for another word. */
bool options_read_id(const char *word, int64_t *id);

/* One line on stderr, and WRONG. */
enum exit_status options_wrong(const char *what);

#endif
