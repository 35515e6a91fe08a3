#include "consumer/store/silences.h"

#define COLUMNS "id, code, class, fp, owner, why, from_at, until_at, muted, closed"

bool silences_add(struct store *store, const struct silences_row *row, int64_t *id, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_silence (code, class, fp, owner, why, from_at, "
				  "until_at, muted, closed)"
				  " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0)";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, row->code);
	store_bind_text(statement, 2, row->class);
	store_bind_text(statement, 3, row->fp);
	store_bind_text(statement, 4, row->owner);
	store_bind_text(statement, 5, row->why);
	store_bind_int(statement, 6, row->from_s);
	store_bind_int(statement, 7, row->until_s);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*id = store_last_id(store);
	return true;
}

static bool read_rows(struct store *store, struct store_statement *statement, struct silences_row *into,
	size_t *count, struct errnotice_err *err)
{
	enum store_row row;

	for (*count = 0; (row = store_next(store, statement, err)) == STORE_ROW; ++*count) {
		struct silences_row *silence = &into[*count];
		silence->id = store_column_int(statement, 0);
		store_copy_text(statement, 1, silence->code, sizeof(silence->code));
		store_copy_text(statement, 2, silence->class, sizeof(silence->class));
		store_copy_text(statement, 3, silence->fp, sizeof(silence->fp));
		store_copy_text(statement, 4, silence->owner, sizeof(silence->owner));
		store_copy_text(statement, 5, silence->why, sizeof(silence->why));
		silence->from_s = store_column_int(statement, 6);
		silence->until_s = store_column_int(statement, 7);
		silence->muted = (uint64_t)store_column_int(statement, 8);
		silence->closed = (int)store_column_int(statement, 9);
	}
	return row == STORE_END;
}

bool silences_load(struct store *store, int64_t now_s, struct silences_row *into, size_t room, size_t *count,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT " COLUMNS " FROM errnotice_silence WHERE closed = 0"
				  " AND from_at <= ? AND until_at > ? ORDER BY id LIMIT ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	store_bind_int(statement, 2, now_s);
	store_bind_int(statement, 3, (int64_t)room);
	return read_rows(store, statement, into, count, err);
}

bool silences_newest(
	struct store *store, struct silences_row *into, size_t room, size_t *count, struct errnotice_err *err)
{
	static const char sql[] = "SELECT " COLUMNS " FROM errnotice_silence ORDER BY id DESC LIMIT ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, (int64_t)room);
	return read_rows(store, statement, into, count, err);
}

bool silences_mute(struct store *store, int64_t id, uint64_t events, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_silence SET muted = muted + ? WHERE id = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, (int64_t)events);
	store_bind_int(statement, 2, id);
	return store_run(store, statement, err);
}

bool silences_end(struct store *store, int64_t id, int64_t now_s, bool *ended, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_silence SET until_at = ?1"
				  " WHERE id = ?2 AND closed = 0 AND until_at > ?1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	store_bind_int(statement, 2, id);
	bool fine = store_run(store, statement, err);
	*ended = fine && store_changes(store) > 0;
	return fine;
}

bool silences_over(struct store *store, int64_t now_s, struct silences_row *into, size_t *count,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT " COLUMNS " FROM errnotice_silence WHERE closed = 0"
				  " AND until_at <= ? ORDER BY id LIMIT 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	return read_rows(store, statement, into, count, err);
}

bool silences_close(struct store *store, int64_t id, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_silence SET closed = 1 WHERE id = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	return store_run(store, statement, err);
}

bool silences_forget(
	struct store *store, int64_t before_s, int most, int *forgotten, struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_silence WHERE id IN (SELECT id FROM ("
				  "  SELECT id FROM errnotice_silence WHERE closed = 1 AND until_at < ?1"
				  "  ORDER BY id LIMIT ?2) AS old)";

	return store_forget(store, sql, before_s, most, forgotten, err);
}
