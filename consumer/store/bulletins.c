#include "consumer/store/bulletins.h"

/* Never later than a whole repeat from now: a clock that was ahead for a while must not silence it. */
static bool find_next(struct store *store, enum bulletin_kind kind, int64_t now_s, int64_t *next_s,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT MAX(told_at) FROM errnotice_bulletin WHERE kind = ?";
	int64_t told_s;

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, bulletin_name(kind));
	if (!store_read_number(store, statement, &told_s, err)) {
		return false;
	}
	*next_s = now_s + BULLETIN_GATHER_S;
	if (told_s != INT64_MAX && *next_s < told_s + BULLETIN_APART_S) {
		*next_s = told_s + BULLETIN_APART_S;
	}
	if (*next_s > now_s + BULLETIN_REPEAT_S) {
		*next_s = now_s + BULLETIN_REPEAT_S;
	}
	return true;
}

bool bulletins_add(struct store *store, enum bulletin_kind kind, struct errnotice_span subject,
	struct errnotice_span reason, uint64_t count, int64_t now_s, struct errnotice_err *err)
{
	/* ?7 is the latest that it may become */
	static const char sql[] =
		"INSERT INTO errnotice_bulletin (kind, subject, reason, count, since, next_at)"
		" VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
		" ON CONFLICT (kind, subject, reason) DO UPDATE SET"
		" since = CASE count WHEN 0 THEN excluded.since ELSE since END,"
		" next_at = CASE WHEN count > 0 THEN next_at"
		"  WHEN next_at <= excluded.next_at THEN excluded.next_at"
		"  WHEN next_at < ?7 THEN next_at ELSE ?7 END,"
		" count = count + excluded.count";
	int64_t next_s;

	if (!find_next(store, kind, now_s, &next_s, err)) {
		return false;
	}
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, bulletin_name(kind));
	store_bind_span(statement, 2, subject);
	store_bind_span(statement, 3, reason);
	store_bind_int(statement, 4, (int64_t)count);
	store_bind_int(statement, 5, now_s);
	store_bind_int(statement, 6, next_s);
	store_bind_int(statement, 7, now_s + BULLETIN_REPEAT_S);
	return store_run(store, statement, err);
}

bool bulletins_next(struct store *store, enum bulletin_kind kind, int64_t *at_s, struct errnotice_err *err)
{
	static const char sql[] = "SELECT MIN(next_at) FROM errnotice_bulletin WHERE kind = ? AND count > 0";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, bulletin_name(kind));
	return store_read_number(store, statement, at_s, err);
}

/* --- into a message --- */

static bool list(struct store *store, enum bulletin_kind kind, int64_t now_s, struct bulletin_list *into,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT subject, reason, count, since FROM errnotice_bulletin"
				  " WHERE kind = ? AND count > 0 AND next_at <= ?"
				  " ORDER BY count DESC, subject, reason LIMIT ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, bulletin_name(kind));
	store_bind_int(statement, 2, now_s);
	store_bind_int(statement, 3, BULLETIN_LINES);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		struct bulletin *item = &into->items[into->listed++];
		store_copy_text(statement, 0, item->subject, sizeof(item->subject));
		store_copy_text(statement, 1, item->reason, sizeof(item->reason));
		item->count = (uint64_t)store_column_int(statement, 2);
		item->since = store_column_int(statement, 3);
	}
	return row == STORE_END;
}

static bool add_up(struct store *store, enum bulletin_kind kind, int64_t now_s, struct bulletin_list *into,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT COUNT(*), COUNT(DISTINCT subject), COALESCE(SUM(count), 0)"
				  " FROM errnotice_bulletin WHERE kind = ? AND count > 0 AND next_at <= ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, bulletin_name(kind));
	store_bind_int(statement, 2, now_s);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		into->rows = (uint64_t)store_column_int(statement, 0);
		into->subjects = (uint64_t)store_column_int(statement, 1);
		into->count = (uint64_t)store_column_int(statement, 2);
		store_reset(statement);
	}
	return row == STORE_ROW;
}

static bool empty(struct store *store, enum bulletin_kind kind, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_bulletin SET count = 0, told_at = ?2, next_at = ?2 + ?3"
				  " WHERE kind = ?1 AND count > 0 AND next_at <= ?2";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, bulletin_name(kind));
	store_bind_int(statement, 2, now_s);
	store_bind_int(statement, 3, BULLETIN_REPEAT_S);
	return store_run(store, statement, err);
}

/* What was told so long ago that it may be told at once holds nothing any more. */
static bool forget(struct store *store, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_bulletin WHERE count = 0 AND next_at <= ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	return store_run(store, statement, err);
}

bool bulletins_take(struct store *store, enum bulletin_kind kind, int64_t now_s, struct bulletin_list *into,
	struct errnotice_err *err)
{
	*into = (struct bulletin_list){0};
	return list(store, kind, now_s, into, err) && add_up(store, kind, now_s, into, err)
	       && empty(store, kind, now_s, err) && forget(store, now_s, err);
}

bool bulletins_forget(
	struct store *store, int64_t before_s, int most, int *forgotten, struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_bulletin WHERE (kind, subject, reason) IN"
				  " (SELECT kind, subject, reason FROM ("
				  "  SELECT kind, subject, reason FROM errnotice_bulletin WHERE next_at < ?1"
				  "  ORDER BY kind, subject, reason LIMIT ?2) AS old)";

	return store_forget(store, sql, before_s, most, forgotten, err);
}
