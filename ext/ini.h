/*
 * ini -- the directives errnotice.*, read and compiled.
 *
 * The table of directives is in ini_table.h.  Text is compiled lazily, at the
 * first use after a change, into immutable settings that this process (with
 * threads: this thread) owns until the next change; no request pays for it that
 * throws nothing.  A directive that does not parse disables reporting (never the
 * application) and is told in phpinfo(), errnotice_status() and, where there is a
 * log of ours, in one line: directive, place, value.  errnotice.redis is a secret:
 * its value is in no text.
 */
#ifndef ERRNOTICE_INI_H
#define ERRNOTICE_INI_H

#include <stdint.h>

#include "common/err.h"
#include "common/pattern.h"
#include "common/redis_url.h"
#include "common/scrub.h"
#include "ext/capture/boundary.h"
#include "ext/capture/code.h"
#include "ext/handover/endpoint.h"
#include "ext/handover/spool.h"
#include "ext/ini_table.h"

/* What decides about a throwable.  PERDIR: may differ from request to request. */
struct errnotice_settings {
	struct errnotice_codes *codes;
	struct errnotice_codes *ignore_codes;
	struct errnotice_names *classes;
	struct errnotice_names *ignore_classes; /* what the user named beside `auto` */
	bool ignore_auto; /* `auto` is in the list: the built-in table, only where `*` matched */
	struct errnotice_code_sources *code_from;
	struct errnotice_boundaries *boundaries;
	struct errnotice_scrub *scrub;
	char app[65], environment[65], release[65]; /* clean UTF-8 */
	char library_paths[1024];                   /* comma-separated as written; matched by site.c */
	long trace_frames;                          /* 0 to 100 */
	bool request;                               /* put the request into `detail` */
};

/* A directive's text and what it was compiled to; of the module's globals. */
struct errnotice_ini {
	struct errnotice_span text[ERRNOTICE_DIRECTIVE_COUNT_]; /* borrowed from the engine */
	bool settings_stale, endpoint_stale;                    /* a text changed since it was compiled */
	bool settings_usable, endpoint_usable;
	struct errnotice_err settings_refusal, endpoint_refusal; /* "" while every directive was taken */

	bool enable;
	struct errnotice_settings settings;
	struct errnotice_endpoint endpoint;
	long slots;
	struct errnotice_spool_place spool;
};

/*
 * NULL when disabled, when nothing is configured to be reported, or when a
 * directive was refused.  Valid until the next change of a directive (PERDIR ones
 * change when a request begins and, back again, after RSHUTDOWN) and the call after that.
 */
const struct errnotice_settings *errnotice_settings(void);

/* Where events go.  SYSTEM: read at the process's first use, since php-fpm pools change them after MINIT.  NULL when refused. */
const struct errnotice_endpoint *errnotice_endpoint(void);

/* Where what Redis does not take goes; as above. */
const struct errnotice_spool_place *errnotice_spool_place(void);

/* errnotice.slots, for MINIT; its lowest when it was refused. */
uint32_t errnotice_ini_slots(void);

/* The first directive that was refused, or why reporting is off for the whole process tree, or "". */
const char *errnotice_ini_refusal(void);

/* MINIT: something without which nothing can be reported is missing.  Copies `why`. */
void errnotice_ini_give_up(const char *why);

enum errnotice_ini_state {
	ERRNOTICE_INI_REPORTS,
	ERRNOTICE_INI_DISABLED, /* errnotice.enable is off */
	ERRNOTICE_INI_EMPTY,    /* no code and no class is configured */
	ERRNOTICE_INI_REFUSED   /* see errnotice_ini_refusal() */
};

enum errnotice_ini_state errnotice_ini_state(void);

typedef void errnotice_ini_teller(void *context, const char *line);

/* Tells each directive that was refused, and each that may not mean what it says: one line each, no secret. */
void errnotice_ini_tell(errnotice_ini_teller *refused, errnotice_ini_teller *doubtful, void *context);

/* MINIT, MSHUTDOWN. */
void errnotice_ini_register(int module_number, int type);
void errnotice_ini_unregister(int module_number, int type);

/* The compiled lists of a thread that ends. */
void errnotice_ini_clear(struct errnotice_ini *ini);

#endif
