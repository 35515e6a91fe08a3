/* Poison by hand: looked at, and taken out. */
#include "consumer/store/poison.h"

#include <stdlib.h>
#include <string.h>

bool poison_each(struct store *store, void (*see)(const struct poison_row *, void *), void *context,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT stream_id, reason, at, entry FROM errnotice_poison ORDER BY rowid";

	struct store_statement *statement = store_statement(store, sql, err);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		struct poison_row its = {.stream_id = store_column_text(statement, 0),
			.reason = store_column_text(statement, 1),
			.at = store_column_int(statement, 2),
			.entry = store_column_span(statement, 3)};
		see(&its, context);
	}
	return row == STORE_END;
}

/* The first behind the row `*after`, which it becomes; false in `*found` at the end. */
static bool find_next(
	struct store *store, int64_t *after, char *id, size_t room, bool *found, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT rowid, stream_id FROM errnotice_poison WHERE rowid > ? ORDER BY rowid LIMIT 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, *after);
	enum store_row row = store_next(store, statement, err);
	*found = row == STORE_ROW;
	if (*found) {
		*after = store_column_int(statement, 0);
		store_copy_text(statement, 1, id, room);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

bool poison_each_id(struct store *store, void (*see)(const char *stream_id, void *), void *context,
	struct errnotice_err *err)
{
	int64_t after = 0;
	bool found = true;
	char id[128];

	while (found) {
		if (!find_next(store, &after, id, sizeof(id), &found, err)) {
			return false;
		}
		if (found) {
			see(id, context);
		}
	}
	return true;
}

/* One piece of heap: the entry, then the id. */
static bool copy_row(struct poison_row *into, struct store_statement *statement, const char *stream_id)
{
	struct errnotice_span entry = store_column_span(statement, 1);
	size_t len = strlen(stream_id);

	into->heap = malloc(entry.len + len + 1);
	if (into->heap) {
		if (entry.len > 0) {
			memcpy(into->heap, entry.data, entry.len);
		}
		memcpy(into->heap + entry.len, stream_id, len + 1);
		into->entry = errnotice_span(into->heap, entry.len);
		into->stream_id = into->heap + entry.len;
		into->reason = "";
		into->at = store_column_int(statement, 0);
	}
	return into->heap != NULL;
}

bool poison_find(struct store *store, const char *stream_id, struct poison_row *into, bool *found,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT at, entry FROM errnotice_poison WHERE stream_id = ?";

	*into = (struct poison_row){0};
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, stream_id);
	enum store_row row = store_next(store, statement, err);
	*found = row == STORE_ROW;
	if (!*found) {
		return row == STORE_END;
	}
	bool fine = copy_row(into, statement, stream_id);
	store_reset(statement);
	return fine || errnotice_err_set(err, "store: no memory");
}

void poison_row_clear(struct poison_row *row)
{
	free(row->heap);
	*row = (struct poison_row){0};
}

static bool remove_row(struct store *store, const char *stream_id, bool dropped, struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_poison WHERE stream_id = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, stream_id);
	return store_run(store, statement, err)
	       && (!dropped || store_count(store, "poison_dropped", "", store_changes(store), err));
}

bool poison_remove(struct store *store, const char *stream_id, bool dropped, struct errnotice_err *err)
{
	return store_end(store, store_begin(store, err) && remove_row(store, stream_id, dropped, err), err);
}
