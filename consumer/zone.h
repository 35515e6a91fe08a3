/*
 * zone -- the offset of a time zone at a time, without the process's TZ.
 *
 * The C library knows one zone a process, and changing it is not safe beside other
 * threads; robots have a zone each.  Reads the zone's file (TZif, RFC 8536) once.
 */
#ifndef CONSUMER_ZONE_H
#define CONSUMER_ZONE_H

#include <stddef.h>
#include <stdint.h>
#include "common/err.h"

struct zone;

/* Of this host; "" is the system's.  NULL with a reason. */
struct zone *zone_open(const char *name, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The content of such a file; NULL when it is none. */
struct zone *zone_parse(
	const unsigned char *data, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void zone_free(struct zone *zone);

/* Seconds east of UTC at `unix_s`.  NULL is UTC. */
int zone_offset(const struct zone *zone, int64_t unix_s);

/*
 * When its clock first shows `local_s`, which is that time as if in UTC; where the
 * clock skips it, the moment at which it does.
 */
int64_t zone_unix(const struct zone *zone, int64_t local_s);

/* When the calendar month ends in which `unix_s` is. */
int64_t zone_month_end(const struct zone *zone, int64_t unix_s);

enum { ZONE_TEXT = 32 };

/* `2026-11-24 18:03:05 +08:00` */
void zone_format(char into[ZONE_TEXT], const struct zone *zone, int64_t unix_s);

#endif
