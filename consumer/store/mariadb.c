/* The store of many hosts: MariaDB or MySQL. */
#ifdef CONSUMER_MARIADB

#include "consumer/store/mariadb.h"

#include <errmsg.h>
#include <inttypes.h>
#include <mysqld_error.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "common/clock.h"
#include "consumer/store/schema_mariadb.h"

enum {
	CONNECT_S = 3,
	ANSWER_S = 7,    /* longer than any wait for a lock */
	IDLE_MS = 20000, /* after so long a connection is tried before it is used */
	OLDEST = 100500, /* MariaDB 10.5 */
	OLDEST_MYSQL = 80000,
	SCHEMA_VERSION = sizeof(schema_mariadb_steps) / sizeof(*schema_mariadb_steps),
};

/*
 * Nothing is left to the server's configuration.  wait_timeout ends the
 * transaction of a host that is gone without a word, and with it its lock.
 */
static const char *const settings[] = {
	"SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00',"
	" autocommit = 1, wait_timeout = 60, lock_wait_timeout = 5, innodb_lock_wait_timeout = 5",
	"SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
	/* again: a server may have been told to pass over what the handshake says */
	"SET NAMES utf8mb4",
};

/* --- the connection --- */

static bool is_lost(unsigned code)
{
	switch (code) {
	case ER_SERVER_SHUTDOWN:
	case ER_NEW_ABORTING_CONNECTION:
	case ER_CONNECTION_KILLED:
	case ER_OPTION_PREVENTS_STATEMENT: /* read-only: the one that takes writes may be another by now */
	case ER_UNKNOWN_STMT_HANDLER:
	case ER_NEED_REPREPARE:
	case 1836: /* the same, of an engine */
	case 4031: /* MySQL's "was disconnected for inactivity" */
		return true;
	default:
		return (code >= CR_MIN_ERROR && code <= CR_MAX_ERROR) || (code >= 5000 && code < 6000);
	}
}

/* What a server answers when it has ended the transaction, or would answer to every further statement, too. */
static bool is_grave(unsigned code)
{
	switch (code) {
	case ER_LOCK_DEADLOCK:
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_OUTOFMEMORY:
	case ER_DISK_FULL:
	case ER_RECORD_FILE_FULL:
	case ER_ERROR_ON_WRITE:
		return true;
	default:
		return code == 0 || is_lost(code);
	}
}

bool mariadb_failed(struct mariadb *db, unsigned code, const char *why, struct errnotice_err *err)
{
	db->lost = db->lost || is_lost(code);
	db->refused = !is_grave(code);
	return errnotice_err_set(err, "store: %s", *why ? why : "the server does not answer");
}

static bool link_failed(struct mariadb *db, struct errnotice_err *err)
{
	return mariadb_failed(db, mysql_errno(db->link), mysql_error(db->link), err);
}

/* A statement without values; the first number of its row, if it has one and `number` asks for it. */
static bool ask(struct mariadb *db, const char *sql, size_t len, int64_t *number, struct errnotice_err *err)
{
	if (mysql_real_query(db->link, sql, len) != 0) {
		return link_failed(db, err);
	}
	db->heard_ms = errnotice_clock_ms();
	MYSQL_RES *result = mysql_store_result(db->link);
	if (!result) {
		return mysql_errno(db->link) == 0 || link_failed(db, err);
	}
	MYSQL_ROW row = mysql_fetch_row(result);
	if (number) {
		*number = row && row[0] ? strtoll(row[0], NULL, 10) : -1;
	}
	mysql_free_result(result);
	return true;
}

static bool say(struct mariadb *db, const char *sql, struct errnotice_err *err)
{
	return ask(db, sql, strlen(sql), NULL, err);
}

static void set_options(MYSQL *link, const struct address *address)
{
	static const unsigned connect_s = CONNECT_S, answer_s = ANSWER_S, no = 0, tcp = MYSQL_PROTOCOL_TCP;
	const my_bool tls = *address->ca || *address->cert;

	mysql_options(link, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
	mysql_options(link, MYSQL_OPT_READ_TIMEOUT, &answer_s);
	mysql_options(link, MYSQL_OPT_WRITE_TIMEOUT, &answer_s);
	mysql_options(link, MYSQL_OPT_LOCAL_INFILE, &no); /* else a server may ask for this host's files */
	mysql_options(link, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (!*address->path) { /* else "localhost" would mean a socket that nobody named */
		mysql_options(link, MYSQL_OPT_PROTOCOL, &tcp);
	}
	if (tls) {
		mysql_ssl_set(link, *address->key ? address->key : NULL,
			*address->cert ? address->cert : NULL, *address->ca ? address->ca : NULL, NULL, NULL);
		mysql_options(link, MYSQL_OPT_SSL_ENFORCE, &tls);
	}
	/* said either way: newer libraries check by default, and no server's own certificate would do */
	mysql_options(link, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &tls);
}

static bool check_version(struct mariadb *db, struct errnotice_err *err)
{
	unsigned long version = mysql_get_server_version(db->link);
	bool mariadb = mariadb_connection(db->link);

	return version >= (mariadb ? OLDEST : OLDEST_MYSQL)
	       || errnotice_err_set(err, "store: MariaDB 10.5 or MySQL 8.0 is needed, this is %s",
		       mysql_get_server_info(db->link));
}

static bool set_up(struct mariadb *db, struct errnotice_err *err)
{
	static const char packet[] = "SELECT @@max_allowed_packet";
	bool fine = check_version(db, err) && ask(db, packet, strlen(packet), &db->packet, err);

	for (size_t i = 0; fine && i < sizeof(settings) / sizeof(*settings); i++) {
		fine = say(db, settings[i], err);
	}
	return fine;
}

static void drop_link(struct mariadb *db)
{
	if (db->link) {
		mysql_close(db->link);
	}
	db->link = NULL;
	db->lost = false;
}

static bool connect_anew(struct mariadb *db, struct errnotice_err *err)
{
	const struct address *address = &db->address;
	bool socket = *address->path;

	drop_link(db);
	db->life++;
	db->link = mysql_init(NULL);
	if (!db->link) {
		return errnotice_err_set(err, "store: no memory");
	}
	set_options(db->link, address);
	bool fine =
		mysql_real_connect(db->link, socket ? NULL : address->host, address->user, address->password,
			address->database, (unsigned)address->port, socket ? address->path : NULL, 0)
			? set_up(db, err)
			: link_failed(db, err);
	if (!fine) {
		drop_link(db);
	}
	return fine;
}

bool mariadb_ready(struct mariadb *db, struct errnotice_err *err)
{
	bool idle = db->link && errnotice_clock_ms() - db->heard_ms > IDLE_MS;

	if (!db->link || db->lost || (idle && mysql_ping(db->link) != 0)) {
		return connect_anew(db, err);
	}
	return true;
}

/* --- open and close --- */

static void close_server(void *handle)
{
	struct mariadb *db = handle;

	if (db) {
		drop_link(db);
		free(db);
	}
}

static void init_library(void)
{
	mysql_library_init(0, NULL, NULL);
}

static void *open_server(const struct address *address, struct errnotice_err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct mariadb *db = calloc(1, sizeof(*db));

	pthread_once(&once, init_library);
	if (!db) {
		errnotice_err_set(err, "store: no memory");
		return NULL;
	}
	db->address = *address;
	if (!connect_anew(db, err)) {
		close_server(db);
		return NULL;
	}
	return db;
}

/* --- the schema --- */

static bool is_there_already(const struct mariadb *db)
{
	switch (mysql_errno(db->link)) {
	case ER_TABLE_EXISTS_ERROR:
	case ER_DUP_FIELDNAME:
	case ER_DUP_KEYNAME:
	case ER_CANT_DROP_FIELD_OR_KEY:
		return db->migrating;
	default:
		return false;
	}
}

static bool script(void *handle, const char *sql, struct errnotice_err *err)
{
	struct mariadb *db = handle;

	while (*sql) {
		size_t len = strcspn(sql, ";");
		struct errnotice_err why = {""};
		if (!ask(db, sql, len, NULL, &why) && !is_there_already(db)) {
			return errnotice_err_set(err, "%s", why.text);
		}
		sql += len + (sql[len] == ';');
	}
	return true;
}

/* The lock is one of this connection: if it is lost, so is the migration, and the next one begins at its step again. */
static bool begin_schema(void *handle, struct errnotice_err *err)
{
	static const char lock[] = "SELECT GET_LOCK(CONCAT('errnotice ', MD5(DATABASE())), 5)";
	static const char table[] =
		"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"
		" AND table_name = 'errnotice_schema_version'";
	struct mariadb *db = handle;
	int64_t got = 0, tables = 0;

	if (!mariadb_ready(db, err) || !ask(db, lock, strlen(lock), &got, err)) {
		return false;
	}
	if (got != 1) {
		return errnotice_err_set(err, "store: another program is making its tables");
	}
	db->inside = db->migrating = true;
	/* one that is complete is not touched: the tables may have been made by somebody with more rights */
	return ask(db, table, strlen(table), &tables, err) && (tables > 0 || script(db, version_table, err));
}

static bool end_schema(void *handle, bool fine, struct errnotice_err *err)
{
	struct mariadb *db = handle;

	db->inside = db->migrating = false;
	(void)fine; /* what was made stays, and is passed over the next time */
	return say(db, "DO RELEASE_LOCK(CONCAT('errnotice ', MD5(DATABASE())))", err);
}

/* --- transactions --- */

/*
 * Writers of all hosts go one after another, as they do in a file: each first
 * locks the row that says which schema this is.  So what one reads before it
 * writes stays true, and no two of them can deadlock.
 */
static bool begin_writing(struct mariadb *db, struct errnotice_err *err)
{
	static const char lock[] = "SELECT version FROM errnotice_schema_version WHERE one = 1 FOR UPDATE";
	int64_t version;

	if (!say(db, "START TRANSACTION READ WRITE", err) || !ask(db, lock, strlen(lock), &version, err)) {
		return false;
	}
	return version == SCHEMA_VERSION
	       || errnotice_err_set(err,
		       "store: its schema is version %" PRId64 " now, this program knows %d", version,
		       SCHEMA_VERSION);
}

static bool begin_reading(struct mariadb *db, struct errnotice_err *err)
{
	return say(db, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", err)
	       && say(db, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY", err);
}

static void rollback(void *handle)
{
	struct mariadb *db = handle;

	if (!db->inside) {
		return;
	}
	db->inside = false;
	if (db->lost || !say(db, "ROLLBACK", NULL)) {
		drop_link(db); /* at once: with it the server drops the transaction and its lock */
	}
}

static bool begin(void *handle, bool writes, struct errnotice_err *err)
{
	struct mariadb *db = handle;

	/* twice: a server that was restarted meanwhile says so only now */
	for (int tries = 2;; tries--) {
		struct errnotice_err why = {""};
		if (!mariadb_ready(db, err)) {
			return false;
		}
		db->inside = true;
		if (writes ? begin_writing(db, &why) : begin_reading(db, &why)) {
			return true;
		}
		bool again = db->lost && tries > 1;
		rollback(db);
		if (!again) {
			return errnotice_err_set(err, "%s", why.text);
		}
	}
}

/* Whether a commit that was not answered was done, the ids in the store say: what is sent again counts once. */
static bool commit(void *handle, struct errnotice_err *err)
{
	struct mariadb *db = handle;

	if (!say(db, "COMMIT", err)) {
		return false;
	}
	db->inside = false;
	return true;
}

static int64_t changes(void *handle)
{
	return ((struct mariadb *)handle)->changes;
}

static int64_t last_id(void *handle)
{
	return ((struct mariadb *)handle)->last_id;
}

static size_t room(void *handle)
{
	return (size_t)((struct mariadb *)handle)->packet / 2;
}

/*
 * An error says nothing of the transaction, and some end it: one that needed more locks than there is room for, one that
 * was a definition of a table.  The next answer tells; else what follows would be kept without what came before.
 */
static bool stands(void *handle)
{
	struct mariadb *db = handle;

	return db->inside && db->refused && !db->lost && say(db, "DO 0", NULL)
	       && (db->link->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

/* Nothing is held but a connection: what is at the address is what is asked. */
static bool is_elsewhere(void *handle)
{
	(void)handle;
	return false;
}

const struct engine mariadb_engine = {
	.steps = schema_mariadb_steps,
	.step_count = SCHEMA_VERSION,
	.far = true,
	.open = open_server,
	.close = close_server,
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
	.prepare = mariadb_prepare,
	.finish = mariadb_finish,
	.reset = mariadb_reset,
	.bind = mariadb_bind,
	.step = mariadb_step,
	.column_int = mariadb_column_int,
	.column_text = mariadb_column_text,
};

#endif
