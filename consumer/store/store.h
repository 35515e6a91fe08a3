/*
 * store -- the statistics, the ids counted, and the outbox of notices.
 *
 * One connection, for one thread; open one for each.  All that one batch changes
 * commits in one transaction or not at all.  The tables are in schema.h and
 * documented in docs/statistics.md; a newer schema than this program knows is
 * refused.  The law (docs/architecture.md):
 *
 *   ingested = told + pending + muted + unrouted
 *
 * holds after every commit: each function that moves events changes the counters
 * in the same transaction.
 */
#ifndef CONSUMER_STORE_H
#define CONSUMER_STORE_H

#include <sqlite3.h>
#include "common/err.h"

struct store {
	sqlite3 *db;
	/* prepared statements, by the file that uses them */
	struct sqlite3_stmt *cached[64];
};

/* Creates or migrates the tables.  NULL with a reason. */
struct store *store_open(const char *sqlite_path, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void store_close(struct store *store);

bool store_begin(struct store *store, struct errnotice_err *err) ERRNOTICE_MUST_CHECK; /* IMMEDIATE */
bool store_commit(struct store *store, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void store_rollback(struct store *store); /* harmless outside a transaction */

#endif
