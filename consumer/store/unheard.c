#include "consumer/store/unheard.h"

enum { MINUTE_S = 60 };

static bool add(struct store *store, const char *why, struct errnotice_span name, int64_t count,
	int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_unheard (minute, why, name, count) VALUES (?, ?, ?, ?)"
		" ON CONFLICT (minute, why, name) DO UPDATE SET"
		" count = count + excluded.count";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s - now_s % MINUTE_S);
	store_bind_text(statement, 2, why);
	store_bind_span(statement, 3, name);
	store_bind_int(statement, 4, count);
	return store_run(store, statement, err);
}

bool unheard_mute(
	struct store *store, const char *reason, int64_t events, int64_t now_s, struct errnotice_err *err)
{
	return events == 0
	       || (store_count(store, "muted", reason, events, err)
		       && add(store, "muted", errnotice_span_of(reason), events, now_s, err));
}

bool unheard_lose(struct store *store, struct errnotice_span host, int64_t errors, int64_t now_s,
	struct errnotice_err *err)
{
	return add(store, "lost", host, errors, now_s, err);
}

bool unheard_forget(
	struct store *store, int64_t before_s, int most, int *forgotten, struct errnotice_err *err)
{
	static const char sql[] =
		"DELETE FROM errnotice_unheard WHERE (minute, why, name) IN (SELECT minute, why, name FROM ("
		"  SELECT minute, why, name FROM errnotice_unheard WHERE minute < ?1"
		"  ORDER BY minute, why, name LIMIT ?2) AS old)";

	return store_forget(store, sql, before_s, most, forgotten, err);
}
