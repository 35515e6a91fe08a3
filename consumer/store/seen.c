#include "consumer/store/seen.h"

#include <string.h>

enum {
	DAY_S = 86400,
	ID = 16,
	AT_ONCE = 100, /* ids in one question to a server */
	MANY = 500,    /* ids in one statement that takes all of them or none */
};

#define FIVE(x)         x ", " x ", " x ", " x ", " x
#define HUNDRED(x)      FIVE(FIVE(x ", " x ", " x ", " x))
#define FIVE_HUNDRED(x) FIVE(HUNDRED(x))

static void bind_rows(
	struct store_statement *statement, const struct seen_id *ids, size_t count, size_t rows, int64_t day)
{
	for (size_t i = 0; i < rows; i++) {
		store_bind_blob(statement, (int)(2 * i) + 1, ids[i < count ? i : 0].id, ID);
		store_bind_int(statement, (int)(2 * i) + 2, day);
	}
}

/* --- one by one --- */

static bool add_one(struct store *store, const struct seen_id *id, int64_t day, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_seen (id, day) VALUES (?, ?) ON CONFLICT (id) DO NOTHING";

	struct store_statement *statement = store_statement(store, sql, err);
	bind_rows(statement, id, 1, 1, day);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*id->fresh = store_changes(store) > 0;
	return true;
}

/* --- some, of which any may have been seen --- */

static bool is_same(const struct seen_id *a, const void *id)
{
	return memcmp(a->id, id, ID) == 0;
}

/* Of a repeated id the first is fresh; none is that was there before. */
static bool find_fresh(
	struct store *store, const struct seen_id *ids, size_t count, struct errnotice_err *err)
{
	static const char sql[] = "SELECT id FROM errnotice_seen WHERE id IN (" HUNDRED("?") ")";

	struct store_statement *statement = store_statement(store, sql, err);
	for (size_t i = 0; i < AT_ONCE; i++) {
		store_bind_blob(statement, (int)i + 1, ids[i < count ? i : 0].id, ID);
	}
	for (size_t i = 0; i < count; i++) {
		*ids[i].fresh = true;
		for (size_t before = 0; before < i && *ids[i].fresh; before++) {
			*ids[i].fresh = !is_same(&ids[before], ids[i].id);
		}
	}
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		struct errnotice_span known = store_column_span(statement, 0);
		for (size_t i = 0; i < count; i++) {
			*ids[i].fresh = *ids[i].fresh && !is_same(&ids[i], known.data);
		}
	}
	return row == STORE_END;
}

/* Fewer than it has room for: the first stands in for the rest. */
static bool add_some(
	struct store *store, const struct seen_id *ids, size_t count, int64_t day, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_seen (id, day) VALUES " HUNDRED(
		"(?, ?)") " ON CONFLICT (id) DO NOTHING";

	if (!find_fresh(store, ids, count, err)) {
		return false;
	}
	struct store_statement *statement = store_statement(store, sql, err);
	bind_rows(statement, ids, count, AT_ONCE, day);
	return store_run(store, statement, err);
}

/* --- many, of which none is thought to have been seen --- */

/*
 * A plain INSERT fails as a whole for one id that is there already, and the
 * transaction stands: then nothing was added, and `*all_fresh` is false.
 */
static bool add_fresh(struct store *store, const struct seen_id *ids, int64_t day, bool *all_fresh,
	struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_seen (id, day) VALUES " FIVE_HUNDRED("(?, ?)");

	struct store_statement *statement = store_statement(store, sql, err);
	bind_rows(statement, ids, MANY, MANY, day);
	*all_fresh = store_run(store, statement, err);
	for (size_t i = 0; *all_fresh && i < MANY; i++) {
		*ids[i].fresh = true;
	}
	return *all_fresh || (statement && store_stands(store));
}

/* What comes again comes together, so after the first that was seen the rest of them is asked for. */
static bool add_far(
	struct store *store, const struct seen_id *ids, size_t count, int64_t day, struct errnotice_err *err)
{
	bool all_fresh = true;
	size_t i = 0;

	while (all_fresh && count - i >= MANY) {
		struct errnotice_err why = {""};
		if (!add_fresh(store, ids + i, day, &all_fresh, &why)) {
			return errnotice_err_set(err, "%s", why.text);
		}
		i += all_fresh ? MANY : 0;
	}
	for (size_t some; i < count; i += some) {
		some = count - i < AT_ONCE ? count - i : AT_ONCE;
		bool fine = some > 1 ? add_some(store, ids + i, some, day, err)
				     : add_one(store, ids + i, day, err);
		if (!fine) {
			return false;
		}
	}
	return true;
}

bool seen_add(struct store *store, const struct seen_id *ids, size_t count, int64_t now_s,
	struct errnotice_err *err)
{
	int64_t day = now_s / DAY_S;

	if (store_is_far(store)) {
		return add_far(store, ids, count, day, err);
	}
	for (size_t i = 0; i < count; i++) {
		if (!add_one(store, ids + i, day, err)) {
			return false;
		}
	}
	return true;
}
