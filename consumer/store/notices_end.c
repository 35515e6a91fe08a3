/* How a notice ends. */
#include "consumer/store/notices.h"

#include <stdlib.h>
#include <string.h>

/* --- told, to be sent again, refused --- */

/* False in `*is` when there is nothing to tell any more: a person dropped it, or it was told already. */
static bool find_untold(
	struct store *store, int64_t id, bool *is, uint64_t *counted, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT counted FROM errnotice_notice WHERE id = ? AND state IN ('sending', 'failed')";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	enum store_row row = store_next(store, statement, err);
	*is = row == STORE_ROW;
	if (*is) {
		*counted = (uint64_t)store_column_int(statement, 0);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

bool notices_told(struct store *store, int64_t id, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_notice SET state = 'told', told_at = ?, unsure = 0,"
				  " errcode = 0, error = NULL WHERE id = ?";
	bool is;
	uint64_t counted = 0;

	if (!find_untold(store, id, &is, &counted, err)) {
		return false;
	}
	if (!is) {
		return true;
	}
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	store_bind_int(statement, 2, id);
	return store_run(store, statement, err)
	       && (!counted
		       || (store_count(store, "told", "", (int64_t)counted, err)
			       && store_count(store, "pending", "", -(int64_t)counted, err)));
}

static bool end(struct store *store, int64_t id, const struct notice_end *end, const char *state,
	int64_t next_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_notice SET errcode = ?3, error = ?4, unsure = ?5,"
				  " next_at = ?6, state = ?7"
				  " WHERE id = ?1 AND state = 'sending' AND attempts = ?2";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	store_bind_int(statement, 2, end->attempts);
	store_bind_int(statement, 3, end->errcode);
	store_bind_text(statement, 4, end->error);
	store_bind_int(statement, 5, end->unsure);
	store_bind_int(statement, 6, next_s);
	store_bind_text(statement, 7, state);
	return store_run(store, statement, err);
}

bool notices_retry(struct store *store, int64_t id, const struct notice_end *how, int64_t next_s,
	struct errnotice_err *err)
{
	return end(store, id, how, "sending", next_s, err);
}

bool notices_fail(struct store *store, int64_t id, const struct notice_end *how, int64_t now_s,
	struct errnotice_err *err)
{
	return end(store, id, how, "failed", now_s, err);
}

/* --- said with less in it --- */

bool notices_refused(struct store *store, int64_t id, struct notice_refused *into, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT n.body, n.events, (SELECT COUNT(*) FROM errnotice_notice_item WHERE notice = n.id),"
		" i.fp, (SELECT id FROM errnotice_event WHERE fp = i.fp ORDER BY time_ms DESC LIMIT 1), "
		"n.less"
		" FROM errnotice_notice n LEFT JOIN errnotice_notice_item i ON i.notice = n.id"
		" WHERE n.id = ? ORDER BY i.events DESC, i.fp LIMIT 1";

	*into = (struct notice_refused){0};
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	enum store_row row = store_next(store, statement, err);
	if (row != STORE_ROW) {
		return row == STORE_END;
	}
	into->body = strdup(store_column_text(statement, 0));
	into->events = (uint64_t)store_column_int(statement, 1);
	into->issues = (uint64_t)store_column_int(statement, 2);
	store_copy_text(statement, 3, into->fp, sizeof(into->fp));
	store_copy_text(statement, 4, into->event_id, sizeof(into->event_id));
	into->less = (int)store_column_int(statement, 5);
	store_reset(statement);
	return into->body || errnotice_err_set(err, "store: no memory");
}

void notice_refused_clear(struct notice_refused *refused)
{
	free(refused->body);
	*refused = (struct notice_refused){0};
}

bool notices_reword(struct store *store, int64_t id, const struct notice_end *how, const char *body, int less,
	int64_t next_s, struct errnotice_err *err)
{
	/* a server sees what was assigned before */
	static const char sql[] =
		"UPDATE errnotice_notice SET original = COALESCE(original, body), body = ?3,"
		" less = ?4 WHERE id = ?1 AND state = 'sending' AND attempts = ?2";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	store_bind_int(statement, 2, how->attempts);
	store_bind_text(statement, 3, body);
	store_bind_int(statement, 4, less);
	return store_run(store, statement, err) && notices_retry(store, id, how, next_s, err);
}

/* --- what it told --- */

bool notices_first_throws(struct store *store, int64_t id,
	void (*heard)(int64_t thrown_ms, uint64_t events, void *), void *context, struct errnotice_err *err)
{
	static const char sql[] = "SELECT MIN(e.time_ms), i.events FROM errnotice_notice_item i"
				  " JOIN errnotice_event e ON e.fp = i.fp WHERE i.notice = ? AND i.fresh"
				  " GROUP BY i.fp, i.route";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		heard(store_column_int(statement, 0), (uint64_t)store_column_int(statement, 1), context);
	}
	return row == STORE_END;
}
