#include "consumer/store/retention.h"

#include <string.h>
#include "common/fingerprint.h"
#include "consumer/store/bulletins.h"
#include "consumer/store/losses.h"
#include "consumer/store/poison.h"
#include "consumer/store/silences.h"
#include "consumer/store/sources.h"
#include "consumer/store/tasks.h"
#include "consumer/store/unheard.h"

enum {
	STEP_ROWS = 500,
	STEP_ISSUES = 50, /* each with the events that are kept of it */
	DAY_S = 86400,
};

enum phase {
	NOTICES,
	IDS,
	MINUTES,
	DAYS,
	ISSUES,
	LOST,
	POISON,
	TASKS,
	SOURCES,
	UNHEARD,
	SILENCES,
	BULLETINS,
	OVER
};

static int64_t day_start(int64_t unix_s)
{
	return unix_s / DAY_S * DAY_S;
}

/* --- messages that were told --- */

static bool find_newest(struct store *store, int64_t *id, struct errnotice_err *err)
{
	static const char sql[] = "SELECT COALESCE(MAX(id), 0) FROM errnotice_notice";

	return store_read_number(store, store_statement(store, sql, err), id, err);
}

#define FORGOTTEN "state = 'told' AND (told_at < ?1 OR id <= ?2)"

/* Where this step ends; INT64_MAX when fewer rows are left. */
static bool find_last_notice(
	struct store *store, int64_t before, int64_t spare, int64_t *last, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT id FROM errnotice_notice WHERE " FORGOTTEN " ORDER BY id LIMIT 1 OFFSET ?3";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, before);
	store_bind_int(statement, 2, spare);
	store_bind_int(statement, 3, STEP_ROWS - 1);
	return store_read_number(store, statement, last, err);
}

static bool forget_notices(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
	static const char *const both[] = {
		"DELETE FROM errnotice_notice_item WHERE notice <= ?3 AND notice IN"
		" (SELECT id FROM errnotice_notice WHERE id <= ?3 AND " FORGOTTEN ")",
		"DELETE FROM errnotice_notice WHERE id <= ?3 AND " FORGOTTEN};
	int64_t newest, last;

	if (!find_newest(store, &newest, err)
		|| !find_last_notice(store, before, newest - RETENTION_NOTICES, &last, err)) {
		return false;
	}
	for (int i = 0; i < 2; i++) {
		struct store_statement *statement = store_statement(store, both[i], err);
		store_bind_int(statement, 1, before);
		store_bind_int(statement, 2, newest - RETENTION_NOTICES);
		store_bind_int(statement, 3, last);
		if (!store_run(store, statement, err)) {
			return false;
		}
	}
	retention->notices += store_changes(store);
	*done = last == INT64_MAX;
	return true;
}

#undef FORGOTTEN

/* --- ids: by the day they came in, along the key --- */

/* Where this step ends; false in `*found` when fewer rows are left. */
static bool find_end(struct store *store, const struct retention *retention, unsigned char end[16],
	bool *found, struct errnotice_err *err)
{
	static const char sql[] = "SELECT id FROM errnotice_seen WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_blob(statement, 1, retention->id, sizeof(retention->id));
	store_bind_int(statement, 2, STEP_ROWS - 1);
	enum store_row row = store_next(store, statement, err);
	struct errnotice_span id =
		row == STORE_ROW ? store_column_span(statement, 0) : errnotice_span(NULL, 0);
	*found = id.len == 16;
	if (*found) {
		memcpy(end, id.data, 16);
	}
	store_reset(statement);
	return row != STORE_FAILED;
}

static bool forget_ids(struct store *store, struct retention *retention, int64_t before_day, bool *done,
	struct errnotice_err *err)
{
	static const char sql[] = "DELETE FROM errnotice_seen WHERE id > ? AND id <= ? AND day < ?";
	unsigned char end[16];
	bool found;

	if (!find_end(store, retention, end, &found, err)) {
		return false;
	}
	if (!found) {
		memset(end, 0xff, sizeof(end));
	}
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_blob(statement, 1, retention->id, sizeof(retention->id));
	store_bind_blob(statement, 2, end, sizeof(end));
	store_bind_int(statement, 3, before_day);
	if (!store_run(store, statement, err)) {
		return false;
	}
	retention->ids += store_changes(store);
	memcpy(retention->id, end, sizeof(end));
	*done = !found;
	return true;
}

/* --- minutes become days --- */

/* Up to where a step goes in a table whose key is a time and an issue. */
struct edge {
	int64_t time;
	char fp[ERRNOTICE_FP_LEN + 1];
	bool last; /* fewer rows are left than a step may have */
};

static bool find_edge(
	struct store *store, const char *sql, int64_t before, struct edge *edge, struct errnotice_err *err)
{
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, before);
	store_bind_int(statement, 2, STEP_ROWS - 1);
	enum store_row row = store_next(store, statement, err);
	*edge = (struct edge){.time = before - 1, .last = true}; /* times are whole minutes: all before it */
	if (row == STORE_ROW) {
		edge->time = store_column_int(statement, 0);
		store_copy_text(statement, 1, edge->fp, sizeof(edge->fp));
		edge->last = false;
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

static bool run_to(struct store *store, const char *sql, const struct edge *edge, struct errnotice_err *err)
{
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, edge->time);
	store_bind_text(statement, 2, edge->fp);
	return store_run(store, statement, err);
}

static bool add_up_minutes(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
	static const char end[] = "SELECT minute, fp FROM errnotice_minute WHERE minute < ?"
				  " ORDER BY minute, fp LIMIT 1 OFFSET ?";
	static const char add[] =
		"INSERT INTO errnotice_day (day, fp, app, env, class, code, count)"
		" SELECT minute - minute % 86400, fp, app, env, class, code, SUM(count)"
		" FROM errnotice_minute WHERE minute <= ?1 AND (minute < ?1 OR fp <= ?2) GROUP BY 1, 2"
		" ON CONFLICT (day, fp) DO UPDATE SET count = errnotice_day.count + excluded.count";
	static const char forget[] =
		"DELETE FROM errnotice_minute WHERE minute <= ?1 AND (minute < ?1 OR fp <= ?2)";
	struct edge edge;

	if (!find_edge(store, end, before, &edge, err) || !run_to(store, add, &edge, err)
		|| !run_to(store, forget, &edge, err)) {
		return false;
	}
	retention->minutes += store_changes(store);
	*done = edge.last;
	return true;
}

static bool forget_days(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
	static const char end[] =
		"SELECT day, fp FROM errnotice_day WHERE day < ? ORDER BY day, fp LIMIT 1 OFFSET ?";
	static const char forget[] = "DELETE FROM errnotice_day WHERE day <= ?1 AND (day < ?1 OR fp <= ?2)";
	struct edge edge;

	if (!find_edge(store, end, before, &edge, err) || !run_to(store, forget, &edge, err)) {
		return false;
	}
	retention->days += store_changes(store);
	*done = edge.last;
	return true;
}

/* --- issues that did not come again --- */

/*
 * Whether an issue was told counts by this host's clock, not by what its events claim: an application whose clock is
 * wrong would be new again after every walk.  One with a message that nobody has yet stays.
 */
static bool list_issues(struct store *store, int64_t before, char fps[STEP_ISSUES][ERRNOTICE_FP_LEN + 1],
	int *count, struct errnotice_err *err)
{
	static const char sql[] = "SELECT fp FROM errnotice_issue WHERE last_seen < ?1"
				  " AND fp NOT IN (SELECT fp FROM errnotice_told WHERE at >= ?1)"
				  " AND fp NOT IN (SELECT fp FROM errnotice_notice_item WHERE notice IN"
				  "  (SELECT id FROM errnotice_notice WHERE state <> 'told'))"
				  " ORDER BY last_seen, fp LIMIT ?2";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, before);
	store_bind_int(statement, 2, STEP_ISSUES);
	enum store_row row;
	for (*count = 0; (row = store_next(store, statement, err)) == STORE_ROW; ++*count) {
		store_copy_text(statement, 0, fps[*count], ERRNOTICE_FP_LEN + 1);
	}
	return row == STORE_END;
}

static bool forget_issue(struct store *store, const char *fp, struct errnotice_err *err)
{
	static const char *const all[] = {"DELETE FROM errnotice_event WHERE fp = ?",
		"DELETE FROM errnotice_told WHERE fp = ?", "DELETE FROM errnotice_escalation WHERE fp = ?",
		"DELETE FROM errnotice_issue WHERE fp = ?"};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct store_statement *statement = store_statement(store, all[i], err);
		store_bind_text(statement, 1, fp);
		if (!store_run(store, statement, err)) {
			return false;
		}
	}
	return true;
}

static bool forget_issues(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
	char fps[STEP_ISSUES][ERRNOTICE_FP_LEN + 1];
	int count;

	if (!list_issues(store, before, fps, &count, err)) {
		return false;
	}
	for (int i = 0; i < count; i++) {
		if (!forget_issue(store, fps[i], err)) {
			return false;
		}
	}
	retention->issues += count;
	*done = count < STEP_ISSUES;
	return true;
}

/* --- what others keep --- */

static bool forget_poison(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
	int dropped;

	if (!poison_forget(store, before, STEP_ROWS, &dropped, err)) {
		return false;
	}
	retention->poison += dropped;
	*done = dropped < STEP_ROWS;
	return true;
}

/* The rows of one table that are older than `before`. */
static bool forget_rows(struct store *store,
	bool (*forget)(struct store *, int64_t before, int most, int *forgotten, struct errnotice_err *),
	int64_t before, bool *done, struct errnotice_err *err)
{
	int forgotten;

	if (!forget(store, before, STEP_ROWS, &forgotten, err)) {
		return false;
	}
	*done = forgotten < STEP_ROWS;
	return true;
}

static bool forget_sources(
	struct store *store, int64_t ids_before, int64_t before, bool *done, struct errnotice_err *err)
{
	int forgotten;

	if (!sources_forget(store, ids_before, before, STEP_ROWS, &forgotten, err)) {
		return false;
	}
	*done = forgotten < STEP_ROWS;
	return true;
}

/* --- one step --- */

static int64_t longest(const struct conf *conf)
{
	return conf->store.keep_days_s > conf->store.keep_minutes_s ? conf->store.keep_days_s
								    : conf->store.keep_minutes_s;
}

static bool step(struct retention *retention, struct store *store, const struct conf *conf, int64_t now_s,
	bool *done, struct errnotice_err *err)
{
	switch ((enum phase)retention->phase) {
	case NOTICES:
		return forget_notices(store, retention, now_s - RETENTION_NOTICES_S, done, err);
	case IDS:
		return forget_ids(store, retention, (now_s - conf->store.keep_ids_s) / DAY_S, done, err);
	case MINUTES:
		return add_up_minutes(
			store, retention, day_start(now_s - conf->store.keep_minutes_s), done, err);
	case DAYS:
		return forget_days(store, retention, day_start(now_s - conf->store.keep_days_s), done, err);
	case ISSUES: /* while there are counts of it, it can be named */
		return forget_issues(store, retention, day_start(now_s - longest(conf)), done, err);
	case LOST:
		return forget_rows(
			store, losses_forget, day_start(now_s - conf->store.keep_days_s), done, err);
	case POISON:
		return forget_poison(store, retention, day_start(now_s - conf->store.keep_days_s), done, err);
	case TASKS:
		return forget_rows(
			store, tasks_forget, day_start(now_s - conf->store.keep_days_s), done, err);
	case SOURCES:
		return forget_sources(
			store, now_s - conf->store.keep_ids_s, now_s - SOURCES_KEPT_S, done, err);
	case UNHEARD:
		return forget_rows(store, unheard_forget, now_s - UNHEARD_KEPT_S, done, err);
	case SILENCES:
		return forget_rows(
			store, silences_forget, day_start(now_s - conf->store.keep_days_s), done, err);
	case BULLETINS:
		return forget_rows(
			store, bulletins_forget, day_start(now_s - conf->store.keep_days_s), done, err);
	case OVER:
		break;
	}
	*done = false;
	return true;
}

bool retention_step(struct retention *retention, struct store *store, const struct conf *conf, int64_t now_s,
	bool *more, struct errnotice_err *err)
{
	struct retention after = *retention;
	bool done = false;

	bool fine = store_begin(store, err) && step(&after, store, conf, now_s, &done, err);
	if (!store_end(store, fine, err)) {
		return false;
	}
	after.phase += done;
	*retention = after;
	*more = after.phase < OVER;
	return true;
}
