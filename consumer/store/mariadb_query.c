/* The statements of mariadb.h: prepared by the server, their rows read as text. */
#ifdef CONSUMER_MARIADB

#include <stdlib.h>
#include <string.h>
#include "common/clock.h"
#include "consumer/store/dialect.h"
#include "consumer/store/mariadb.h"

enum { COLUMNS = 24, COLUMN_ROOM = 128 };

struct column {
	char *text; /* heap, ended by a NUL */
	size_t room;
	unsigned long len;
	my_bool null, cut;
};

struct query {
	struct mariadb *db;
	struct dialect dialect;
	MYSQL_STMT *statement; /* prepared by the connection of that life; NULL before the first run */
	unsigned life;
	bool running;                /* rows are there to be read */
	struct engine_value *values; /* by number, from 1; `count` + 1 of them */
	MYSQL_BIND *places;
	unsigned column_count;
	struct column columns[COLUMNS];
	MYSQL_BIND results[COLUMNS];
};

/* --- prepare and finish --- */

static bool make_room(struct query *query)
{
	size_t count = (size_t)query->dialect.count + 1;

	query->values = calloc(count, sizeof(*query->values));
	query->places = calloc(count, sizeof(*query->places));
	return query->values && query->places;
}

void *mariadb_prepare(void *db, const char *sql, struct errnotice_err *err)
{
	struct query *query = calloc(1, sizeof(*query));

	if (!query || !dialect_translate(&query->dialect, sql) || !make_room(query)) {
		errnotice_err_set(err, "store: no memory");
		mariadb_finish(query);
		return NULL;
	}
	query->db = db;
	return query;
}

static void drop_statement(struct query *query)
{
	if (query->statement) {
		mysql_stmt_close(query->statement);
	}
	query->statement = NULL;
}

void mariadb_finish(void *handle)
{
	struct query *query = handle;

	if (!query) {
		return;
	}
	drop_statement(query);
	for (int i = 0; i < COLUMNS; i++) {
		free(query->columns[i].text);
	}
	free(query->dialect.sql);
	free(query->values);
	free(query->places);
	free(query);
}

void mariadb_reset(void *handle)
{
	struct query *query = handle;

	if (query->running) {
		mysql_stmt_free_result(query->statement);
	}
	query->running = false;
	memset(query->values, 0, ((size_t)query->dialect.count + 1) * sizeof(*query->values));
}

void mariadb_bind(void *handle, int at, struct engine_value value)
{
	struct query *query = handle;

	if (at <= query->dialect.count) {
		query->values[at] = value;
	}
}

/* --- run --- */

static bool failed(struct query *query, struct errnotice_err *err)
{
	return mariadb_failed(
		query->db, mysql_stmt_errno(query->statement), mysql_stmt_error(query->statement), err);
}

static bool prepare_now(struct query *query, struct errnotice_err *err)
{
	const char *sql = query->dialect.sql;

	if (query->statement && query->life == query->db->life) {
		return true;
	}
	drop_statement(query);
	query->statement = mysql_stmt_init(query->db->link);
	query->life = query->db->life;
	if (!query->statement) {
		return errnotice_err_set(err, "store: no memory");
	}
	if (mysql_stmt_prepare(query->statement, sql, strlen(sql)) != 0) {
		failed(query, err);
		drop_statement(query);
		return false;
	}
	query->column_count = mysql_stmt_field_count(query->statement);
	if (query->column_count > COLUMNS) {
		drop_statement(query);
		return errnotice_err_set(err, "store: more than %d columns", COLUMNS);
	}
	return true;
}

static MYSQL_BIND place_of(struct engine_value *value)
{
	/* the library only reads it */
	MYSQL_BIND place = {.buffer = (void *)(uintptr_t)value->data, .buffer_length = value->len};

	switch (value->kind) {
	case ENGINE_NULL:
		place.buffer_type = MYSQL_TYPE_NULL;
		break;
	case ENGINE_INT:
		place.buffer_type = MYSQL_TYPE_LONGLONG;
		place.buffer = &value->number;
		break;
	case ENGINE_TEXT:
		place.buffer_type = MYSQL_TYPE_STRING;
		break;
	case ENGINE_BLOB:
		place.buffer_type = MYSQL_TYPE_BLOB;
		break;
	}
	return place;
}

static bool execute(struct query *query, struct errnotice_err *err)
{
	for (int i = 0; i < query->dialect.count; i++) {
		query->places[i] = place_of(&query->values[query->dialect.values[i]]);
	}
	if ((query->dialect.count > 0 && mysql_stmt_bind_param(query->statement, query->places) != 0)
		|| mysql_stmt_execute(query->statement) != 0) {
		return failed(query, err);
	}
	query->db->heard_ms = errnotice_clock_ms();
	return true;
}

/* --- rows --- */

static bool widen(struct column *column, size_t room, struct errnotice_err *err)
{
	char *text = realloc(column->text, room);

	if (!text) {
		return errnotice_err_set(err, "store: no memory");
	}
	column->text = text;
	column->room = room;
	return true;
}

static bool bind_results(struct query *query, struct errnotice_err *err)
{
	for (unsigned i = 0; i < query->column_count; i++) {
		struct column *column = &query->columns[i];
		if (!column->text && !widen(column, COLUMN_ROOM, err)) {
			return false;
		}
		query->results[i] = (MYSQL_BIND){
			.buffer_type = MYSQL_TYPE_STRING,
			.buffer = column->text,
			.buffer_length = column->room - 1,
			.length = &column->len,
			.is_null = &column->null,
			.error = &column->cut,
		};
	}
	return mysql_stmt_bind_result(query->statement, query->results) == 0 || failed(query, err);
}

static bool read_rest(struct query *query, unsigned at, struct errnotice_err *err)
{
	struct column *column = &query->columns[at];
	MYSQL_BIND *result = &query->results[at];

	if (!widen(column, column->len + 1, err)) {
		return false;
	}
	result->buffer = column->text;
	result->buffer_length = column->room - 1;
	return mysql_stmt_fetch_column(query->statement, result, at, 0) == 0 || failed(query, err);
}

static bool read_row(struct query *query, struct errnotice_err *err)
{
	bool widened = false;

	for (unsigned i = 0; i < query->column_count; i++) {
		struct column *column = &query->columns[i];
		if (!column->null && column->len >= column->room) {
			widened = true;
			if (!read_rest(query, i, err)) {
				return false;
			}
		}
		column->text[column->null ? 0 : column->len] = '\0';
	}
	return !widened || bind_results(query, err);
}

static enum store_row fetch(struct query *query, struct errnotice_err *err)
{
	switch (mysql_stmt_fetch(query->statement)) {
	case 0:
	case MYSQL_DATA_TRUNCATED:
		return read_row(query, err) ? STORE_ROW : STORE_FAILED;
	case MYSQL_NO_DATA:
		return STORE_END;
	default:
		failed(query, err);
		return STORE_FAILED;
	}
}

static bool run_once(struct query *query, struct errnotice_err *err)
{
	struct mariadb *db = query->db;

	db->refused = false;
	if (!db->inside && !mariadb_ready(db, err)) {
		return false;
	}
	if (!db->link || db->lost) {
		return errnotice_err_set(err, "store: the connection was lost");
	}
	return prepare_now(query, err) && execute(query, err);
}

/* Outside a transaction one only reads: a server that was restarted since is asked again. */
static bool run(struct query *query, struct errnotice_err *err)
{
	struct errnotice_err why = {""};

	if (run_once(query, &why)) {
		return true;
	}
	if (query->db->lost && !query->db->inside) {
		return run_once(query, err);
	}
	return errnotice_err_set(err, "%s", why.text);
}

enum store_row mariadb_step(void *handle, struct errnotice_err *err)
{
	struct query *query = handle;

	if (!query->running) {
		if (!run(query, err)) {
			return STORE_FAILED;
		}
		if (query->column_count == 0) {
			query->db->changes = (int64_t)mysql_stmt_affected_rows(query->statement);
			query->db->last_id = (int64_t)mysql_stmt_insert_id(query->statement);
			return STORE_END;
		}
		/* all rows at once: further statements run while they are read */
		if (!bind_results(query, err)) {
			return STORE_FAILED;
		}
		if (mysql_stmt_store_result(query->statement) != 0) {
			failed(query, err);
			return STORE_FAILED;
		}
		query->running = true;
	}
	return fetch(query, err);
}

int64_t mariadb_column_int(void *handle, int at)
{
	const struct column *column = &((struct query *)handle)->columns[at];
	return column->null ? 0 : strtoll(column->text, NULL, 10);
}

const char *mariadb_column_text(void *handle, int at, size_t *len)
{
	const struct column *column = &((struct query *)handle)->columns[at];
	*len = column->null ? 0 : column->len;
	return column->null ? NULL : column->text;
}

#endif
