/* The store on one host: a file, written by one transaction at a time. */
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "consumer/store/engine.h"
#include "consumer/store/patience.h"
#include "consumer/store/schema.h"
#include "consumer/store/turn.h"

enum { BUSY_MS = 5 /* between two looks */ };

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

static bool failed(sqlite3 *db, struct errnotice_err *err)
{
	return errnotice_err_set(err, "store: %s", sqlite3_errmsg(db));
}

static bool script(void *db, const char *sql, struct errnotice_err *err)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || failed(db, err);
}

/* --- open and close --- */

static void close_file(void *db)
{
	sqlite3_close(db);
}

/* Going over to WAL takes the file alone, and SQLite does not wait for that. */
static bool set_up(sqlite3 *db, struct errnotice_err *err)
{
	if (!turn_take(patience_ms())) {
		return errnotice_err_set(err, "store: another thread holds it");
	}
	bool fine = script(db, settings, err);
	turn_give();
	return fine;
}

/*
 * As sqlite3_busy_timeout() does it, with two differences: what is left of the time is decided while it goes on, and
 * who waits longer looks no less often: else another process may come first every time.
 */
static int wait_for_others(void *unused, int times)
{
	(void)unused;
	if (times * BUSY_MS >= patience_ms()) {
		return 0;
	}
	sqlite3_sleep(BUSY_MS);
	return 1;
}

/* What root makes belongs to the folder's owner: after a command that root typed the service must be able to write. */
static void make_file(const char *path)
{
	char copy[sizeof(((struct address *)NULL)->path)];
	struct stat folder;

	snprintf(copy, sizeof(copy), "%s", path);
	if (geteuid() != 0 || stat(dirname(copy), &folder) != 0) {
		return;
	}
	int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (file >= 0) {
		(void)!fchown(file, folder.st_uid, folder.st_gid);
		close(file);
	}
}

static void *not_opened(const struct address *address, sqlite3 *db, int result, struct errnotice_err *err)
{
	int system = db ? sqlite3_system_errno(db) : 0;

	errnotice_err_set(err, "store: %s: %s%s%s", address->path,
		db ? sqlite3_errmsg(db) : sqlite3_errstr(result), system ? ": " : "",
		system ? strerror(system) : "");
	sqlite3_close(db);
	return NULL;
}

static void *open_file(const struct address *address, struct errnotice_err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	sqlite3 *db = NULL;

	make_file(address->path);
	int result = sqlite3_open_v2(address->path, &db, flags, NULL);
	if (result != SQLITE_OK) {
		return not_opened(address, db, result, err);
	}
	sqlite3_busy_handler(db, wait_for_others, NULL);
	if (!set_up(db, err)) {
		sqlite3_close(db);
		return NULL;
	}
	return db;
}

/* --- transactions --- */

/* A file that was moved or deleted under us still takes writes, which nobody would ever find. */
static bool is_elsewhere(void *db)
{
	int moved = 0;
	sqlite3_file_control(db, NULL, SQLITE_FCNTL_HAS_MOVED, &moved);
	return moved;
}

static bool check_file(sqlite3 *db, struct errnotice_err *err)
{
	return !is_elsewhere(db) || errnotice_err_set(err, "store: its file was moved or deleted");
}

/* One that was opened so stays so, and SQLite says it at the first change only. */
static bool check_writes(sqlite3 *db, struct errnotice_err *err)
{
	return sqlite3_db_readonly(db, NULL) != 1 || errnotice_err_set(err, "store: its file is read-only");
}

static bool begin(void *db, bool writes, struct errnotice_err *err)
{
	return check_file(db, err) && (!writes || check_writes(db, err))
	       && script(db, writes ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED", err);
}

static bool commit(void *db, struct errnotice_err *err)
{
	return script(db, "COMMIT", err);
}

static void rollback(void *db)
{
	if (!sqlite3_get_autocommit(db)) {
		/* needs no room on the disk, and cannot fail for want of it */
		script(db, "ROLLBACK", NULL);
	}
}

/* --- the schema: in one transaction, so a program that dies half-way leaves the old one --- */

static bool end_schema(void *db, bool fine, struct errnotice_err *err)
{
	if (fine && commit(db, err)) {
		return true;
	}
	rollback(db);
	return false;
}

static bool begin_schema(void *db, struct errnotice_err *err)
{
	static const char table[] = "CREATE TABLE IF NOT EXISTS errnotice_schema_version ("
				    "one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL)";

	/* also where nothing may be written: tables that are there can be read */
	if (!check_file(db, err) || !script(db, "BEGIN IMMEDIATE", err)) {
		return false;
	}
	return script(db, table, err) || end_schema(db, false, err);
}

static int64_t changes(void *db)
{
	return sqlite3_changes(db);
}

static int64_t last_id(void *db)
{
	return sqlite3_last_insert_rowid(db);
}

static size_t room(void *db)
{
	return (size_t)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, -1) / 2;
}

/* --- queries --- */

static void *prepare(void *db, const char *sql, struct errnotice_err *err)
{
	sqlite3_stmt *query = NULL;

	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &query, NULL) != SQLITE_OK) {
		failed(db, err);
	}
	return query;
}

static void finish(void *query)
{
	sqlite3_finalize(query);
}

static void reset(void *query)
{
	sqlite3_reset(query);
	sqlite3_clear_bindings(query);
}

/* Borrowed values and integers need no memory, so that a bind fails only for a wrong number, which a test would see. */
static void bind(void *query, int at, struct engine_value value)
{
	switch (value.kind) {
	case ENGINE_NULL:
		sqlite3_bind_null(query, at);
		break;
	case ENGINE_INT:
		sqlite3_bind_int64(query, at, value.number);
		break;
	case ENGINE_TEXT:
		sqlite3_bind_text(query, at, value.data, (int)value.len, SQLITE_STATIC);
		break;
	case ENGINE_BLOB:
		sqlite3_bind_blob(query, at, value.data, (int)value.len, SQLITE_STATIC);
		break;
	}
}

static enum store_row step(void *query, struct errnotice_err *err)
{
	int result = sqlite3_step(query);

	if (result == SQLITE_ROW) {
		return STORE_ROW;
	}
	if (result == SQLITE_DONE) {
		return STORE_END;
	}
	failed(sqlite3_db_handle(query), err);
	return STORE_FAILED;
}

static int64_t column_int(void *query, int at)
{
	return sqlite3_column_int64(query, at);
}

static const char *column_text(void *query, int at, size_t *len)
{
	const char *text = (const char *)sqlite3_column_text(query, at);

	*len = (size_t)sqlite3_column_bytes(query, at);
	return text;
}

static bool stands(void *db)
{
	switch (sqlite3_errcode(db)) {
	case SQLITE_ERROR:
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
		return sqlite3_get_autocommit(db) == 0;
	default:
		return false;
	}
}

const struct engine sqlite_engine = {
	.steps = schema_steps,
	.step_count = sizeof(schema_steps) / sizeof(*schema_steps),
	.open = open_file,
	.close = close_file,
	.begin_schema = begin_schema,
	.end_schema = end_schema,
	.script = script,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.changes = changes,
	.last_id = last_id,
	.room = room,
	.stands = stands,
	.is_elsewhere = is_elsewhere,
	.prepare = prepare,
	.finish = finish,
	.reset = reset,
	.bind = bind,
	.step = step,
	.column_int = column_int,
	.column_text = column_text,
};
