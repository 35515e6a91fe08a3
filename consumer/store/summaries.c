#include "consumer/store/summaries.h"

/* --- which day --- */

bool summaries_newest(struct store *store, int64_t *date, struct errnotice_err *err)
{
	static const char sql[] = "SELECT date FROM errnotice_summary WHERE one = 1";

	return store_read_number(store, store_statement(store, sql, err), date, err);
}

bool summaries_begin(struct store *store, int64_t date, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_summary (one, date) VALUES (1, ?)"
				  " ON CONFLICT (one) DO UPDATE SET date = excluded.date";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, date);
	return store_run(store, statement, err);
}

static bool drop_older(struct store *store, struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_notice"
				  " WHERE state = 'sending' AND about = '" SUMMARIES_ABOUT "' AND unsure = 0";

	return store_run(store, store_statement(store, sql, err), err);
}

/* Since it is time to speak of the day, whatever the last claim says; what a clock that was ahead said is none of it. */
static bool find_said(
	struct store *store, const struct daily *day, int64_t now_s, bool *is, struct errnotice_err *err)
{
	static const char sql[] = "SELECT 1 FROM errnotice_notice WHERE about = '" SUMMARIES_ABOUT "'"
				  " AND created_at >= ? AND created_at <= ? LIMIT 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, day->speak_s);
	store_bind_int(statement, 2, now_s);
	enum store_row row = store_next(store, statement, err);
	*is = row == STORE_ROW;
	store_reset(statement);
	return row != STORE_FAILED;
}

bool summaries_claim(
	struct store *store, const struct daily *day, int64_t now_s, bool *mine, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_summary SET date = ?1 WHERE one = 1 AND date < ?1";
	bool said;

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, day->date);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*mine = store_changes(store) > 0;
	if (!*mine || !find_said(store, day, now_s, &said, err)) {
		return !*mine;
	}
	*mine = !said;
	return said || drop_older(store, err);
}

/* --- what it was --- */

static void read_line(struct summary_line *line, struct store_statement *statement)
{
	store_copy_text(statement, 0, line->app, sizeof(line->app));
	store_copy_text(statement, 1, line->env, sizeof(line->env));
	store_copy_text(statement, 2, line->code, sizeof(line->code));
	store_copy_text(statement, 3, line->class, sizeof(line->class));
	line->events = (uint64_t)store_column_int(statement, 4);
	line->before = (uint64_t)store_column_int(statement, 5);
}

static bool read_codes(
	struct store *store, const struct daily *day, struct summary *into, struct errnotice_err *err)
{
	static const char sql[] = "SELECT app, env, code, CASE WHEN code IN ('', '0') THEN class ELSE '' END,"
				  " SUM(CASE WHEN minute >= ?2 THEN count ELSE 0 END),"
				  " SUM(CASE WHEN minute < ?2 THEN count ELSE 0 END)"
				  " FROM errnotice_minute WHERE minute >= ?1 AND minute < ?3"
				  " GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 6 DESC, 1, 2, 3, 4";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, day->before_s);
	store_bind_int(statement, 2, day->from_s);
	store_bind_int(statement, 3, day->to_s);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		struct summary_line line;
		read_line(&line, statement);
		into->rows++;
		into->events += line.events;
		into->before += line.before;
		if (into->listed < SUMMARY_LINES) {
			into->lines[into->listed++] = line;
		}
	}
	return row == STORE_END;
}

static bool read_unheard(struct store *store, const char *why, const struct daily *day,
	struct summary_names *into, struct errnotice_err *err)
{
	static const char sql[] = "SELECT name, SUM(count) FROM errnotice_unheard"
				  " WHERE minute >= ? AND minute < ? AND why = ?"
				  " GROUP BY name ORDER BY 2 DESC, 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, day->from_s);
	store_bind_int(statement, 2, day->to_s);
	store_bind_text(statement, 3, why);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		uint64_t count = (uint64_t)store_column_int(statement, 1);
		into->rows++;
		into->count += count;
		if (into->listed < SUMMARY_NAMES) {
			struct summary_name *name = &into->items[into->listed++];
			store_copy_text(statement, 0, name->text, sizeof(name->text));
			name->count = count;
		}
	}
	return row == STORE_END;
}

static bool read_pending(struct store *store, struct summary *into, struct errnotice_err *err)
{
	int64_t events;

	if (!store_counted(store, "pending", &events, err)) {
		return false;
	}
	into->pending = (uint64_t)events;
	return true;
}

bool summaries_read(
	struct store *store, const struct daily *day, struct summary *into, struct errnotice_err *err)
{
	*into = (struct summary){.date = day->date};
	if (!store_begin_reading(store, err)) {
		return false;
	}
	bool fine = read_codes(store, day, into, err) && read_unheard(store, "muted", day, &into->muted, err)
		    && read_unheard(store, "lost", day, &into->lost, err) && read_pending(store, into, err);
	store_end_reading(store);
	return fine;
}
