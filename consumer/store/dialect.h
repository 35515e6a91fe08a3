/*
 * dialect -- the store's queries, written once in SQLite's words, as MariaDB and
 * MySQL take them.
 *
 *   ?2                                  ?, and which value it is
 *   ON CONFLICT (a, b) DO UPDATE SET    ON DUPLICATE KEY UPDATE
 *   ON CONFLICT (a, b) DO NOTHING       ON DUPLICATE KEY UPDATE a = a
 *   excluded.a                          VALUES(a)
 *   INSERT OR REPLACE                   REPLACE
 *
 * Nothing else is translated: the queries keep to what both know.  Beware: in an
 * UPDATE, SQLite reads the row as it was, the others what an assignment before
 * has made of it; so a column that others depend on is set last.
 */
#ifndef CONSUMER_DIALECT_H
#define CONSUMER_DIALECT_H

#include <stdbool.h>

enum { DIALECT_VALUES = 1000 };

struct dialect {
	char *sql;                             /* heap; free() it */
	unsigned short values[DIALECT_VALUES]; /* by place: the number of its value, from 1 */
	int count;
};

/* False without memory, or with more places than there is room for. */
bool dialect_translate(struct dialect *into, const char *sqlite);

#endif
