/*
 * hosts -- when each host's heartbeat was last another one, by the clock of those who look.
 *
 * The hosts' own clocks do not matter, nor does the time in which nobody looked.
 * Everything here runs inside the caller's transaction.
 */
#ifndef CONSUMER_HOSTS_H
#define CONSUMER_HOSTS_H

#include <stddef.h>
#include "consumer/store/store.h"

enum { HOSTS_NAME = 65, HOSTS_BEAT = 65 };

struct hosts_row {
	char name[HOSTS_NAME];
	char beat[HOSTS_BEAT]; /* its beginning, with the host's time */
	int64_t changed_s;     /* Unix s */
	bool silent;           /* the group was told */
};

/* Ascending by name, as strcmp() has it. */
struct hosts {
	struct hosts_row *rows; /* heap */
	size_t count;
};

/* Fills a zeroed one; clear it whatever this returns. */
bool hosts_load(struct store *store, struct hosts *into, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void hosts_clear(struct hosts *hosts);
struct hosts_row *hosts_find(const struct hosts *hosts, const char *name); /* NULL: none */

bool hosts_keep(
	struct store *store, const struct hosts_row *row, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool hosts_forget(struct store *store, const char *name, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* When somebody looked last; INT64_MAX: nobody ever did. */
bool hosts_looked(struct store *store, int64_t *at_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Somebody looks now. */
bool hosts_look(struct store *store, int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* So much time does not count. */
bool hosts_shift(struct store *store, int64_t by_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
