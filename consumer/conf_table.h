/*
 * conf_table -- every key there is: the one place that names type, default and help.
 *
 * docs/consumer-conf.md and docs/consumer.conf.sample are compared with this table
 * (`errnotice-consumer check --keys` prints it), and reading, checking and
 * freeing a configuration walk it.
 */
#ifndef CONSUMER_CONF_TABLE_H
#define CONSUMER_CONF_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "common/err.h"

enum conf_section {
	CONF_QUEUE,
	CONF_STORE,
	CONF_ROBOT, /* [robot NAME] */
	CONF_ROUTE, /* [route NAME] */
	CONF_CODES,
	CONF_SUMMARY,
	CONF_HOSTS,
	CONF_HTTP,
	CONF_SPOOL,
	CONF_LOG,
	CONF_TITLE, /* [CODE] in the file that [codes] names */
	CONF_SECTIONS
};

enum conf_type {
	CONF_TEXT,        /* char * */
	CONF_REDIS,       /* struct errnotice_redis_url */
	CONF_ADDRESS,     /* struct address */
	CONF_INT,         /* int */
	CONF_MS,          /* int */
	CONF_SECONDS,     /* int64_t */
	CONF_PAUSE,       /* int64_t, 0 for off */
	CONF_RATE,        /* int, int: 18/60s */
	CONF_THRESHOLD,   /* struct conf_threshold: 5/1m */
	CONF_ESCALATE,    /* struct conf_escalate: 50/10m robot=boss mention=13800138000 */
	CONF_BOOL,        /* bool */
	CONF_CHOICE,      /* int: the place in `words` */
	CONF_SWITCH,      /* bool: false for the first of `words`, true for the second */
	CONF_WEBHOOK,     /* char * */
	CONF_ZONE,        /* char * */
	CONF_QUIET,       /* struct conf_quiet */
	CONF_DAILY,       /* struct conf_daily */
	CONF_LINK,        /* char * */
	CONF_LISTEN,      /* struct conf_listen */
	CONF_CODE_LIST,   /* struct errnotice_codes *, NULL when empty */
	CONF_NAME_LIST,   /* struct errnotice_names *, NULL when empty */
	CONF_MENTION_LIST /* struct conf_mention, without `names` */
};

struct conf_key {
	enum conf_section section;
	const char *key;
	enum conf_type type;
	const char *standard; /* the default as a user would write it; NULL: must be there */
	size_t offset;        /* of the field: in struct conf, or in the robot's, route's or title's struct */
	bool secret;          /* its value is never shown */
	int64_t least, most;  /* of INT, MS, SECONDS; both 0: any */
	const char *words;    /* of CHOICE and SWITCH, separated by | */
	const char *help;
};

extern const struct conf_key conf_keys[];
extern const size_t conf_key_count;

/* "queue", …; for a named one the word before the name.  CONF_TITLE has none: NULL. */
const char *conf_section_word(enum conf_section section);
bool conf_section_is_named(enum conf_section section);

/* NULL when there is none.  `section` CONF_SECTIONS matches nothing. */
const struct conf_key *conf_key_find(enum conf_section section, const char *key);

#endif
