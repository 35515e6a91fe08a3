#include "consumer/store/tasks.h"

#include "common/json.h"

enum { ROOM = 64 << 10 };

/* The fields as they came, but numbers as numbers; should it not fit, `detail`, the last one, is left out. */
static struct errnotice_span as_json(const struct errnotice_event *event, char into[ROOM])
{
	struct errnotice_json json;

	errnotice_json_init(&json, into, ROOM);
	errnotice_json_open(&json, NULL, '{');
	for (int i = 0; i < ERRNOTICE_FIELD_COUNT_; i++) {
		const char *name = errnotice_field_name(i);
		if (i == ERRNOTICE_FIELD_SOURCE) {
			continue; /* between the sender and the ledger */
		}
		if (i == ERRNOTICE_FIELD_TIME) {
			errnotice_json_int(&json, name, event->time_ms);
		} else if (i == ERRNOTICE_FIELD_COUNT) {
			errnotice_json_int(&json, name, (int64_t)event->count);
		} else if (i == ERRNOTICE_FIELD_REFUSED) {
			errnotice_json_int(&json, name, event->refused);
		} else {
			errnotice_json_text(&json, name, event->field[i].data, event->field[i].len);
		}
	}
	errnotice_json_close(&json);
	return errnotice_span(into, json.len);
}

static bool insert(
	struct store *store, const struct errnotice_event *event, int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO log_queue_task (task_type, data, is_success, put_date, exec_date)"
		" VALUES (?, ?, 1, ?, ?)";
	char data[ROOM];

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, TASKS_TYPE);
	store_bind_span(statement, 2, as_json(event, data));
	store_bind_int(statement, 3, event->refused);
	store_bind_int(statement, 4, now_s);
	return store_run(store, statement, err);
}

bool tasks_add(struct store *store, const struct errnotice_event *event, int64_t now_s, bool *taken,
	struct errnotice_err *why, struct errnotice_err *err)
{
	*taken = insert(store, event, now_s, why);
	if (*taken) {
		return true;
	}
	return store_stands(store) ? store_count(store, "tasks_refused", "", 1, err)
				   : errnotice_err_set(err, "%s", why->text);
}

bool tasks_forget(struct store *store, int64_t before, int most, int *forgotten, struct errnotice_err *err)
{
#define OURS "task_type = ?1 AND is_success = 1 AND exec_date < ?2"
	static const char sql[] =
		"DELETE FROM log_queue_task WHERE " OURS " AND id IN (SELECT id FROM ("
		"  SELECT id FROM log_queue_task WHERE " OURS "  ORDER BY exec_date LIMIT ?3) AS old)";
#undef OURS
	struct errnotice_err why = {""};

	struct store_statement *statement = store_statement(store, sql, &why);
	store_bind_int(statement, 1, TASKS_TYPE);
	store_bind_int(statement, 2, before);
	store_bind_int(statement, 3, most);
	bool fine = store_run(store, statement, &why);
	*forgotten = fine ? store_changes(store) : 0;
	return fine || store_stands(store) || errnotice_err_set(err, "%s", why.text);
}
