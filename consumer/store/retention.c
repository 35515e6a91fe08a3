#include "consumer/store/retention.h"

#include <string.h>
#include "consumer/store/poison.h"
#include "consumer/store/tasks.h"

enum {
	STEP_ROWS = 500,
	STEP_ISSUES = 50, /* each with the events that are kept of it */
	DAY_S = 86400,
};

enum phase { NOTICES, IDS, MINUTES, DAYS, ISSUES, LOST, POISON, TASKS, OVER };

static int64_t day_start(int64_t unix_s)
{
	return unix_s / DAY_S * DAY_S;
}

/* --- messages that were told --- */

static bool forget_notices(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
#define FORGOTTEN                                                                  \
	"(SELECT id FROM errnotice_notice WHERE state = 'told'"                    \
	" AND (told_at < ?1 OR id <= (SELECT MAX(id) FROM errnotice_notice) - ?2)" \
	" ORDER BY id LIMIT ?3)"
	static const char *const both[] = {"DELETE FROM errnotice_notice_item WHERE notice IN " FORGOTTEN,
		"DELETE FROM errnotice_notice WHERE id IN " FORGOTTEN};
#undef FORGOTTEN

	for (int i = 0; i < 2; i++) {
		struct store_statement *statement = store_statement(store, both[i], err);
		store_bind_int(statement, 1, before);
		store_bind_int(statement, 2, RETENTION_NOTICES);
		store_bind_int(statement, 3, STEP_ROWS);
		if (!store_run(store, statement, err)) {
			return false;
		}
	}
	int changed = store_changes(store);
	retention->notices += changed;
	*done = changed < STEP_ROWS;
	return true;
}

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

/* Runs a statement with a limit of age and one of rows; `*changed` is how many it changed. */
static bool run_limited(struct store *store, const char *sql, int64_t before, int most, int *changed,
	struct errnotice_err *err)
{
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, before);
	store_bind_int(statement, 2, most);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*changed = store_changes(store);
	return true;
}

static bool add_up_minutes(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
	/* the same rows in both, because both take the first ones of the key */
	static const char add[] =
		"INSERT INTO errnotice_day (day, fp, app, env, class, code, count)"
		" SELECT minute - minute % 86400, fp, app, env, class, code, SUM(count) FROM ("
		"  SELECT * FROM errnotice_minute WHERE minute < ?1 ORDER BY minute, fp LIMIT ?2)"
		" WHERE true GROUP BY 1, 2"
		" ON CONFLICT (day, fp) DO UPDATE SET count = count + excluded.count";
	static const char forget[] =
		"DELETE FROM errnotice_minute WHERE (minute, fp) IN ("
		" SELECT minute, fp FROM errnotice_minute WHERE minute < ?1 ORDER BY minute, fp LIMIT ?2)";
	int added, changed;

	if (!run_limited(store, add, before, STEP_ROWS, &added, err)
		|| !run_limited(store, forget, before, STEP_ROWS, &changed, err)) {
		return false;
	}
	retention->minutes += changed;
	*done = changed < STEP_ROWS;
	return true;
}

static bool forget_days(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
	static const char sql[] =
		"DELETE FROM errnotice_day WHERE (day, fp) IN ("
		" SELECT day, fp FROM errnotice_day WHERE day < ?1 ORDER BY day, fp LIMIT ?2)";
	int changed;

	if (!run_limited(store, sql, before, STEP_ROWS, &changed, err)) {
		return false;
	}
	retention->days += changed;
	*done = changed < STEP_ROWS;
	return true;
}

/* --- issues that did not come again --- */

/*
 * Whether an issue was told counts by this host's clock, not by what its events claim: an application whose clock is
 * wrong would be new again after every walk.  One with a message that nobody has yet stays.
 */
static bool forget_issues(struct store *store, struct retention *retention, int64_t before, bool *done,
	struct errnotice_err *err)
{
#define FORGOTTEN                                                              \
	"(SELECT fp FROM errnotice_issue WHERE last_seen < ?1"                 \
	" AND fp NOT IN (SELECT fp FROM errnotice_told WHERE at >= ?1)"        \
	" AND fp NOT IN (SELECT fp FROM errnotice_notice_item WHERE notice IN" \
	"  (SELECT id FROM errnotice_notice WHERE state <> 'told'))"           \
	" ORDER BY last_seen, fp LIMIT ?2)"
	/* the issues last: by them the others are found */
	static const char *const all[] = {"DELETE FROM errnotice_event WHERE fp IN " FORGOTTEN,
		"DELETE FROM errnotice_told WHERE fp IN " FORGOTTEN,
		"DELETE FROM errnotice_issue WHERE fp IN " FORGOTTEN};
#undef FORGOTTEN
	int changed;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (!run_limited(store, all[i], before, STEP_ISSUES, &changed, err)) {
			return false;
		}
	}
	retention->issues += changed;
	*done = changed < STEP_ISSUES;
	return true;
}

/* Hosts that are containers come and go. */
static bool forget_lost(struct store *store, int64_t before, bool *done, struct errnotice_err *err)
{
	static const char sql[] =
		"DELETE FROM errnotice_lost WHERE (host, reason) IN ("
		" SELECT host, reason FROM errnotice_lost WHERE last_at < ?1 ORDER BY host, reason LIMIT ?2)";
	int changed;

	if (!run_limited(store, sql, before, STEP_ROWS, &changed, err)) {
		return false;
	}
	*done = changed < STEP_ROWS;
	return true;
}

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

static bool forget_tasks(struct store *store, int64_t before, bool *done, struct errnotice_err *err)
{
	int forgotten;

	if (!tasks_forget(store, before, STEP_ROWS, &forgotten, err)) {
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
		return forget_lost(store, day_start(now_s - conf->store.keep_days_s), done, err);
	case POISON:
		return forget_poison(store, retention, day_start(now_s - conf->store.keep_days_s), done, err);
	case TASKS:
		return forget_tasks(store, day_start(now_s - conf->store.keep_days_s), done, err);
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

	if (!store_begin(store, err)) {
		return false;
	}
	if (!step(&after, store, conf, now_s, &done, err)) {
		store_rollback(store);
		return false;
	}
	if (!store_commit(store, err)) {
		return false;
	}
	after.phase += done;
	*retention = after;
	*more = after.phase < OVER;
	return true;
}
