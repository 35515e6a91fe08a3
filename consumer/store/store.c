#include "consumer/store/store.h"

#include <stdlib.h>
#include <string.h>
#include "consumer/store/engine.h"
#include "consumer/store/patience.h"
#include "consumer/store/turn.h"

/* --- schema --- */

static bool read_version(struct store *store, int *version, struct errnotice_err *err)
{
	static const char sql[] = "SELECT version FROM errnotice_schema_version";

	struct store_statement *statement = store_statement(store, sql, err);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		*version = (int)store_column_int(statement, 0);
		store_reset(statement);
	} else {
		*version = 0;
	}
	return row != STORE_FAILED;
}

static bool write_version(struct store *store, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_schema_version (one, version) VALUES (1, ?)"
				  " ON CONFLICT (one) DO UPDATE SET version = excluded.version";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, store->engine->step_count);
	return store_run(store, statement, err);
}

static bool migrate_from(struct store *store, int version, struct errnotice_err *err)
{
	const struct engine *engine = store->engine;

	if (version > engine->step_count) {
		return errnotice_err_set(err,
			"store: its schema is version %d, this program knows %d: it was used by a newer "
			"errnotice-consumer",
			version, engine->step_count);
	}
	if (version == engine->step_count) {
		return true;
	}
	for (int step = version; step < engine->step_count; step++) {
		if (!engine->script(store->db, engine->steps[step], err)) {
			return false;
		}
	}
	return write_version(store, err);
}

static bool migrate_inside(struct store *store, struct errnotice_err *err)
{
	int version = 0;

	return read_version(store, &version, err) && migrate_from(store, version, err);
}

static bool migrate(struct store *store, struct errnotice_err *err)
{
	if (!turn_take(patience_ms())) {
		return errnotice_err_set(err, "store: another thread holds it");
	}
	bool fine = store->engine->begin_schema(store->db, err);
	if (fine) {
		bool done = migrate_inside(store, err);
		fine = store->engine->end_schema(store->db, done, err) && done;
	}
	turn_give();
	return fine;
}

/* --- open and close --- */

static const struct engine *engine_for(const struct address *address)
{
#ifdef CONSUMER_MARIADB
	if (address->kind == ADDRESS_MARIADB) {
		return &mariadb_engine;
	}
#endif
	(void)address;
	return &sqlite_engine;
}

struct store *store_open(const struct address *address, struct errnotice_err *err)
{
	struct store *store = calloc(1, sizeof(*store));
	if (!store) {
		errnotice_err_set(err, "store: no memory");
		return NULL;
	}
	store->engine = engine_for(address);
	store->db = store->engine->open(address, err);
	if (!store->db || !migrate(store, err)) {
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
	for (size_t i = 0; i < sizeof(store->statements) / sizeof(*store->statements); i++) {
		store->engine->finish(store->statements[i].query);
	}
	store->engine->close(store->db);
	free(store);
}

/* --- transactions --- */

static void reset_all(struct store *store)
{
	size_t room = sizeof(store->statements) / sizeof(*store->statements);

	for (size_t i = 0; i < room && store->statements[i].query; i++) {
		store_reset(&store->statements[i]);
	}
}

bool store_begin(struct store *store, struct errnotice_err *err)
{
	if (!turn_take(patience_ms())) {
		return errnotice_err_set(err, "store: another thread holds it");
	}
	store->writing = true;
	if (store->engine->begin(store->db, true, err)) {
		return true;
	}
	store_rollback(store);
	return false;
}

bool store_commit(struct store *store, struct errnotice_err *err)
{
	if (!store->engine->commit(store->db, err)) {
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
	reset_all(store);
	store->engine->rollback(store->db);
	store->writing = false;
	turn_give();
}

bool store_end(struct store *store, bool fine, struct errnotice_err *err)
{
	if (!fine) {
		store_rollback(store);
	}
	return fine && store_commit(store, err);
}

bool store_begin_reading(struct store *store, struct errnotice_err *err)
{
	return store->engine->begin(store->db, false, err);
}

void store_end_reading(struct store *store)
{
	store->engine->rollback(store->db); /* there is nothing to keep */
}

/* --- who works with it --- */

struct store *store_open_to_write(const struct address *address, struct errnotice_err *err)
{
	struct store *store = store_open(address, err);

	if (store && !store_begin(store, err)) {
		store_close(store);
		return NULL;
	}
	if (store) {
		store_rollback(store);
	}
	return store;
}

bool store_is_elsewhere(struct store *store)
{
	return store->engine->is_elsewhere(store->db);
}

/* --- statements --- */

struct store_statement *store_statement(struct store *store, const char *sql, struct errnotice_err *err)
{
	size_t room = sizeof(store->statements) / sizeof(*store->statements), i = 0;
	while (i < room && store->statements[i].query && store->statements[i].sql != sql) {
		i++;
	}
	if (i == room) {
		errnotice_err_set(err, "store: more than %zu kinds of statements", room);
		return NULL;
	}
	struct store_statement *statement = &store->statements[i];
	if (!statement->query) {
		statement->query = store->engine->prepare(store->db, sql, err);
		statement->store = store;
		statement->sql = sql;
	}
	store_reset(statement);
	statement->used = statement->query;
	return statement->query ? statement : NULL;
}

static void bind(struct store_statement *statement, int at, struct engine_value value)
{
	if (statement) {
		statement->store->engine->bind(statement->query, at, value);
	}
}

void store_bind_int(struct store_statement *statement, int at, int64_t value)
{
	bind(statement, at, (struct engine_value){.kind = ENGINE_INT, .number = value});
}

void store_bind_text(struct store_statement *statement, int at, const char *text)
{
	enum engine_kind kind = text ? ENGINE_TEXT : ENGINE_NULL;
	bind(statement, at,
		(struct engine_value){.kind = kind, .data = text, .len = text ? strlen(text) : 0});
}

void store_bind_span(struct store_statement *statement, int at, struct errnotice_span text)
{
	/* absent text is '' and never SQL's NULL */
	const char *data = text.len ? text.data : "";
	bind(statement, at, (struct engine_value){.kind = ENGINE_TEXT, .data = data, .len = text.len});
}

void store_bind_blob(struct store_statement *statement, int at, const void *data, size_t len)
{
	bind(statement, at, (struct engine_value){.kind = ENGINE_BLOB, .data = data, .len = len});
}

void store_reset(struct store_statement *statement)
{
	if (statement && statement->used) {
		statement->store->engine->reset(statement->query);
		statement->used = false;
	}
}

bool store_run(struct store *store, struct store_statement *statement, struct errnotice_err *err)
{
	if (!statement) {
		return false;
	}
	bool fine = store->engine->step(statement->query, err) != STORE_FAILED;
	store_reset(statement);
	return fine;
}

enum store_row store_next(struct store *store, struct store_statement *statement, struct errnotice_err *err)
{
	if (!statement) {
		return STORE_FAILED;
	}
	enum store_row row = store->engine->step(statement->query, err);
	if (row != STORE_ROW) {
		store_reset(statement);
	}
	return row;
}

int64_t store_column_int(struct store_statement *statement, int at)
{
	return statement->store->engine->column_int(statement->query, at);
}

struct errnotice_span store_column_span(struct store_statement *statement, int at)
{
	size_t len;
	const char *text = statement->store->engine->column_text(statement->query, at, &len);
	return errnotice_span(text ? text : "", text ? len : 0);
}

const char *store_column_text(struct store_statement *statement, int at)
{
	return store_column_span(statement, at).data;
}

static bool is_null(struct store_statement *statement, int at)
{
	size_t len;
	return !statement->store->engine->column_text(statement->query, at, &len);
}

bool store_read_number(
	struct store *store, struct store_statement *statement, int64_t *number, struct errnotice_err *err)
{
	*number = INT64_MAX;
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		if (!is_null(statement, 0)) {
			*number = store_column_int(statement, 0);
		}
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

void store_copy_text(struct store_statement *statement, int at, char *into, size_t room)
{
	*into = '\0';
	strncat(into, store_column_text(statement, at), room - 1);
}

bool store_stands(struct store *store)
{
	return store->writing && store->engine->stands(store->db);
}

int store_changes(struct store *store)
{
	return (int)store->engine->changes(store->db);
}

bool store_forget(struct store *store, const char *sql, int64_t before, int most, int *forgotten,
	struct errnotice_err *err)
{
	struct store_statement *statement = store_statement(store, sql, err);

	store_bind_int(statement, 1, before);
	store_bind_int(statement, 2, most);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*forgotten = store_changes(store);
	return true;
}

int64_t store_last_id(struct store *store)
{
	return store->engine->last_id(store->db);
}

size_t store_room(const struct store *store)
{
	return store->engine->room(store->db);
}

bool store_is_far(const struct store *store)
{
	return store->engine->far;
}

bool store_count(
	struct store *store, const char *name, const char *reason, int64_t by, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_counter (name, reason, value) VALUES (?, ?, ?)"
				  " ON CONFLICT (name, reason) DO UPDATE SET value = value + excluded.value";

	if (by == 0) {
		return true;
	}
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, name);
	store_bind_text(statement, 2, reason);
	store_bind_int(statement, 3, by);
	return store_run(store, statement, err);
}

bool store_counted(struct store *store, const char *name, int64_t *sum, struct errnotice_err *err)
{
	static const char sql[] = "SELECT COALESCE(SUM(value), 0) FROM errnotice_counter WHERE name = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, name);
	return store_read_number(store, statement, sum, err);
}
