/*
 * store -- the statistics, the ids counted, and the outbox of notices.
 *
 * One connection, for one thread; open one for each.  All that one batch changes
 * commits in one transaction or not at all, and a commit is on the disk when
 * store_commit() returns: only then may an entry leave the queue.  The tables are
 * in schema.h and documented in docs/statistics.md; a newer schema than this
 * program knows is refused.  The law (docs/architecture.md):
 *
 *   ingested = told + pending + muted + unrouted
 *
 * holds after every commit: each function that moves events changes the counters
 * in the same transaction.
 */
#ifndef CONSUMER_STORE_H
#define CONSUMER_STORE_H

#include <stdint.h>
#include "common/err.h"
#include "common/span.h"

struct address;
struct store;
struct store_statement;

/* Creates or migrates the tables.  NULL with a reason. */
struct store *store_open(const struct address *address, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The same for who works with it: NULL also where it takes no writes now. */
struct store *store_open_to_write(
	const struct address *address, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Whether its file was moved or deleted since: another may lie in its place. */
bool store_is_elsewhere(struct store *store);

/* NULL is fine; what was not committed is rolled back. */
void store_close(struct store *store);

/*
 * A transaction that writes.  Writers of one process take turns in the order in
 * which they asked, so a fast drain does not starve delivery.  Waits at most 5 s.
 */
bool store_begin(struct store *store, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool store_commit(
	struct store *store, struct errnotice_err *err) ERRNOTICE_MUST_CHECK; /* rolls back on failure */
void store_rollback(struct store *store); /* harmless outside a transaction */

/* Commits where all went well (`fine`), else rolls back, also where none began; whether it was committed. */
bool store_end(struct store *store, bool fine, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* A transaction that reads: all that is seen until it ends is of one moment.  Writers go on meanwhile. */
bool store_begin_reading(struct store *store, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void store_end_reading(struct store *store);

/*
 * The statement of this SQL, prepared once a connection, reset and without
 * values.  `sql` is a string constant that one place in the code uses.  NULL with
 * a reason: then to bind does nothing, and to run it or to ask for a row fails.
 */
struct store_statement *store_statement(
	struct store *store, const char *sql, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Values from 1.  Text and blobs are borrowed until the statement was run. */
void store_bind_int(struct store_statement *statement, int at, int64_t value);
void store_bind_text(struct store_statement *statement, int at, const char *text); /* NULL: SQL's NULL */
void store_bind_span(struct store_statement *statement, int at, struct errnotice_span text);
void store_bind_blob(struct store_statement *statement, int at, const void *data, size_t len);

/* Runs a statement that gives no rows, and resets it. */
bool store_run(struct store *store, struct store_statement *statement,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

enum store_row { STORE_FAILED = -1, STORE_END, STORE_ROW };

/* The next row.  At the end or on failure the statement is reset; who stops before calls store_reset(). */
enum store_row store_next(struct store *store, struct store_statement *statement,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The number in the only row, and resets the statement; INT64_MAX for no row, and for the SQL NULL of an empty MIN(). */
bool store_read_number(struct store *store, struct store_statement *statement, int64_t *number,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Ends what runs, and forgets the values. */
void store_reset(struct store_statement *statement);

/* Of the row, columns from 0.  Texts are borrowed until the next row; SQL's NULL is "" and 0. */
int64_t store_column_int(struct store_statement *statement, int at);
const char *store_column_text(struct store_statement *statement, int at);
struct errnotice_span store_column_span(struct store_statement *statement, int at);

/* Whether the transaction stands, after a statement in it failed: without that one, and as if it had not been. */
bool store_stands(struct store *store);

/* Copies a text of the row, cut where `room` ends; SQL's NULL is "". */
void store_copy_text(struct store_statement *statement, int at, char *into, size_t room);

/* How many rows the last store_run() changed. */
int store_changes(struct store *store);

/* Runs a DELETE of what is older than its value ?1, at most ?2 rows; how many those were. */
bool store_forget(struct store *store, const char *sql, int64_t before, int most, int *forgotten,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The key that the last row got which has one made for it. */
int64_t store_last_id(struct store *store);

/* Bytes that one value may have. */
size_t store_room(const struct store *store);

/* Each statement is a journey to a server, so few large ones are better. */
bool store_is_far(const struct store *store);

/* Adds to a counter (schema.h), inside the caller's transaction; `by` may be negative. */
bool store_count(struct store *store, const char *name, const char *reason, int64_t by,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* What a counter has come to, over all its reasons. */
bool store_counted(
	struct store *store, const char *name, int64_t *sum, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
