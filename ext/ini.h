/*
 * ini -- the directives errnotice.*, read and compiled.
 *
 * The table of directives is in ini.c and documented in docs/ini.md.  Text is
 * compiled lazily, at the first use after a change, into immutable settings that
 * this process owns until the next change; no request pays for it that throws
 * nothing.  A directive that does not parse disables reporting (never the
 * application) and is told in phpinfo(), errnotice_status() and, where there is a
 * log of ours, in one line: directive, place, value.
 */
#ifndef ERRNOTICE_INI_H
#define ERRNOTICE_INI_H

#include "common/err.h"
#include "common/pattern.h"
#include "common/redis_url.h"
#include "common/scrub.h"
#include "ext/capture/boundary.h"
#include "ext/capture/code.h"

/* What decides about a throwable.  PERDIR: may differ from request to request. */
struct errnotice_settings {
	struct errnotice_codes *codes;
	struct errnotice_codes *ignore_codes;
	struct errnotice_names *classes;
	struct errnotice_names *ignore_classes; /* what the user named beside `auto` */
	bool ignore_auto;                       /* `auto` is in the list: the built-in table, only where `*` matched */
	struct errnotice_code_sources *code_from;
	struct errnotice_boundaries *boundaries;
	struct errnotice_scrub *scrub;
	char app[65], environment[65], release[65]; /* clean UTF-8 */
	char library_paths[1024];                   /* comma-separated as written; matched by snapshot */
	int trace_frames;                           /* 0 to 100 */
	bool request;                               /* put the request into `detail` */
};

/* Where events go.  SYSTEM: read at the process's first use, since php-fpm pools change them after MINIT. */
struct errnotice_endpoint {
	struct errnotice_redis_url redis;
	char stream[256];
	long stream_limit; /* entries not yet consumed */
	long detail_limit; /* details an fp and minute */
	int heartbeat_s;   /* 0: none */
	int timeout_ms;    /* for one whole hand-over */
};

/* NULL when disabled, when nothing is configured to be reported, or when a directive was refused.  Valid until the next change of a directive. */
const struct errnotice_settings *errnotice_settings(void);

/* NULL when errnotice.redis or another of these was refused. */
const struct errnotice_endpoint *errnotice_endpoint(void);

/* The first directive that was refused, or "" . */
const char *errnotice_ini_refusal(void);

#endif
