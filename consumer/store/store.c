#include "consumer/store/store.h"

#include <stdlib.h>
#include <string.h>
#include "consumer/store/schema.h"
#include "consumer/store/turn.h"

enum {
	WAIT_MS = 5000,
	SCHEMA_VERSION = sizeof(schema_steps) / sizeof(*schema_steps),
};

/*
 * synchronous=FULL: after a commit the entries leave the queue for good, so what
 * was committed must outlive a power loss as well.  NORMAL syncs a WAL only at
 * checkpoints and would lose the last commits then.
 */
static const char settings[] = "PRAGMA journal_mode = WAL;"
			       "PRAGMA synchronous = FULL;"
			       "PRAGMA wal_autocheckpoint = 4000;"
			       "PRAGMA journal_size_limit = 67108864;"
			       "PRAGMA cache_size = -8192;"
			       "PRAGMA temp_store = MEMORY;"
			       "PRAGMA trusted_schema = OFF;";

static bool failed(struct store *store, struct errnotice_err *err)
{
	return errnotice_err_set(err, "store: %s", sqlite3_errmsg(store->db));
}

static bool execute(struct store *store, const char *sql, struct errnotice_err *err)
{
	return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || failed(store, err);
}

/* --- schema --- */

static bool read_version(struct store *store, int *version, struct errnotice_err *err)
{
	static const char sql[] = "SELECT version FROM errnotice_schema_version";

	sqlite3_stmt *statement = store_statement(store, sql, err);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		*version = sqlite3_column_int(statement, 0);
		sqlite3_reset(statement);
	} else {
		*version = 0;
	}
	return row != STORE_FAILED;
}

static bool write_version(struct store *store, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_schema_version (one, version) VALUES (1, ?)"
				  " ON CONFLICT (one) DO UPDATE SET version = excluded.version";

	sqlite3_stmt *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, SCHEMA_VERSION);
	return store_run(store, statement, err);
}

static bool migrate_from(struct store *store, int version, struct errnotice_err *err)
{
	if (version > SCHEMA_VERSION) {
		return errnotice_err_set(err,
			"store: its schema is version %d, this program knows %d: it was used by a newer "
			"errnotice-consumer",
			version, SCHEMA_VERSION);
	}
	if (version == SCHEMA_VERSION) {
		return true;
	}
	for (int step = version; step < SCHEMA_VERSION; step++) {
		if (!execute(store, schema_steps[step], err)) {
			return false;
		}
	}
	return write_version(store, err);
}

/* In one transaction: a program that dies half-way leaves the old schema. */
static bool migrate(struct store *store, struct errnotice_err *err)
{
	static const char table[] = "CREATE TABLE IF NOT EXISTS errnotice_schema_version ("
				    "one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL)";
	int version = 0;

	return execute(store, table, err) && read_version(store, &version, err)
	       && migrate_from(store, version, err);
}

/* --- open and close --- */

static bool open_file(struct store *store, const char *path, struct errnotice_err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	int result = sqlite3_open_v2(path, &store->db, flags, NULL);
	if (result != SQLITE_OK) {
		return errnotice_err_set(err, "store: %s: %s", path,
			store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(result));
	}
	sqlite3_busy_timeout(store->db, WAIT_MS);
	return true;
}

static bool prepare_file(struct store *store, struct errnotice_err *err)
{
	/* going over to WAL takes the file alone, and SQLite does not wait for that */
	if (!turn_take(WAIT_MS)) {
		return errnotice_err_set(err, "store: another thread holds it");
	}
	bool fine = execute(store, settings, err);
	turn_give();
	if (!fine || !store_begin(store, err)) {
		return false;
	}
	if (!migrate(store, err)) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, err);
}

struct store *store_open(const char *sqlite_path, struct errnotice_err *err)
{
	struct store *store = calloc(1, sizeof(*store));
	if (!store) {
		errnotice_err_set(err, "store: no memory");
		return NULL;
	}
	if (!open_file(store, sqlite_path, err) || !prepare_file(store, err)) {
		store_close(store);
		return NULL;
	}
	return store;
}

void store_close(struct store *store)
{
	if (!store) {
		return;
	}
	store_rollback(store);
	for (size_t i = 0; i < sizeof(store->cached) / sizeof(*store->cached); i++) {
		sqlite3_finalize(store->cached[i].statement);
	}
	sqlite3_close(store->db);
	free(store);
}

/* --- transactions --- */

/* A file that was moved or deleted under us still takes writes, which nobody would ever find. */
static bool check_file(struct store *store, struct errnotice_err *err)
{
	int moved = 0;
	sqlite3_file_control(store->db, NULL, SQLITE_FCNTL_HAS_MOVED, &moved);
	return !moved || errnotice_err_set(err, "store: its file was moved or deleted");
}

bool store_begin(struct store *store, struct errnotice_err *err)
{
	static const char sql[] = "BEGIN IMMEDIATE";

	if (!turn_take(WAIT_MS)) {
		return errnotice_err_set(err, "store: another thread holds it");
	}
	store->writing = true;
	if (check_file(store, err) && execute(store, sql, err)) {
		return true;
	}
	store_rollback(store);
	return false;
}

bool store_commit(struct store *store, struct errnotice_err *err)
{
	if (!execute(store, "COMMIT", err)) {
		store_rollback(store);
		return false;
	}
	store->writing = false;
	turn_give();
	return true;
}

void store_rollback(struct store *store)
{
	if (!store->writing) {
		return;
	}
	if (!sqlite3_get_autocommit(store->db)) {
		for (size_t i = 0; i < sizeof(store->cached) / sizeof(*store->cached); i++) {
			sqlite3_reset(store->cached[i].statement);
		}
		execute(store, "ROLLBACK", NULL);
	}
	store->writing = false;
	turn_give();
}

bool store_begin_reading(struct store *store, struct errnotice_err *err)
{
	return check_file(store, err) && execute(store, "BEGIN DEFERRED", err);
}

void store_end_reading(struct store *store)
{
	if (!sqlite3_get_autocommit(store->db)) {
		execute(store, "ROLLBACK",
			NULL); /* there is nothing to keep, and this cannot fail for want of room */
	}
}

/* --- statements --- */

sqlite3_stmt *store_statement(struct store *store, const char *sql, struct errnotice_err *err)
{
	size_t room = sizeof(store->cached) / sizeof(*store->cached), i = 0;
	while (i < room && store->cached[i].sql && store->cached[i].sql != sql) {
		i++;
	}
	if (i == room) {
		errnotice_err_set(err, "store: more than %zu kinds of statements", room);
		return NULL;
	}
	sqlite3_stmt *statement = store->cached[i].statement;
	if (statement) {
		sqlite3_reset(statement);
		sqlite3_clear_bindings(statement);
		return statement;
	}
	if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
		!= SQLITE_OK) {
		failed(store, err);
		return NULL;
	}
	store->cached[i].sql = sql;
	store->cached[i].statement = statement;
	return statement;
}

/*
 * Borrowed values and integers need no memory, so that a bind fails only for a wrong number, which a test would see, or
 * without a statement, which store_run() and store_next() refuse.
 */

void store_bind_int(sqlite3_stmt *statement, int at, int64_t value)
{
	sqlite3_bind_int64(statement, at, value);
}

void store_bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

void store_bind_span(sqlite3_stmt *statement, int at, struct errnotice_span text)
{
	/* a NULL pointer would be SQL's NULL; absent text is '' */
	sqlite3_bind_text(statement, at, text.len ? text.data : "", (int)text.len, SQLITE_STATIC);
}

void store_bind_blob(sqlite3_stmt *statement, int at, const void *data, size_t len)
{
	sqlite3_bind_blob(statement, at, data, (int)len, SQLITE_STATIC);
}

bool store_run(struct store *store, sqlite3_stmt *statement, struct errnotice_err *err)
{
	if (!statement) {
		return false;
	}
	int result = sqlite3_step(statement);
	bool fine = result == SQLITE_DONE || result == SQLITE_ROW || failed(store, err);
	sqlite3_reset(statement);
	return fine;
}

enum store_row store_next(struct store *store, sqlite3_stmt *statement, struct errnotice_err *err)
{
	if (!statement) {
		return STORE_FAILED;
	}
	int result = sqlite3_step(statement);
	if (result == SQLITE_ROW) {
		return STORE_ROW;
	}
	if (result != SQLITE_DONE) {
		failed(store, err);
	}
	sqlite3_reset(statement);
	return result == SQLITE_DONE ? STORE_END : STORE_FAILED;
}

bool store_read_time(struct store *store, sqlite3_stmt *statement, int64_t *at_s, struct errnotice_err *err)
{
	*at_s = INT64_MAX;
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		if (sqlite3_column_type(statement, 0) != SQLITE_NULL) {
			*at_s = sqlite3_column_int64(statement, 0);
		}
		sqlite3_reset(statement);
	}
	return row != STORE_FAILED;
}

void store_copy_text(sqlite3_stmt *statement, int at, char *into, size_t room)
{
	const char *text = (const char *)sqlite3_column_text(statement, at);
	*into = '\0';
	strncat(into, text ? text : "", room - 1);
}

int store_changes(struct store *store)
{
	return sqlite3_changes(store->db);
}

bool store_count(
	struct store *store, const char *name, const char *reason, int64_t by, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_counter (name, reason, value) VALUES (?, ?, ?)"
				  " ON CONFLICT (name, reason) DO UPDATE SET value = value + excluded.value";

	if (by == 0) {
		return true;
	}
	sqlite3_stmt *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, name);
	store_bind_text(statement, 2, reason);
	store_bind_int(statement, 3, by);
	return store_run(store, statement, err);
}
