/*
 * mariadb -- one connection to a MariaDB or MySQL server, and its statements.
 *
 * For the engine's own files.  A connection that is lost, or that may be, is
 * replaced when it is next needed outside a transaction: within one, what failed
 * stays failed until it was rolled back.
 */
#ifndef CONSUMER_MARIADB_H
#define CONSUMER_MARIADB_H

#include <mysql.h>
#include "consumer/address.h"
#include "consumer/store/engine.h"

struct mariadb {
	struct address address;
	MYSQL *link;      /* NULL while there is none */
	unsigned life;    /* connections so far: a statement belongs to one of them */
	bool lost;        /* to be replaced */
	bool inside;      /* a transaction, or a migration */
	bool migrating;   /* what is there already is passed over */
	bool refused;     /* the last statement failed by itself, and took nothing else along */
	int64_t heard_ms; /* when the server answered last */
	int64_t changes, last_id;
	int64_t packet; /* bytes that the server takes at once */
};

/* There is a connection, made anew if need be. */
bool mariadb_ready(struct mariadb *db, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Always false: says why, and notes whether the connection can be used any more. */
bool mariadb_failed(struct mariadb *db, unsigned code, const char *why, struct errnotice_err *err);

/* The engine's statements (engine.h). */
void *mariadb_prepare(void *db, const char *sql, struct errnotice_err *err);
void mariadb_finish(void *query);
void mariadb_reset(void *query);
void mariadb_bind(void *query, int at, struct engine_value value);
enum store_row mariadb_step(void *query, struct errnotice_err *err);
int64_t mariadb_column_int(void *query, int at);
const char *mariadb_column_text(void *query, int at, size_t *len);

#endif
