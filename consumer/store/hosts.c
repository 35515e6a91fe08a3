#include "consumer/store/hosts.h"

#include <stdlib.h>
#include <string.h>

/* --- the rows --- */

static int compare(const void *left, const void *right)
{
	const struct hosts_row *a = left, *b = right;
	return strcmp(a->name, b->name);
}

static bool add(struct hosts *hosts, size_t *room, const struct hosts_row *row, struct errnotice_err *err)
{
	if (hosts->count == *room) {
		*room = *room ? 2 * *room : 64;
		struct hosts_row *grown = reallocarray(hosts->rows, *room, sizeof(*grown));
		if (!grown) {
			return errnotice_err_set(err, "store: no memory");
		}
		hosts->rows = grown;
	}
	hosts->rows[hosts->count++] = *row;
	return true;
}

bool hosts_load(struct store *store, struct hosts *into, struct errnotice_err *err)
{
	static const char sql[] = "SELECT host, beat, changed_at, silent FROM errnotice_host";
	size_t room = 0;

	struct store_statement *statement = store_statement(store, sql, err);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		struct hosts_row host;
		store_copy_text(statement, 0, host.name, sizeof(host.name));
		store_copy_text(statement, 1, host.beat, sizeof(host.beat));
		host.changed_s = store_column_int(statement, 2);
		host.silent = store_column_int(statement, 3) != 0;
		if (!add(into, &room, &host, err)) {
			store_reset(statement);
			return false;
		}
	}
	if (into->count > 0) {
		qsort(into->rows, into->count, sizeof(*into->rows), compare);
	}
	return row == STORE_END;
}

void hosts_clear(struct hosts *hosts)
{
	free(hosts->rows);
	*hosts = (struct hosts){.count = 0};
}

struct hosts_row *hosts_find(const struct hosts *hosts, const char *name)
{
	struct hosts_row wanted;

	if (hosts->count == 0 || strlen(name) >= sizeof(wanted.name)) {
		return NULL;
	}
	strcpy(wanted.name, name);
	return bsearch(&wanted, hosts->rows, hosts->count, sizeof(*hosts->rows), compare);
}

bool hosts_keep(struct store *store, const struct hosts_row *row, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_host (host, beat, changed_at, silent)"
				  " VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE SET"
				  " beat = excluded.beat, changed_at = excluded.changed_at,"
				  " silent = excluded.silent";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, row->name);
	store_bind_text(statement, 2, row->beat);
	store_bind_int(statement, 3, row->changed_s);
	store_bind_int(statement, 4, row->silent);
	return store_run(store, statement, err);
}

bool hosts_forget(struct store *store, const char *name, struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_host WHERE host = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, name);
	return store_run(store, statement, err);
}

/* --- the looks --- */

bool hosts_looked(struct store *store, int64_t *at_s, struct errnotice_err *err)
{
	static const char sql[] = "SELECT looked_at FROM errnotice_watch WHERE one = 1";

	return store_read_number(store, store_statement(store, sql, err), at_s, err);
}

bool hosts_look(struct store *store, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_watch (one, looked_at) VALUES (1, ?)"
				  " ON CONFLICT (one) DO UPDATE SET looked_at = excluded.looked_at";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	return store_run(store, statement, err);
}

bool hosts_shift(struct store *store, int64_t by_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_host SET changed_at = changed_at + ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, by_s);
	return store_run(store, statement, err);
}
