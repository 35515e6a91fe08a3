#include "consumer/store/robots.h"

#include <string.h>

enum {
	KEPT_MS = 2 * 3600000, /* longer than any robot's window or rest */
	MONTH_MOST_S = 32 * 86400,
};

/* One that is over, or that a clock which was put back left in the future, is as if nothing had been sent. */
static struct month month_of(int64_t sent, int64_t ends_s, int64_t paced_ms, int64_t now_ms)
{
	bool runs = ends_s > now_ms / 1000 && ends_s < now_ms / 1000 + MONTH_MOST_S;

	return (struct month){
		.sent = runs ? sent : 0, .ends_ms = runs ? ends_s * 1000 : 0, .paced_ms = paced_ms};
}

static bool load_row(struct store *store, const char *key, const char *sender, int64_t now_ms,
	struct robots_state *into, struct errnotice_err *err)
{
	static const char sql[] = "SELECT failures, throttles, retry_at_ms, reason, lease_ms, sender,"
				  " month_sent, month_ends, month_paced_ms"
				  " FROM errnotice_robot WHERE token_hash = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, key);
	enum store_row row = store_next(store, statement, err);
	if (row != STORE_ROW) {
		return row == STORE_END;
	}
	into->breaker.failures = (int)store_column_int(statement, 0);
	into->breaker.throttles = (int)store_column_int(statement, 1);
	int64_t retry_at = store_column_int(statement, 2);
	into->breaker.retry_at_ms = retry_at < now_ms + KEPT_MS ? retry_at : 0;
	store_copy_text(statement, 3, into->reason, sizeof(into->reason));
	int64_t lease = store_column_int(statement, 4);
	const char *holder = store_column_text(statement, 5);
	bool others = strcmp(holder, sender) != 0 && lease > now_ms && lease < now_ms + ROBOTS_AHEAD_MS;
	into->lease_ms = others ? lease : 0;
	into->month = month_of(store_column_int(statement, 6), store_column_int(statement, 7),
		store_column_int(statement, 8), now_ms);
	store_reset(statement);
	return true;
}

/* Newest first from the index, turned round. */
static bool load_sent(struct store *store, const char *key, int64_t now_ms, struct budget_sent *sent,
	struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT at_ms FROM errnotice_sent WHERE token_hash = ? ORDER BY at_ms DESC LIMIT ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, key);
	store_bind_int(statement, 2, BUDGET_MOST);
	int64_t newest_first[BUDGET_MOST];
	size_t count = 0;
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		int64_t at = store_column_int(statement, 0);
		newest_first[count++] = at > now_ms + ROBOTS_AHEAD_MS ? now_ms : at;
	}
	sent->count = count;
	for (size_t i = 0; i < count; i++) {
		sent->at_ms[i] = newest_first[count - 1 - i];
	}
	return row == STORE_END;
}

bool robots_load(struct store *store, const char *key, const char *sender, int64_t now_ms,
	struct robots_state *into, struct errnotice_err *err)
{
	*into = (struct robots_state){0};
	return load_row(store, key, sender, now_ms, into, err)
	       && load_sent(store, key, now_ms, &into->sent, err);
}

static bool take_lease(struct store *store, const char *key, const char *name, const char *sender,
	int64_t until_ms, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_robot (token_hash, name, sender, lease_ms) VALUES (?, ?, ?, ?)"
		" ON CONFLICT (token_hash) DO UPDATE SET name = excluded.name, sender = excluded.sender,"
		" lease_ms = excluded.lease_ms";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, key);
	store_bind_text(statement, 2, name);
	store_bind_text(statement, 3, sender);
	store_bind_int(statement, 4, until_ms);
	return store_run(store, statement, err);
}

/* Old attempts go; those that a clock which was put back left in the future are of now. */
static bool tidy_sent(struct store *store, const char *key, int64_t now_ms, struct errnotice_err *err)
{
	static const char ahead[] =
		"UPDATE errnotice_sent SET at_ms = ?1 WHERE token_hash = ?2 AND at_ms > ?3";
	static const char old[] = "DELETE FROM errnotice_sent WHERE token_hash = ? AND at_ms < ?";

	struct store_statement *statement = store_statement(store, ahead, err);
	store_bind_int(statement, 1, now_ms);
	store_bind_text(statement, 2, key);
	store_bind_int(statement, 3, now_ms + ROBOTS_AHEAD_MS);
	if (!store_run(store, statement, err) || !(statement = store_statement(store, old, err))) {
		return false;
	}
	store_bind_text(statement, 1, key);
	store_bind_int(statement, 2, now_ms - KEPT_MS);
	return store_run(store, statement, err);
}

static bool add_sent(
	struct store *store, const char *key, int64_t at_ms, int64_t *sent, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_sent (token_hash, at_ms) VALUES (?, ?)";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, key);
	store_bind_int(statement, 2, at_ms);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*sent = store_last_id(store);
	return true;
}

bool robots_take(struct store *store, const char *key, const char *name, const char *sender, int64_t now_ms,
	int64_t until_ms, int64_t *sent, struct errnotice_err *err)
{
	return take_lease(store, key, name, sender, until_ms, err) && tidy_sent(store, key, now_ms, err)
	       && add_sent(store, key, until_ms, sent, err);
}

static bool set_sent(struct store *store, int64_t sent, int64_t at_ms, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_sent SET at_ms = ? WHERE id = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, at_ms);
	store_bind_int(statement, 2, sent);
	return store_run(store, statement, err);
}

bool robots_give(struct store *store, const char *key, const char *sender, int64_t sent, int64_t at_ms,
	const struct breaker *breaker, const char *reason, struct errnotice_err *err)
{
	static const char sql[] =
		"UPDATE errnotice_robot SET lease_ms = 0, failures = ?, throttles = ?, retry_at_ms = ?,"
		" reason = ? WHERE token_hash = ? AND sender = ?";

	struct store_statement *statement =
		set_sent(store, sent, at_ms, err) ? store_statement(store, sql, err) : NULL;
	store_bind_int(statement, 1, breaker->failures);
	store_bind_int(statement, 2, breaker->throttles);
	store_bind_int(statement, 3, breaker->retry_at_ms);
	store_bind_text(statement, 4, reason);
	store_bind_text(statement, 5, key);
	store_bind_text(statement, 6, sender);
	return store_run(store, statement, err);
}

bool robots_spend(struct store *store, const char *key, const struct month *month, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_robot SET month_sent = ?, month_ends = ?,"
				  " month_paced_ms = ? WHERE token_hash = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, month->sent);
	store_bind_int(statement, 2, month->ends_ms / 1000);
	store_bind_int(statement, 3, month->paced_ms);
	store_bind_text(statement, 4, key);
	return store_run(store, statement, err);
}

bool robots_unspend(
	struct store *store, const char *key, const struct month *month, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_robot SET month_sent = month_sent - 1"
				  " WHERE token_hash = ? AND month_ends = ? AND month_sent > 0";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, key);
	store_bind_int(statement, 2, month->ends_ms / 1000);
	return store_run(store, statement, err);
}

static bool set_failed(
	struct store *store, const char *key, const char *sender, bool failed, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_robot SET failed = ?1 WHERE token_hash = ?2 AND sender = "
				  "?3 AND failed <> ?1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, failed);
	store_bind_text(statement, 2, key);
	store_bind_text(statement, 3, sender);
	return store_run(store, statement, err);
}

bool robots_fail(
	struct store *store, const char *key, const char *sender, bool *first, struct errnotice_err *err)
{
	bool fine = set_failed(store, key, sender, true, err);
	*first = fine && store_changes(store) > 0;
	return fine;
}

bool robots_mend(struct store *store, const char *key, const char *sender, struct errnotice_err *err)
{
	return set_failed(store, key, sender, false, err);
}

bool robots_call_back(struct store *store, int64_t now_ms, struct errnotice_err *err)
{
	static const char *const all[] = {"UPDATE errnotice_sent SET at_ms = ?1 WHERE at_ms > ?2",
		"UPDATE errnotice_robot SET month_paced_ms = ?1 WHERE month_paced_ms > ?2"};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct store_statement *statement = store_statement(store, all[i], err);
		store_bind_int(statement, 1, now_ms);
		store_bind_int(statement, 2, now_ms + ROBOTS_AHEAD_MS);
		if (!store_run(store, statement, err)) {
			return false;
		}
	}
	return true;
}

bool robots_forgive(struct store *store, const char *key, struct errnotice_err *err)
{
	static const char sql[] =
		"UPDATE errnotice_robot SET retry_at_ms = 0 WHERE token_hash = ? AND throttles = 0";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, key);
	return store_run(store, statement, err);
}
