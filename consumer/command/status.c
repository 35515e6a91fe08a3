#include "consumer/command/status.h"

#include "common/clock.h"
#include "consumer/command/existing.h"
#include "consumer/command/status_show.h"
#include "consumer/conf.h"
#include "consumer/deliver/health.h"
#include "consumer/ingest/members.h"
#include "consumer/store/losses.h"
#include "consumer/store/pending.h"

enum { SILENT_MOST = 20, LOST_MOST = 100, RELEASES_MOST = 10, RELEASES_S = 7 * 86400 };

/* --- the queue --- */

/* Bytes that are not UTF-8 cannot be JSON: what they came with is left out. */
static json_t *text(const char *value)
{
	json_t *json = json_string(value);
	return json ? json : json_string("?");
}

static json_t *unreached(const struct errnotice_err *err)
{
	return json_pack("{s:b, s:o}", "there", 0, "error", text(err->text));
}

static json_t *ask_queue(const struct conf *conf, bool *there)
{
	struct errnotice_err err = {0};
	struct members members;

	*there = members_ask(conf, &members, &err);
	if (!*there) {
		return unreached(&err);
	}
	json_t *list = json_array();
	for (size_t i = 0; i < members.listed; i++) {
		const struct member *member = &members.list[i];
		json_array_append_new(
			list, json_pack("{s:o, s:I, s:I}", "name", text(member->name), "pending",
				      (json_int_t)member->pending, "idle_ms", (json_int_t)member->idle_ms));
	}
	return json_pack("{s:b, s:I, s:I, s:o}", "there", 1, "entries", (json_int_t)members.entries,
		"consumer_count", (json_int_t)members.count, "consumers", list);
}

/* --- the books --- */

static bool add_counters(json_t *status, const char *key, const char *const *names, size_t count,
	struct store *store, struct errnotice_err *err)
{
	json_t *numbers = json_object();

	json_object_set_new(status, key, numbers);
	for (size_t i = 0; i < count; i++) {
		int64_t value;
		if (!store_counted(store, names[i], &value, err)) {
			return false;
		}
		json_object_set_new(numbers, names[i], json_integer(value));
	}
	return true;
}

static bool add_pending(json_t *status, struct store *store, int64_t now_ms, struct errnotice_err *err)
{
	struct pending by;

	if (!pending_read(store, now_ms / 1000, &by, err)) {
		return false;
	}
	return json_object_set_new(status, "pending",
		       json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "budget", (json_int_t)by.budget, "repeat",
			       (json_int_t)by.repeat, "threshold", (json_int_t)by.threshold, "quiet",
			       (json_int_t)by.quiet, "sending", (json_int_t)by.sending, "failed",
			       (json_int_t)by.failed))
		       == 0
	       || errnotice_err_set(err, "no memory");
}

/* Those that brought new issues, the latest first. */
static bool add_releases(json_t *status, struct store *store, int64_t now_ms, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT app, env, first_release, COUNT(*), MIN(first_seen) FROM errnotice_issue"
		" WHERE first_seen >= ? AND first_release <> '' GROUP BY app, env, first_release"
		" ORDER BY MIN(first_seen) DESC, app, env, first_release LIMIT ?";
	json_t *list = json_array();

	json_object_set_new(status, "releases", list);
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_ms / 1000 - RELEASES_S);
	store_bind_int(statement, 2, RELEASES_MOST);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		json_array_append_new(list,
			json_pack("{s:o, s:o, s:o, s:I, s:I}", "app", text(store_column_text(statement, 0)),
				"env", text(store_column_text(statement, 1)), "release",
				text(store_column_text(statement, 2)), "new_issues",
				(json_int_t)store_column_int(statement, 3), "first_seen",
				(json_int_t)store_column_int(statement, 4)));
	}
	return row == STORE_END;
}

static void append_lost(const struct losses_row *row, void *list)
{
	json_array_append_new(list, json_pack("{s:o, s:o, s:I}", "host", text(row->host), "reason",
					    text(row->reason), "count", (json_int_t)row->count));
}

static bool add_lost(json_t *status, struct store *store, struct errnotice_err *err)
{
	json_t *list = json_array();

	json_object_set_new(status, "lost", list);
	return losses_each(store, LOST_MOST, append_lost, list, err);
}

/* None where nobody looks any more: what the store has of them is old. */
static bool add_silent(json_t *status, const struct conf *conf, struct store *store, int64_t now_ms,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT host, changed_at FROM errnotice_host WHERE silent = 1"
				  " ORDER BY changed_at DESC, host LIMIT ?";
	json_t *list = json_array();

	json_object_set_new(status, "silent_hosts", list);
	if (conf->hosts.silent_after_s == 0) {
		return true;
	}
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, SILENT_MOST);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		json_array_append_new(list,
			json_pack("{s:o, s:I}", "host", text(store_column_text(statement, 0)), "silent_s",
				(json_int_t)(now_ms / 1000 - store_column_int(statement, 1))));
	}
	return row == STORE_END;
}

static bool add_robots(json_t *status, const struct conf *conf, struct store *store, int64_t now_ms,
	struct errnotice_err *err)
{
	json_t *list = json_array();

	json_object_set_new(status, "robots", list);
	for (size_t i = 0; i < conf->robot_count; i++) {
		struct health health;
		if (!health_read(store, &conf->robots[i], now_ms, &health, err)) {
			return false;
		}
		int64_t rest_ms = health.works ? 0 : health.retry_at_ms - now_ms;
		json_array_append_new(list,
			json_pack("{s:o, s:b, s:i, s:I, s:o, s:I, s:i}", "name", text(conf->robots[i].name),
				"works", (int)health.works, "budget", health.left, "retry_in_s",
				(json_int_t)((rest_ms + 999) / 1000), "reason", text(health.reason),
				"month_sent", (json_int_t)health.month.sent, "month", conf->robots[i].month));
	}
	return true;
}

/* All of one moment: the law holds in it. */
static bool add_books(json_t *status, const struct conf *conf, struct store *store, struct errnotice_err *err)
{
	static const char *const events[] = {"ingested", "told", "pending", "muted", "unrouted", "late"};
	static const char *const entries[] = {"duplicates", "poison", "poison_dropped"};
	int64_t now_ms = errnotice_clock_unix_ms();

	if (!store_begin_reading(store, err)) {
		return false;
	}
	bool fine =
		add_counters(status, "events", events, sizeof(events) / sizeof(*events), store, err)
		&& add_pending(status, store, now_ms, err)
		&& add_counters(status, "entries", entries, sizeof(entries) / sizeof(*entries), store, err)
		&& add_robots(status, conf, store, now_ms, err) && add_releases(status, store, now_ms, err)
		&& add_lost(status, store, err) && add_silent(status, conf, store, now_ms, err);
	store_end_reading(store);
	return fine;
}

static bool add_store(json_t *status, const struct conf *conf)
{
	struct errnotice_err err = {0};
	char where[512];
	struct store *store = existing_open(&conf->store.address, &err);
	bool there = store && add_books(status, conf, store, &err);

	store_close(store);
	address_show(&conf->store.address, where, sizeof(where));
	json_object_set_new(status, "store",
		there ? json_pack("{s:b, s:o}", "there", 1, "url", text(where)) : unreached(&err));
	return there;
}

/* --- the command --- */

static enum exit_status show_status(const struct conf *conf, bool as_json)
{
	json_t *status = json_object();
	bool queue;

	json_object_set_new(status, "queue", ask_queue(conf, &queue));
	bool store = add_store(status, conf);
	if (as_json) {
		json_dumpf(status, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
		putchar('\n');
	} else {
		status_show(stdout, status);
	}
	json_decref(status);
	return queue && store ? STATUS_DONE : STATUS_LATER;
}

enum exit_status status_command(struct options *options)
{
	bool json = false;
	const struct options_row rows[] = {{"json", .flag = &json}, {.name = NULL}};

	if (!options_read(options, rows, 0, 0)) {
		return options->status;
	}
	struct conf *conf = conf_read(options->conf, stderr);
	if (!conf) {
		return STATUS_WRONG;
	}
	enum exit_status status = show_status(conf, json);
	conf_free(conf);
	return status;
}
