#include "consumer/store/poison.h"

#include <stdio.h>

bool poison_keep(struct store *store, struct errnotice_span stream_id, const char *reason,
	struct errnotice_span entry, int64_t now_s, bool *fresh, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_poison (stream_id, at, reason, entry) VALUES (?, ?, ?, ?)"
		" ON CONFLICT (stream_id) DO NOTHING";
	size_t room = store_room(store), len = entry.len < room ? entry.len : room;
	char why[512];

	/* one that no server takes would come again for ever, and stop everything */
	snprintf(why, sizeof(why), "%s%s", reason, len < entry.len ? " (the entry is cut)" : "");
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_span(statement, 1, stream_id);
	store_bind_int(statement, 2, now_s);
	store_bind_text(statement, 3, why);
	/* an empty blob must not be SQL's NULL */
	store_bind_blob(statement, 4, len ? entry.data : "", len);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*fresh = store_changes(store) > 0;
	return true;
}

/* The newest row that has to go, 0 where all may stay. */
static bool find_end(
	struct store *store, int64_t most, int64_t most_bytes, int64_t *end, struct errnotice_err *err)
{
	static const char sql[] = "SELECT rowid, length(entry) FROM errnotice_poison ORDER BY rowid DESC";
	int64_t count = 0, bytes = 0;

	struct store_statement *statement = store_statement(store, sql, err);
	*end = 0;
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		bytes += store_column_int(statement, 1);
		if (++count > 1 && (count > most || bytes > most_bytes)) {
			*end = store_column_int(statement, 0);
			break;
		}
	}
	store_reset(statement);
	return row != STORE_FAILED;
}

static bool count_dropped(struct store *store, int *dropped, struct errnotice_err *err)
{
	*dropped = store_changes(store);
	return store_count(store, "poison_dropped", "", *dropped, err);
}

bool poison_make_room(
	struct store *store, int64_t most, int64_t most_bytes, int *dropped, struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_poison WHERE rowid <= ?";
	int64_t end;

	*dropped = 0;
	if (!find_end(store, most, most_bytes, &end, err)) {
		return false;
	}
	if (end == 0) {
		return true;
	}
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, end);
	return store_run(store, statement, err) && count_dropped(store, dropped, err);
}

bool poison_forget(struct store *store, int64_t before_s, int most, int *dropped, struct errnotice_err *err)
{
	static const char sql[] =
		"DELETE FROM errnotice_poison WHERE rowid IN (SELECT rowid FROM ("
		"  SELECT rowid FROM errnotice_poison WHERE at < ? ORDER BY rowid LIMIT ?) AS old)";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, before_s);
	store_bind_int(statement, 2, most);
	return store_run(store, statement, err) && count_dropped(store, dropped, err);
}
