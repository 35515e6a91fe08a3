/*
 * engine -- what a database has to offer, so that the store can stand on it.
 *
 * Included by store.c, by the engines and by tests.  `db` is one connection and
 * `query` one prepared statement, both the engine's own; each is used by one
 * thread at a time.  Queries are written once, in SQLite's words; another engine
 * translates them.
 */
#ifndef CONSUMER_ENGINE_H
#define CONSUMER_ENGINE_H

#include <stddef.h>
#include <stdint.h>
#include "consumer/address.h"
#include "consumer/store/store.h"

enum engine_kind { ENGINE_NULL, ENGINE_INT, ENGINE_TEXT, ENGINE_BLOB };

struct engine_value {
	enum engine_kind kind;
	int64_t number;
	const char *data; /* borrowed until the query was reset */
	size_t len;
};

struct engine {
	const char *const *steps; /* the schema, one a version; of several statements each */
	int step_count;
	bool far; /* each statement is a journey, so few large ones are better */

	/* NULL with a reason.  `close` takes NULL, and rolls back what is open. */
	void *(*open)(const struct address *address, struct errnotice_err *err);
	void (*close)(void *db);

	/*
	 * Between these two nobody else migrates, and the table of the version is there.  What ends
	 * well is kept; what does not may be kept in part, so its step is run again from its beginning.
	 */
	bool (*begin_schema)(void *db, struct errnotice_err *err);
	bool (*end_schema)(void *db, bool fine, struct errnotice_err *err);

	/* Statements without values or rows, each ended by `;`. */
	bool (*script)(void *db, const char *sql, struct errnotice_err *err);

	/* One that writes keeps every other that writes away until it ends; to roll back is harmless outside. */
	bool (*begin)(void *db, bool writes, struct errnotice_err *err);
	bool (*commit)(void *db, struct errnotice_err *err);
	void (*rollback)(void *db);
	int64_t (*changes)(void *db); /* rows, by the last statement that gave none */
	int64_t (*last_id)(void *db);
	size_t (*room)(void *db); /* bytes that one value may have */
	bool (*stands)(void *db); /* as store_stands() */
	bool (*is_elsewhere)(void *db);

	/* `finish` takes NULL.  `reset` ends what runs and forgets the values. */
	void *(*prepare)(void *db, const char *sql, struct errnotice_err *err);
	void (*finish)(void *query);
	void (*reset)(void *query);
	void (*bind)(void *query, int at, struct engine_value value); /* from 1 */
	enum store_row (*step)(void *query, struct errnotice_err *err);

	/* Of the row that `step` gave, from 0; valid until the next step.  Text is ended by a NUL; NULL is SQL's. */
	int64_t (*column_int)(void *query, int at);
	const char *(*column_text)(void *query, int at, size_t *len);
};

extern const struct engine sqlite_engine;
#ifdef CONSUMER_MARIADB
extern const struct engine mariadb_engine;
#endif

/* A connection, and what was prepared on it. */
struct store {
	const struct engine *engine;
	void *db;
	bool writing; /* between store_begin() and commit or rollback */
	struct store_statement {
		const char *sql; /* its address is the key */
		struct store *store;
		void *query;
		bool used; /* since it was reset */
	} statements[160]; /* more than there are */
};

#endif
