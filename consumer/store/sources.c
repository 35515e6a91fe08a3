#include "consumer/store/sources.h"

#include "common/uuid.h"

enum {
	DAY_S = 86400,
	YOUNG_S = 7 * DAY_S, /* one that is older and unknown may have been forgotten */
};

bool sources_arrive(struct store *store, struct errnotice_span source, int64_t errors, int64_t now_s,
	struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_source (source, arrived, seen_at) VALUES (?, ?, ?)"
				  " ON CONFLICT (source) DO UPDATE SET arrived = arrived + excluded.arrived,"
				  " seen_at = excluded.seen_at";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_span(statement, 1, source);
	store_bind_int(statement, 2, errors);
	store_bind_int(statement, 3, now_s);
	return store_run(store, statement, err);
}

bool sources_doubt(
	struct store *store, const unsigned char *id, int64_t now_s, bool *first, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_doubt (id, day) VALUES (?, ?) ON CONFLICT (id) DO NOTHING";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_blob(statement, 1, id, 16);
	store_bind_int(statement, 2, now_s / DAY_S);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*first = store_changes(store) > 0;
	return true;
}

/* --- since when --- */

static bool begin(struct store *store, const struct conf *conf, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_ledger (stream, group_name, began_at) VALUES (?, ?, ?)"
		" ON CONFLICT (stream, group_name) DO NOTHING";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, conf->queue.stream);
	store_bind_text(statement, 2, conf->queue.group);
	store_bind_int(statement, 3, now_s);
	return store_run(store, statement, err);
}

bool sources_began(struct store *store, const struct conf *conf, int64_t now_s, int64_t *began_s,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT began_at FROM errnotice_ledger WHERE stream = ? AND group_name = ?";

	if (!begin(store, conf, now_s, err)) {
		return false;
	}
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, conf->queue.stream);
	store_bind_text(statement, 2, conf->queue.group);
	return store_read_number(store, statement, began_s, err);
}

/* --- settle --- */

struct account {
	int64_t arrived, lost;
	int64_t before; /* taken from it before this store counted; -1: not yet known */
};

static bool load(
	struct store *store, struct errnotice_span source, struct account *into, struct errnotice_err *err)
{
	static const char sql[] = "SELECT arrived, lost, earlier FROM errnotice_source WHERE source = ?";

	*into = (struct account){.before = -1};
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_span(statement, 1, source);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		into->arrived = store_column_int(statement, 0);
		into->lost = store_column_int(statement, 1);
		into->before = store_column_int(statement, 2);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

static bool write(struct store *store, struct errnotice_span source, int64_t taken,
	const struct account *account, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_source (source, taken, lost, earlier, seen_at) VALUES (?, ?, ?, ?, ?)"
		" ON CONFLICT (source) DO UPDATE SET lost = excluded.lost, earlier = excluded.earlier,"
		" taken = CASE WHEN taken < excluded.taken THEN excluded.taken ELSE taken END,"
		" seen_at = excluded.seen_at";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_span(statement, 1, source);
	store_bind_int(statement, 2, taken);
	store_bind_int(statement, 3, account->lost);
	store_bind_int(statement, 4, account->before);
	store_bind_int(statement, 5, now_s);
	return store_run(store, statement, err);
}

/* When it began, Unix s: its name is a UUIDv7; 0 for another. */
static int64_t born_s(struct errnotice_span source)
{
	unsigned char id[16];
	int64_t ms = 0;

	if (!errnotice_uuid_parse(id, source.data, source.len) || id[6] >> 4 != 7) {
		return 0;
	}
	for (int i = 0; i < 6; i++) {
		ms = ms << 8 | id[i];
	}
	return ms / 1000;
}

bool sources_settle(struct store *store, struct errnotice_span source, uint64_t taken, int64_t began_s,
	int64_t now_s, uint64_t *lost, struct errnotice_err *err)
{
	struct account account;

	*lost = 0;
	if (!load(store, source, &account, err)) {
		return false;
	}
	int64_t missing = (int64_t)taken - account.arrived - account.lost;
	if (account.before < 0) {
		bool ours = born_s(source) > began_s && born_s(source) > now_s - YOUNG_S;
		account.before = ours || missing < 0 ? 0 : missing;
	}
	missing -= account.before;
	if (missing > 0) {
		account.lost += missing;
		*lost = (uint64_t)missing;
	}
	return write(store, source, (int64_t)taken, &account, now_s, err);
}

/* --- forget --- */

static bool forget_doubts(
	struct store *store, int64_t before, int most, int *forgotten, struct errnotice_err *err)
{
	static const char sql[] =
		"DELETE FROM errnotice_doubt WHERE id IN (SELECT id FROM ("
		"  SELECT id FROM errnotice_doubt WHERE day < ?1 ORDER BY id LIMIT ?2) AS old)";

	return store_forget(store, sql, before / DAY_S, most, forgotten, err);
}

bool sources_forget(struct store *store, int64_t ids_before, int64_t before, int most, int *forgotten,
	struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_source WHERE source IN (SELECT source FROM ("
				  "  SELECT source FROM errnotice_source WHERE seen_at < ?1"
				  "  ORDER BY source LIMIT ?2) AS old)";
	int doubts, sources;

	if (!forget_doubts(store, ids_before, most, &doubts, err)
		|| !store_forget(store, sql, before, most, &sources, err)) {
		return false;
	}
	*forgotten = doubts + sources;
	return true;
}
