#include "consumer/serve/metrics.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "consumer/deliver/health.h"
#include "consumer/serve/sample.h"
#include "consumer/store/losses.h"
#include "consumer/store/pending.h"
#include "consumer/version.h"
#include "consumer/vitals.h"
#include "consumer/waits.h"

/* More series than this help nobody and fill a Prometheus; the table errnotice_issue has them all. */
enum { ERRORS_MOST = 1000, LOST_MOST = 1000 };

/* --- from the store --- */

/* X(counter's name, metric, help); each is shown from the start, at 0 */
#define STORE_COUNTERS(X)                                                                               \
	X("ingested", "ingested_total", "Events counted, each once: told + pending + muted + unrouted") \
	X("told", "told_total", "Events named in a message that DingTalk accepted")                     \
	X("unrouted", "unrouted_total", "Events that no route wanted")                                  \
	X("duplicates", "duplicates_total", "Entries whose event had been counted before")              \
	X("poison", "poison_total", "Entries that could not be read, kept in errnotice_poison")         \
	X("poison_dropped", "poison_dropped_total",                                                     \
		"Entries that errnotice_poison kept no longer: too many, too large or too old")         \
	X("tasks_refused", "tasks_refused_total", "Rows that log_queue_task did not take")              \
	X("late", "late_total", "Events older than keep_ids when they came; counted as well")

/* The rows of one counter; `show` is called for each. */
static bool each_counter(struct store *store, const char *name, void (*show)(FILE *, const char *, int64_t),
	FILE *out, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT reason, value FROM errnotice_counter WHERE name = ? ORDER BY reason";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, name);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		show(out, store_column_text(statement, 0), store_column_int(statement, 1));
	}
	return row == STORE_END;
}

static bool write_total(FILE *out, struct store *store, const char *name, const char *metric,
	const char *help, struct errnotice_err *err)
{
	int64_t value;

	if (!store_counted(store, name, &value, err)) {
		return false;
	}
	sample_head(out, metric, "counter", help);
	sample_int(out, metric, value, NULL);
	return true;
}

static void show_muted(FILE *out, const char *reason, int64_t value)
{
	sample_int(out, "muted_total", value, "reason", reason, NULL);
}

static void show_notices(FILE *out, const char *robot_result, int64_t value)
{
	const char *space = strrchr(robot_result, ' ');
	char robot[256];

	if (space && (size_t)(space - robot_result) < sizeof(robot)) {
		snprintf(robot, sizeof(robot), "%.*s", (int)(space - robot_result), robot_result);
		sample_int(out, "notices_total", value, "robot", robot, "result", space + 1, NULL);
	}
}

static bool write_counters(FILE *out, struct store *store, struct errnotice_err *err)
{
	bool fine = true;
#define X(name, metric, help) fine = fine && write_total(out, store, name, metric, help, err);
	STORE_COUNTERS(X)
#undef X
	if (!fine) {
		return false;
	}
	sample_head(out, "muted_total", "counter", "Events withheld for good");
	if (!each_counter(store, "muted", show_muted, out, err)) {
		return false;
	}
	sample_head(out, "notices_total", "counter", "Attempts to send a message, by what came of them");
	return each_counter(store, "notices", show_notices, out, err);
}

static bool write_pending(FILE *out, struct store *store, int64_t now_ms, struct errnotice_err *err)
{
	struct pending pending;

	if (!pending_read(store, now_ms / 1000, &pending, err)) {
		return false;
	}
	sample_head(out, "pending", "gauge", "Events not yet told, by what they wait for");
	sample_int(out, "pending", (int64_t)pending.budget, "reason", "budget", NULL);
	sample_int(out, "pending", (int64_t)pending.repeat, "reason", "repeat", NULL);
	sample_int(out, "pending", (int64_t)pending.threshold, "reason", "threshold", NULL);
	sample_int(out, "pending", (int64_t)pending.quiet, "reason", "quiet", NULL);
	sample_int(out, "pending", (int64_t)pending.sending, "reason", "sending", NULL);
	sample_int(out, "pending", (int64_t)pending.failed, "reason", "failed", NULL);
	return true;
}

static void show_lost(const struct losses_row *row, void *out)
{
	sample_int(out, "lost_total", row->count, "host", row->host, "reason", row->reason, NULL);
}

static bool write_lost(FILE *out, struct store *store, struct errnotice_err *err)
{
	sample_head(out, "lost_total", "counter",
		"Events that a PHP host had to drop, of the 1000 hosts and reasons seen last");
	return losses_each(store, LOST_MOST, show_lost, out, err);
}

static bool write_errors(FILE *out, struct store *store, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT app, env, code, SUM(total) FROM errnotice_issue GROUP BY app, env, code"
		" ORDER BY SUM(total) DESC LIMIT ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, ERRORS_MOST);
	sample_head(out, "errors_total", "counter", "Events by code, the 1000 most frequent");
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		sample_int(out, "errors_total", store_column_int(statement, 3), "app",
			store_column_text(statement, 0), "env", store_column_text(statement, 1), "code",
			store_column_text(statement, 2), NULL);
	}
	return row == STORE_END;
}

static int64_t left_of(const struct health *health)
{
	return health->left;
}

static int64_t month_of(const struct health *health)
{
	return health->month.sent;
}

static int64_t works_of(const struct health *health)
{
	return health->works;
}

static void write_healths(FILE *out, const struct conf *conf, const struct health *healths)
{
	static const struct {
		const char *metric, *help;
		int64_t (*of)(const struct health *);
	} gauges[] = {
		{"robot_budget", "Messages that the robot would take now", left_of},
		{"robot_month_sent",
			"Messages that the robot was sent in this calendar month, or may have been",
			month_of},
		{"robot_works",
			"0 while the robot is left alone, after failures or because its month is used up",
			works_of},
	};

	for (size_t g = 0; g < sizeof(gauges) / sizeof(*gauges); g++) {
		sample_head(out, gauges[g].metric, "gauge", gauges[g].help);
		for (size_t i = 0; i < conf->robot_count; i++) {
			sample_int(out, gauges[g].metric, gauges[g].of(&healths[i]), "robot",
				conf->robots[i].name, NULL);
		}
	}
}

static bool write_robots(
	FILE *out, const struct conf *conf, struct store *store, int64_t now_ms, struct errnotice_err *err)
{
	struct health *healths = calloc(conf->robot_count + 1, sizeof(*healths));
	bool fine = healths || errnotice_err_set(err, "no memory");

	for (size_t i = 0; fine && i < conf->robot_count; i++) {
		fine = health_read(store, &conf->robots[i], now_ms, &healths[i], err);
	}
	if (fine) {
		write_healths(out, conf, healths);
	}
	free(healths);
	return fine;
}

static bool write_store(
	FILE *out, const struct conf *conf, struct store *store, int64_t now_ms, struct errnotice_err *err)
{
	return write_counters(out, store, err) && write_pending(out, store, now_ms, err)
	       && write_lost(out, store, err) && write_errors(out, store, err)
	       && write_robots(out, conf, store, now_ms, err);
}

/* --- from this process --- */

static void write_time(FILE *out, enum vitals_time time, const char *metric, const char *help)
{
	struct vitals_histogram histogram;
	char name[96], bound[32];
	uint64_t events = 0;

	vitals_read(time, &histogram);
	sample_head(out, metric, "histogram", help);
	snprintf(name, sizeof(name), "%s_bucket", metric);
	for (int i = 0; i < VITALS_BUCKETS; i++) {
		events += histogram.bucket[i];
		snprintf(bound, sizeof(bound), "%g", i < VITALS_BUCKETS - 1 ? vitals_bucket_s[i] : 0);
		sample_int(out, name, (int64_t)events, "le", i < VITALS_BUCKETS - 1 ? bound : "+Inf", NULL);
	}
	fprintf(out, "errnotice_%s_sum %.3f\n", metric, (double)histogram.sum_ms / 1000);
	fprintf(out, "errnotice_%s_count %" PRIu64 "\n", metric, events);
}

static void write_process(FILE *out)
{
#define X(name, metric, help)                      \
	sample_head(out, metric, "counter", help); \
	sample_int(out, metric, (int64_t)vitals_get(VITALS_##name), NULL);
	VITALS_COUNTERS(X)
#undef X
#define X(name, metric, help) write_time(out, VITALS_TIME_##name, metric, help);
	VITALS_TIMES(X)
#undef X
	sample_head(out, "queue_up", "gauge", "1 while the queue answers");
	sample_int(out, "queue_up", waits_get(WAITS_QUEUE).there, NULL);
	sample_head(out, "store_up", "gauge", "1 while the store takes what is counted");
	sample_int(out, "store_up", waits_get(WAITS_STORE).there, NULL);
	if (waits_lag() >= 0) {
		sample_head(out, "queue_lag", "gauge", "Entries on the stream that are not yet done");
		sample_int(out, "queue_lag", waits_lag(), NULL);
	}
	sample_head(out, "build_info", "gauge", "The version of this program");
	sample_int(out, "build_info", 1, "version", CONSUMER_VERSION, NULL);
}

bool metrics_write(
	FILE *out, const struct conf *conf, struct store *store, int64_t now_ms, struct errnotice_err *err)
{
	write_process(out);
	if (!store) {
		return true;
	}
	if (!store_begin_reading(store, err)) {
		return false;
	}
	bool fine = write_store(out, conf, store, now_ms, err);
	store_end_reading(store);
	return fine;
}
