#include "consumer/store/dead_letters.h"

static bool revive(struct store *store, int64_t id, int64_t now_s, bool *done, struct errnotice_err *err)
{
	/* a server sees what was assigned before: `original` last */
	static const char sql[] = "UPDATE errnotice_notice SET state = 'sending', next_at = ?2, attempts = 0,"
				  " errcode = 0, body = COALESCE(original, body), less = 0, original = NULL"
				  " WHERE id = ?1 AND state = 'failed'";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	store_bind_int(statement, 2, now_s);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*done = store_changes(store) > 0;
	return true;
}

bool dead_letters_replay(
	struct store *store, int64_t id, int64_t now_s, bool *done, struct errnotice_err *err)
{
	*done = false;
	if (!store_begin(store, err)) {
		return false;
	}
	if (!revive(store, id, now_s, done, err)) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, err);
}

static bool find(struct store *store, int64_t id, uint64_t *counted, bool *found, struct errnotice_err *err)
{
	static const char sql[] = "SELECT counted FROM errnotice_notice WHERE id = ? AND state = 'failed'";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	enum store_row row = store_next(store, statement, err);
	*found = row == STORE_ROW;
	if (*found) {
		*counted = (uint64_t)store_column_int(statement, 0);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

static bool delete_notice(struct store *store, int64_t id, struct errnotice_err *err)
{
	static const char *const both[] = {"DELETE FROM errnotice_notice_item WHERE notice = ?",
		"DELETE FROM errnotice_notice WHERE id = ?"};

	for (int i = 0; i < 2; i++) {
		struct store_statement *statement = store_statement(store, both[i], err);
		store_bind_int(statement, 1, id);
		if (!store_run(store, statement, err)) {
			return false;
		}
	}
	return true;
}

static bool drop(struct store *store, int64_t id, uint64_t *events, bool *done, struct errnotice_err *err)
{
	if (!find(store, id, events, done, err)) {
		return false;
	}
	return !*done
	       || (delete_notice(store, id, err) && store_count(store, "pending", "", -(int64_t)*events, err)
		       && store_count(store, "muted", "dropped", (int64_t)*events, err));
}

bool dead_letters_drop(
	struct store *store, int64_t id, uint64_t *events, bool *done, struct errnotice_err *err)
{
	*done = false;
	*events = 0;
	if (!store_begin(store, err)) {
		return false;
	}
	if (!drop(store, id, events, done, err)) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, err);
}
