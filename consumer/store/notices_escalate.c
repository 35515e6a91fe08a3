/* An issue that escalates is told now, whatever its notice waits for. */
#include "consumer/store/notices.h"
#include "consumer/store/notices_rows.h"
#include "consumer/store/windows.h"

static bool find_due(
	struct store *store, const struct notices_place *place, int64_t *due, struct errnotice_err *err)
{
	static const char sql[] = "SELECT due FROM errnotice_told WHERE fp = ? AND route = ? AND robot = ?";

	*due = 0;
	struct store_statement *statement = store_statement(store, sql, err);
	notices_bind_place(statement, 1, place);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		*due = store_column_int(statement, 0);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

/* A robot that is none of the route's has no notice of the issue, but for an escalation that it did not say yet. */
static bool begin(struct store *store, const struct notices_place *place, int64_t now_s,
	const struct spell_next *next, int64_t *due, struct errnotice_err *err)
{
	return notices_insert(store, place, "due", now_s, next, due, err)
	       && notices_insert_item(store, *due, place, ISSUE_OPEN, err)
	       && notices_remember(store, place, *due, ISSUE_OPEN, err);
}

static bool mark(
	struct store *store, int64_t id, const struct escalated *escalated, struct errnotice_err *err)
{
	static const char sql[] =
		"UPDATE errnotice_notice_item SET escalated = ?, escalated_s = ? WHERE notice = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, (int64_t)escalated->events);
	store_bind_int(statement, 2, escalated->length_s);
	store_bind_int(statement, 3, id);
	return store_run(store, statement, err);
}

bool notices_escalate(struct store *store, const struct notices_escalation *escalation, int64_t now_s,
	struct errnotice_err *err)
{
	static const struct window none;
	struct notices_place place = {escalation->fp, escalation->route, escalation->robot};
	struct spell_next now = {SPELL_ESCALATED, now_s};
	int64_t copied = escalation->is_copy ? (int64_t)escalation->escalated.events : 0, due;

	if (!find_due(store, &place, &due, err)) {
		return false;
	}
	if (!due && !begin(store, &place, now_s, &now, &due, err)) {
		return false;
	}
	/* no threshold holds it any more */
	return windows_keep(store, due, &none, err) && notices_set_next(store, due, &now, err)
	       && notices_change(store, due, copied, 0, err) && mark(store, due, &escalation->escalated, err);
}
