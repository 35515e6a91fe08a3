#include "consumer/store/issues.h"

#include <stdlib.h>
#include <string.h>

enum { HOUR_S = 3600, AHEAD_S = 86400 /* the clocks of two consumers are never so far apart */ };

bool issues_last_seen(struct store *store, const char *fp, int64_t *at_s, struct errnotice_err *err)
{
	static const char sql[] = "SELECT last_seen FROM errnotice_issue WHERE fp = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, fp);
	*at_s = INT64_MIN;
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		*at_s = store_column_int(statement, 0);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

bool issues_come_back(struct store *store, const char *fp, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_issue SET state = 'back', back_at = ? WHERE fp = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	store_bind_text(statement, 2, fp);
	return store_run(store, statement, err);
}

bool issues_recover(struct store *store, const char *fp, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_issue SET state = 'recovered' WHERE fp = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, fp);
	return store_run(store, statement, err);
}

bool issues_are_ahead(struct store *store, int64_t now_s, bool *any, struct errnotice_err *err)
{
	static const char sql[] = "SELECT 1 FROM errnotice_issue WHERE last_seen > ? LIMIT 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s + AHEAD_S);
	enum store_row row = store_next(store, statement, err);
	*any = row == STORE_ROW;
	store_reset(statement);
	return row != STORE_FAILED;
}

bool issues_call_back(struct store *store, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_issue SET last_seen = ?1 WHERE last_seen > ?2";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	store_bind_int(statement, 2, now_s + AHEAD_S);
	return store_run(store, statement, err);
}

/* The row's first columns, in their order. */
static bool copy_texts(
	char **const *into, size_t count, struct store_statement *statement, struct errnotice_err *err)
{
	for (size_t i = 0; i < count; i++) {
		*into[i] = strdup(store_column_text(statement, (int)i));
		if (!*into[i]) {
			return errnotice_err_set(err, "store: no memory");
		}
	}
	return true;
}

static bool load_issue(struct store *store, struct issue *issue, struct errnotice_err *err)
{
	static const char sql[] = "SELECT app, env, class, code, site, message, last_release, first_release,"
				  " first_seen, last_seen, total"
				  " FROM errnotice_issue WHERE fp = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, issue->fp);
	enum store_row row = store_next(store, statement, err);
	if (row != STORE_ROW) {
		return row == STORE_END;
	}
	char **const texts[] = {&issue->app, &issue->env, &issue->class, &issue->code, &issue->site,
		&issue->message, &issue->release, &issue->first_release};
	bool fine = copy_texts(texts, sizeof(texts) / sizeof(*texts), statement, err);
	issue->first_seen = store_column_int(statement, 8);
	issue->last_seen = store_column_int(statement, 9);
	issue->total = (uint64_t)store_column_int(statement, 10);
	store_reset(statement);
	return fine;
}

/* The newest event, but sooner one that has a detail: a storm sends it for the first ones only. */
static bool load_event(struct store *store, struct issue *issue, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT id, host, sapi, file, line, detail FROM errnotice_event WHERE fp = ?"
		" ORDER BY detail = '{}', time_ms DESC LIMIT 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, issue->fp);
	enum store_row row = store_next(store, statement, err);
	if (row != STORE_ROW) {
		return row == STORE_END;
	}
	char **const texts[] = {
		&issue->event_id, &issue->host, &issue->sapi, &issue->file, &issue->line, &issue->detail};
	bool fine = copy_texts(texts, sizeof(texts) / sizeof(*texts), statement, err);
	store_reset(statement);
	return fine;
}

/* By minute, so the hour is as exact as that. */
static bool load_hours(struct store *store, struct issue *issue, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "SELECT COALESCE(SUM(CASE WHEN minute > ?1 THEN count END), 0),"
				  " COALESCE(SUM(CASE WHEN minute <= ?1 THEN count END), 0)"
				  " FROM errnotice_minute WHERE minute > ?2 AND minute <= ?3 AND fp = ?4";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s - HOUR_S);
	store_bind_int(statement, 2, now_s - 2 * HOUR_S);
	store_bind_int(statement, 3, now_s + HOUR_S); /* a host's clock may be ahead */
	store_bind_text(statement, 4, issue->fp);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		issue->hour = (uint64_t)store_column_int(statement, 0);
		issue->hour_before = (uint64_t)store_column_int(statement, 1);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

/* Texts of what is not there. */
static bool complete(struct issue *issue)
{
	bool fine = true;
#define X(field)                             \
	if (!issue->field) {                 \
		issue->field = strdup("");   \
		fine = fine && issue->field; \
	}
	ISSUE_TEXTS(X)
#undef X
	return fine;
}

bool issues_load(
	struct store *store, const char *fp, int64_t now_s, struct issue *issue, struct errnotice_err *err)
{
	strncpy(issue->fp, fp, sizeof(issue->fp) - 1);
	bool fine = load_issue(store, issue, err) && load_event(store, issue, err)
		    && load_hours(store, issue, now_s, err);
	return (complete(issue) || errnotice_err_set(err, "store: no memory")) && fine;
}
