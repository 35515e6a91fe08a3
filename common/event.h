/*
 * event -- one entry of the Redis stream: what both halves agree on.
 *
 * The public form of this table is docs/event-schema.md; tests/vectors/ holds
 * entries that the extension wrote and the consumer reads.  Every value is text;
 * limits are bytes.  An event owns nothing: its spans borrow from a packed slot
 * (event_pack.h) on one side and from a Redis reply on the other.
 */
#ifndef ERRNOTICE_EVENT_H
#define ERRNOTICE_EVENT_H

#include <stdint.h>
#include "common/err.h"
#include "common/span.h"

#define ERRNOTICE_EVENT_VERSION "1"

/* Far beyond what a host counts in a minute; sums of many stay exact in 64 bits. */
#define ERRNOTICE_COUNT_MAX 1000000000

/* X(enumerator, wire name, limit in bytes), in wire order */
#define ERRNOTICE_EVENT_FIELDS(X)                                                           \
	X(V, "v", 8)        /* schema version */                                            \
	X(ID, "id", 36)     /* UUIDv7: the identity through retry, spool and replay */      \
	X(TIME, "time", 20) /* Unix ms when thrown */                                       \
	X(APP, "app", 64)                                                                   \
	X(ENV, "env", 64)                                                                   \
	X(RELEASE, "release", 64)                                                           \
	X(HOST, "host", 64)                                                                 \
	X(SAPI, "sapi", 64)                                                                 \
	X(KIND, "kind", 16)       /* exception, fatal, lost */                              \
	X(COUNT, "count", 20)     /* errors this entry stands for, 1 or more */             \
	X(PATH, "path", 16)       /* fatal, handler, boundary, response, report */          \
	X(REFUSED, "refused", 20) /* Unix s; only on entries that came through the spool */ \
	X(SOURCE, "source", 36)   /* UUIDv7; only from who counts in a heartbeat */         \
	X(CLASS, "class", 255)    /* cut at NUL; the constant's name for a fatal */         \
	X(CODE, "code", 64)                                                                 \
	X(MESSAGE, "message", 2048)                                                         \
	X(FILE, "file", 1024)                                                               \
	X(LINE, "line", 20)                                                                 \
	X(FP, "fp", 16)            /* fingerprint.h */                                      \
	X(SITE, "site", 255)       /* first frame outside errnotice.library_paths */        \
	X(DETAIL, "detail", 16384) /* JSON, {} when withheld */

enum errnotice_field {
#define X(name, wire, limit) ERRNOTICE_FIELD_##name,
	ERRNOTICE_EVENT_FIELDS(X)
#undef X
		ERRNOTICE_FIELD_COUNT_
};

struct errnotice_event {
	struct errnotice_span field[ERRNOTICE_FIELD_COUNT_]; /* absent: len 0 */
	int64_t time_ms;                                     /* of TIME */
	uint64_t count;                                      /* of COUNT, at least 1 */
	int64_t refused;                                     /* of REFUSED, Unix s, 0: never refused */
};

const char *errnotice_field_name(enum errnotice_field field);
size_t errnotice_field_limit(enum errnotice_field field);

/*
 * Reads `pairs` spans (name, value, name, value, …; an odd last one is ignored).
 * Unknown names are skipped; of a repeated one the last counts.  False, and `err`
 * names field and fault, for poison: `v` absent or unknown, `id` not a UUID,
 * `time` not a number, `count` present and not from 1 to
 * ERRNOTICE_COUNT_MAX, `fp` not 16 hex digits, `refused` present and not a number, or any field over its limit.
 * Absent `count` is 1.
 */
bool errnotice_event_decode(struct errnotice_event *event, const struct errnotice_span *spans, size_t pairs,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The same of fields that are already where they belong: checks them, and reads the numbers. */
bool errnotice_event_check(struct errnotice_event *event, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * The arguments after `XADD key *`: name and value of every field, REFUSED and
 * SOURCE only when present.  `argv` and `lens` have room for 2 * ERRNOTICE_FIELD_COUNT_;
 * returns how many were written.  They borrow from the event.
 */
size_t errnotice_event_encode(const struct errnotice_event *event, const char **argv, size_t *lens);

#endif
