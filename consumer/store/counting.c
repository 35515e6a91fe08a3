#include "consumer/store/counting.h"

#include <string.h>

enum {
	MINUTE_MS = 60000,
	AT_ONCE = 10,           /* events in one statement to a server */
	EVENT_MOST = 24 * 1024, /* bytes of one, by the limits of event.h */
};

static void bind_field(struct store_statement *statement, int at, const struct errnotice_event *event,
	enum errnotice_field field)
{
	store_bind_span(statement, at, event->field[field]);
}

/* --- minutes --- */

static bool add_minute(
	struct store *store, const struct errnotice_event *event, uint64_t count, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_minute (minute, fp, app, env, class, code, count)"
				  " VALUES (?, ?, ?, ?, ?, ?, ?)"
				  " ON CONFLICT (minute, fp) DO UPDATE SET count = count + excluded.count";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, event->time_ms / MINUTE_MS * 60);
	bind_field(statement, 2, event, ERRNOTICE_FIELD_FP);
	bind_field(statement, 3, event, ERRNOTICE_FIELD_APP);
	bind_field(statement, 4, event, ERRNOTICE_FIELD_ENV);
	bind_field(statement, 5, event, ERRNOTICE_FIELD_CLASS);
	bind_field(statement, 6, event, ERRNOTICE_FIELD_CODE);
	store_bind_int(statement, 7, (int64_t)count);
	return store_run(store, statement, err);
}

static bool add_minutes(struct store *store, const struct errnotice_event *const *events, size_t count,
	uint64_t *total, struct errnotice_err *err)
{
	*total = 0;
	for (size_t first = 0, next; first < count; first = next) {
		uint64_t sum = 0;
		int64_t minute = events[first]->time_ms / MINUTE_MS;
		for (next = first; next < count && events[next]->time_ms / MINUTE_MS == minute; next++) {
			sum += events[next]->count;
		}
		if (!add_minute(store, events[first], sum, err)) {
			return false;
		}
		*total += sum;
	}
	return true;
}

/* --- the issue --- */

/* `new` for its first day, `back` for the first one since it came back (issues.h); the text is that of its newest event. */
static bool add_issue(struct store *store, const struct errnotice_event *first,
	const struct errnotice_event *last, uint64_t total, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_issue (fp, app, env, class, code, site, message, first_release, "
		"last_release,"
		" first_seen, last_seen, total, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'new')"
		" ON CONFLICT (fp) DO UPDATE SET total = total + excluded.total,"
		" message = CASE WHEN excluded.last_seen < last_seen THEN message ELSE excluded.message END,"
		" last_release = CASE WHEN excluded.last_seen < last_seen THEN last_release"
		"  ELSE excluded.last_release END,"
		" first_release = CASE WHEN excluded.first_seen < first_seen THEN excluded.first_release"
		"  ELSE first_release END,"
		" state = CASE WHEN state = 'recovered' OR excluded.last_seen >= 86400"
		"  + CASE state WHEN 'back' THEN back_at ELSE first_seen END THEN 'open' ELSE state END,"
		" first_seen = CASE WHEN excluded.first_seen < first_seen THEN excluded.first_seen"
		"  ELSE first_seen END,"
		" last_seen = CASE WHEN excluded.last_seen < last_seen THEN last_seen"
		"  ELSE excluded.last_seen END";

	struct store_statement *statement = store_statement(store, sql, err);
	bind_field(statement, 1, last, ERRNOTICE_FIELD_FP);
	bind_field(statement, 2, last, ERRNOTICE_FIELD_APP);
	bind_field(statement, 3, last, ERRNOTICE_FIELD_ENV);
	bind_field(statement, 4, last, ERRNOTICE_FIELD_CLASS);
	bind_field(statement, 5, last, ERRNOTICE_FIELD_CODE);
	bind_field(statement, 6, last, ERRNOTICE_FIELD_SITE);
	bind_field(statement, 7, last, ERRNOTICE_FIELD_MESSAGE);
	bind_field(statement, 8, first, ERRNOTICE_FIELD_RELEASE);
	bind_field(statement, 9, last, ERRNOTICE_FIELD_RELEASE);
	store_bind_int(statement, 10, first->time_ms / 1000);
	store_bind_int(statement, 11, last->time_ms / 1000);
	store_bind_int(statement, 12, (int64_t)total);
	return store_run(store, statement, err);
}

/* --- its newest events --- */

static bool has_detail(const struct errnotice_event *event)
{
	struct errnotice_span detail = event->field[ERRNOTICE_FIELD_DETAIL];
	return detail.len > 0 && !errnotice_span_is(detail, "{}");
}

/* an id that was forgotten (keep_ids) may come again while its event is kept */
#define KEEP(rows)                                                                                      \
	"INSERT OR REPLACE INTO errnotice_event (id, fp, time_ms, host, sapi, kind, path, app_release," \
	" message, file, line, count, detail) VALUES " rows
#define ROW     "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define FIVE(x) x ", " x ", " x ", " x ", " x

enum { ROW_VALUES = 13 };

static void bind_event(struct store_statement *statement, int at, const struct errnotice_event *event)
{
	bind_field(statement, at + 1, event, ERRNOTICE_FIELD_ID);
	bind_field(statement, at + 2, event, ERRNOTICE_FIELD_FP);
	store_bind_int(statement, at + 3, event->time_ms);
	bind_field(statement, at + 4, event, ERRNOTICE_FIELD_HOST);
	bind_field(statement, at + 5, event, ERRNOTICE_FIELD_SAPI);
	bind_field(statement, at + 6, event, ERRNOTICE_FIELD_KIND);
	bind_field(statement, at + 7, event, ERRNOTICE_FIELD_PATH);
	bind_field(statement, at + 8, event, ERRNOTICE_FIELD_RELEASE);
	bind_field(statement, at + 9, event, ERRNOTICE_FIELD_MESSAGE);
	bind_field(statement, at + 10, event, ERRNOTICE_FIELD_FILE);
	bind_field(statement, at + 11, event, ERRNOTICE_FIELD_LINE);
	store_bind_int(statement, at + 12, (int64_t)event->count);
	if (has_detail(event)) {
		bind_field(statement, at + 13, event, ERRNOTICE_FIELD_DETAIL);
	} else {
		store_bind_text(statement, at + 13, "{}");
	}
}

static bool keep_event(struct store *store, const struct errnotice_event *event, struct errnotice_err *err)
{
	static const char sql[] = KEEP(ROW);

	struct store_statement *statement = store_statement(store, sql, err);
	bind_event(statement, 0, event);
	return store_run(store, statement, err);
}

static bool keep_some(
	struct store *store, const struct errnotice_event *const *events, struct errnotice_err *err)
{
	static const char sql[] = KEEP(FIVE(ROW ", " ROW));

	struct store_statement *statement = store_statement(store, sql, err);
	for (int i = 0; i < AT_ONCE; i++) {
		bind_event(statement, i * ROW_VALUES, events[i]);
	}
	return store_run(store, statement, err);
}

static bool keep_all(struct store *store, const struct errnotice_event *const *events, size_t count,
	struct errnotice_err *err)
{
	bool far = store_is_far(store) && store_room(store) >= AT_ONCE * EVENT_MOST;

	for (size_t i = 0, step; i < count; i += step) {
		step = far && count - i >= AT_ONCE ? AT_ONCE : 1;
		if (!(step > 1 ? keep_some(store, events + i, err) : keep_event(store, events[i], err))) {
			return false;
		}
	}
	return true;
}

/*
 * A storm sends details for its first events only: the newest one that has a
 * detail stays beside the newest ones, or there would be none left to show.
 */
static bool forget_events(struct store *store, struct errnotice_span fp, int keep, struct errnotice_err *err)
{
	static const char sql[] =
		"DELETE FROM errnotice_event WHERE fp = ?1 AND rowid NOT IN (SELECT rowid FROM ("
		"  SELECT rowid FROM errnotice_event WHERE fp = ?1"
		"  ORDER BY time_ms DESC, rowid DESC LIMIT ?2) AS newest)"
		" AND rowid NOT IN (SELECT rowid FROM ("
		"  SELECT rowid FROM errnotice_event WHERE fp = ?1 AND detail <> '{}'"
		"  ORDER BY time_ms DESC, rowid DESC LIMIT 1) AS detailed)";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_span(statement, 1, fp);
	store_bind_int(statement, 2, keep);
	return store_run(store, statement, err);
}

static bool keep_newest(struct store *store, const struct errnotice_event *const *events, size_t count,
	int keep, struct errnotice_err *err)
{
	size_t first = count > (size_t)keep ? count - (size_t)keep : 0;

	for (size_t i = first; i-- > 0;) {
		if (!has_detail(events[i])) {
			continue;
		}
		if (!keep_event(store, events[i], err)) {
			return false;
		}
		break;
	}
	return keep_all(store, events + first, count - first, err)
	       && forget_events(store, events[0]->field[ERRNOTICE_FIELD_FP], keep, err);
}

bool counting_add(struct store *store, const struct errnotice_event *const *events, size_t count,
	int keep_events, struct errnotice_err *err)
{
	uint64_t total;

	return add_minutes(store, events, count, &total, err)
	       && add_issue(store, events[0], events[count - 1], total, err)
	       && keep_newest(store, events, count, keep_events, err);
}
