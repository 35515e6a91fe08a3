#include "consumer/store/losses.h"

#include "consumer/store/unheard.h"

bool losses_add(struct store *store, struct errnotice_span host, struct errnotice_span reason, uint64_t count,
	int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_lost (host, reason, count, first_at, last_at) "
				  "VALUES (?1, ?2, ?3, ?4, ?4)"
				  " ON CONFLICT (host, reason) DO UPDATE SET count = count + excluded.count, "
				  "last_at = excluded.last_at";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_span(statement, 1, host);
	store_bind_span(statement, 2, reason);
	store_bind_int(statement, 3, (int64_t)count);
	store_bind_int(statement, 4, now_s);
	return store_run(store, statement, err) && unheard_lose(store, host, (int64_t)count, now_s, err);
}

bool losses_each(struct store *store, int most, void (*see)(const struct losses_row *, void *), void *context,
	struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT host, reason, count FROM errnotice_lost ORDER BY last_at DESC, host, reason LIMIT ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, most);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		struct losses_row its = {.host = store_column_text(statement, 0),
			.reason = store_column_text(statement, 1),
			.count = store_column_int(statement, 2)};
		see(&its, context);
	}
	return row == STORE_END;
}

bool losses_sum(
	struct store *store, const char *reason, int64_t *errors, int64_t *hosts, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT COALESCE(SUM(count), 0), COUNT(*) FROM errnotice_lost WHERE reason = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, reason);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		*errors = store_column_int(statement, 0);
		*hosts = store_column_int(statement, 1);
		store_reset(statement);
	}
	return row == STORE_ROW;
}

bool losses_forget(struct store *store, int64_t before_s, int most, int *forgotten, struct errnotice_err *err)
{
	static const char sql[] =
		"DELETE FROM errnotice_lost WHERE (host, reason) IN (SELECT host, reason FROM ("
		"  SELECT host, reason FROM errnotice_lost WHERE last_at < ?1"
		"  ORDER BY host, reason LIMIT ?2) AS old)";

	return store_forget(store, sql, before_s, most, forgotten, err);
}
