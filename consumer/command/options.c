#include "consumer/command/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "consumer/version.h"

static const char standard_conf[] = "/etc/errnotice/consumer.conf";

enum { ROWS = 16, CONFIG = ROWS, HELP, VERSION };

enum exit_status options_wrong(const char *what)
{
	fprintf(stderr, "errnotice-consumer: %s; see errnotice-consumer --help\n", what);
	return STATUS_WRONG;
}

/* Those of every command stand behind. */
static void make_table(struct option table[ROWS + 4], const struct options_row *rows)
{
	int count = 0;

	for (; rows[count].name && count < ROWS; count++) {
		table[count] = (struct option){
			rows[count].name, rows[count].value ? required_argument : no_argument, NULL, count};
	}
	table[count] = (struct option){"config", required_argument, NULL, CONFIG};
	table[count + 1] = (struct option){"help", no_argument, NULL, HELP};
	table[count + 2] = (struct option){"version", no_argument, NULL, VERSION};
	table[count + 3] = (struct option){NULL, 0, NULL, 0};
}

static bool end(struct options *options, enum exit_status status)
{
	options->status = status;
	return false;
}

static bool take(struct options *options, const struct options_row *rows, int option)
{
	switch (option) {
	case CONFIG:
	case 'c':
		options->conf = optarg;
		return true;
	case HELP:
	case 'h':
		fputs(options->help, stdout);
		return end(options, STATUS_DONE);
	case VERSION:
		puts("errnotice-consumer " CONSUMER_VERSION);
		return end(options, STATUS_DONE);
	default:
		if (option >= ROWS) { /* getopt_long() has said what */
			return end(options, options_wrong("an option is wrong"));
		}
		if (rows[option].value) {
			*rows[option].value = optarg;
		} else {
			*rows[option].flag = true;
		}
		return true;
	}
}

bool options_read(struct options *options, const struct options_row *rows, size_t least, size_t most)
{
	struct option table[ROWS + 4];
	int option;

	make_table(table, rows);
	options->conf = standard_conf;
	optind = 0; /* from the beginning */
	while ((option = getopt_long(options->argc, options->argv, "c:h", table, NULL)) != -1) {
		if (!take(options, rows, option)) {
			return false;
		}
	}
	options->words = options->argv + optind;
	options->word_count = (size_t)(options->argc - optind);
	if (options->word_count >= least && options->word_count <= most) {
		return true;
	}
	fprintf(stderr, "errnotice-consumer: %s\n%s",
		options->word_count < least ? "a word is missing" : "there is a word too many",
		options->help);
	return end(options, STATUS_WRONG);
}

bool options_read_id(const char *word, int64_t *id)
{
	char *end;

	errno = 0;
	*id = strtoll(word, &end, 10);
	return errno == 0 && *id > 0 && !*end;
}
