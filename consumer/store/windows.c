#include "consumer/store/windows.h"

bool windows_load(struct store *store, int64_t notice, struct window *into, struct errnotice_err *err)
{
	static const char sql[] = "SELECT at, until_at, events, counted FROM errnotice_window"
				  " WHERE notice = ? ORDER BY at LIMIT ?";

	*into = (struct window){0};
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, notice);
	store_bind_int(statement, 2, WINDOW_SLICES);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		into->slices[into->count++] = (struct window_slice){
			.at = store_column_int(statement, 0),
			.until = store_column_int(statement, 1),
			.events = (uint64_t)store_column_int(statement, 2),
			.counted = (uint64_t)store_column_int(statement, 3),
		};
	}
	return row == STORE_END;
}

static bool insert(
	struct store *store, int64_t notice, const struct window_slice *slice, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_window (notice, at, until_at, events, counted)"
				  " VALUES (?, ?, ?, ?, ?)";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, notice);
	store_bind_int(statement, 2, slice->at);
	store_bind_int(statement, 3, slice->until);
	store_bind_int(statement, 4, (int64_t)slice->events);
	store_bind_int(statement, 5, (int64_t)slice->counted);
	return store_run(store, statement, err);
}

bool windows_keep(struct store *store, int64_t notice, const struct window *window, struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_window WHERE notice = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, notice);
	bool fine = store_run(store, statement, err);
	for (size_t i = 0; fine && i < window->count; i++) {
		fine = insert(store, notice, &window->slices[i], err);
	}
	return fine;
}

bool windows_over(struct store *store, int64_t now_s, int64_t *notice, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT notice FROM errnotice_window WHERE until_at <= ? ORDER BY until_at LIMIT 1";

	*notice = 0;
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		*notice = store_column_int(statement, 0);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

/* --- a clock that was ahead --- */

enum { MOST_S = 86400 + 120 }; /* the longest window, and what the clocks of two hosts may differ */

bool windows_are_put_off(struct store *store, int64_t now_s, bool *any, struct errnotice_err *err)
{
	static const char sql[] = "SELECT 1 FROM errnotice_window WHERE until_at > ? LIMIT 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s + MOST_S);
	enum store_row row = store_next(store, statement, err);
	*any = row == STORE_ROW;
	store_reset(statement);
	return row != STORE_FAILED;
}

bool windows_call_back(struct store *store, int64_t now_s, int64_t length_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_window SET until_at = ?1 WHERE until_at > ?2";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s + length_s);
	store_bind_int(statement, 2, now_s + MOST_S);
	return store_run(store, statement, err);
}
