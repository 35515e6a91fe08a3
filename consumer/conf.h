/*
 * conf -- the configuration file, read, checked and compiled.
 *
 * One table in conf_table.c names every key with its type, default and help;
 * docs/consumer-conf.md and docs/consumer.conf.sample are checked against it.
 * Reading says every error of the file, each with file, line, key and value, and
 * never a secret's value.  The result is immutable: any thread may read it; on
 * SIGHUP a new one is made beside it and the program goes over to it whole or
 * not at all.  Strings are never NULL: absent is "".
 */
#ifndef CONSUMER_CONF_H
#define CONSUMER_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "common/pattern.h"
#include "common/redis_url.h"
#include "consumer/address.h"
#include "consumer/template.h"

struct zone;

enum conf_language { CONF_ZH, CONF_EN, CONF_BOTH };
enum conf_severity { CONF_CRITICAL, CONF_ERROR, CONF_WARNING };

struct conf_robot {
	char *name;
	char *webhook; /* holds the access token: a secret */
	char *secret;  /* "" without signature */
	char *keyword; /* "" for none */
	int rate;      /* messages … */
	int rate_s;    /* … in any so many seconds */
	int reserve;   /* of these, kept for issues never seen */
	int month;     /* messages in a calendar month; 0: any number */
	char *proxy, *ca_file;
	enum conf_language language;
	char *timezone; /* "" for the system's */
	int timeout_ms;
	bool ipv4;
	char *fallback_name;               /* as written */
	const struct conf_robot *fallback; /* of the same list; NULL: none */
};

enum { CONF_MENTION_MOST = 50 }; /* DingTalk's limit a message */

struct conf_mention {
	char **mobiles;
	size_t mobile_count;
	char **users;
	size_t user_count;
	bool all;
	char *names; /* said beside the numbers: DingTalk shows non-members masked */
};

struct conf_threshold {
	int events;
	int64_t length_s; /* in any so many seconds */
};

/* An issue that comes so often is told at once, there, and to more people than the route mentions. */
struct conf_escalate {
	struct conf_threshold when; /* 0 events: never */
	char *text, *robot_name;    /* as written; NULL when not there */
	size_t robot;               /* index into conf.robots */
	bool is_copy;               /* that robot is none of the route's */
	struct conf_mention mention;
};

/* `from_s` is more than `to_s` over midnight; they are never the same. */
struct conf_quiet {
	bool is_set;
	int from_s, to_s; /* since the clock's midnight, full minutes */
	struct zone *zone;
};

/* Every day at a time of the clock. */
struct conf_daily {
	bool is_set;
	int at_s; /* since the clock's midnight, full minutes */
	struct zone *zone;
};

struct conf_route {
	char *name;
	struct errnotice_codes *codes, *ignore_codes; /* NULL: any, none */
	struct errnotice_names *apps, *environments, *classes, *paths, *hosts;
	char *robot_list; /* as written */
	size_t *robots;   /* indexes into conf.robots; none at all: `robot = none`, count only */
	size_t robot_count;
	struct conf_mention mention;
	struct conf_threshold threshold; /* before the first message */
	int64_t repeat_s, back_after_s;
	struct conf_escalate escalate;
	int64_t recovered_s; /* 0: off */
	struct conf_quiet quiet;
	char *link;                /* with {id} {fp} {trace_id} */
	char *template_file;       /* as written, "" for none */
	struct template *template; /* NULL: the built-in text */
	bool go_on;                /* `continue` */
};

/* One section of the team's dictionary. */
struct conf_title {
	char *pattern; /* a code or pattern, as written */
	struct errnotice_codes *codes;
	char *title;
	enum conf_severity severity;
	struct conf_mention owner;
	char *link;
};

struct conf_listen {
	char *host; /* a numeric address; "" when off */
	int port;
};

struct conf {
	char *path; /* of the file */
	struct {
		struct errnotice_redis_url redis;
		char *stream, *group, *name;
		int batch;          /* entries at most; less when they are large */
		int claim_after_ms; /* idle so long, an entry of another consumer is taken over */
	} queue;
	struct {
		struct address address;
		int keep_events;
		int64_t keep_minutes_s, keep_days_s, keep_ids_s;
	} store;
	struct conf_robot *robots;
	size_t robot_count;
	struct conf_route
		*routes; /* in the file's order; "default" is there when it has none and one robot */
	size_t route_count;
	char *dictionary; /* [codes] file, "" for none */
	struct conf_title *titles;
	size_t title_count;
	struct {
		struct conf_daily at;           /* the day before is told */
		char *robot_name;               /* as written */
		const struct conf_robot *robot; /* of `robots`; NULL: nobody is told */
	} summary;
	struct {
		int64_t silent_after_s;         /* 0: off */
		char *robot_name;               /* as written */
		const struct conf_robot *robot; /* of `robots`; NULL: nobody is told */
	} hosts;
	struct {
		struct conf_listen listen;
		char *token;
	} http;
	struct {
		char *path;
		int stream_limit; /* entries of the queue above which the relay waits */
		int rate;         /* entries a second */
	} spool;
	struct {
		int level; /* enum log_level */
		bool json;
	} log;
};

/* Every error goes to `errors`, a line each; NULL when there was one. */
struct conf *conf_read(const char *path, FILE *errors);
void conf_free(struct conf *conf);

/* `critical`, `error`, `warning`: as the dictionary has it. */
const char *conf_severity_name(enum conf_severity severity);

/* The dictionary's entry for a code: exact before pattern, in the file's order; NULL for none. */
const struct conf_title *conf_title_of(const struct conf *conf, struct errnotice_span code);

#endif
