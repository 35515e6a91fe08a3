/* What comes in joins the notice of its place, or begins one; a threshold or quiet hours may hold it. */
#include "consumer/store/issues.h"
#include "consumer/store/notices.h"
#include "consumer/store/notices_rows.h"
#include "consumer/store/windows.h"

struct adding {
	struct store *store;
	const struct notices_more *more;
	int64_t now_s;
	struct notices_place place;
	int64_t due; /* the notice that it joins; 0: none yet */
	enum spell_wait wait;
	struct spell spell; /* as the place remembers it */
};

/* --- what the place remembers --- */

/* An issue that was never heard of there is new. */
static bool find_place(struct adding *a, struct errnotice_err *err)
{
	static const char sql[] = "SELECT t.due, t.at, t.state, n.waits"
				  " FROM errnotice_told t LEFT JOIN errnotice_notice n ON n.id = t.due"
				  " WHERE t.fp = ? AND t.route = ? AND t.robot = ?";

	struct store_statement *statement = store_statement(a->store, sql, err);
	notices_bind_place(statement, 1, &a->place);
	a->spell = (struct spell){.state = ISSUE_NEW};
	enum store_row row = store_next(a->store, statement, err);
	if (row == STORE_ROW) {
		a->due = store_column_int(statement, 0);
		a->spell.told_at = store_column_int(statement, 1);
		a->spell.state = issue_state_of(store_column_text(statement, 2));
		a->wait = spell_wait_of(store_column_text(statement, 3));
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

static bool remember(struct adding *a, enum issue_state state, struct errnotice_err *err)
{
	return notices_remember(a->store, &a->place, a->due, state, err);
}

/* --- its notice --- */

static bool begin(struct adding *a, enum issue_state state, struct errnotice_err *err)
{
	struct spell_next next = spell_next(&a->spell, state, a->more->route, a->now_s);

	a->wait = next.wait;
	return notices_insert(a->store, &a->place, "due", a->now_s, &next, &a->due, err)
	       && notices_insert_item(a->store, a->due, &a->place, state, err) && remember(a, state, err);
}

/* Until its `repeat` or a quiet time is over; a threshold is another matter. */
static bool is_held(const struct adding *a)
{
	return a->wait == SPELL_REPEAT || a->wait == SPELL_QUIET;
}

/* It waits for its `repeat`, perhaps until a quiet time is over, and is back meanwhile. */
static bool hasten(struct adding *a, struct errnotice_err *err)
{
	struct spell_next now = spell_at(a->more->route, SPELL_DUE, a->now_s);

	a->wait = now.wait;
	return notices_set_item(a->store, a->due, ISSUE_BACK, err)
	       && notices_set_next(a->store, a->due, &now, err) && remember(a, ISSUE_BACK, err);
}

/* The group was to be told that it is over, was not yet, and it goes on. */
static bool withdraw(struct adding *a, struct errnotice_err *err)
{
	a->spell.state = ISSUE_OPEN;
	struct spell_next next = spell_next(&a->spell, ISSUE_OPEN, a->more->route, a->now_s);

	a->wait = next.wait;
	return notices_set_item(a->store, a->due, ISSUE_OPEN, err)
	       && notices_set_next(a->store, a->due, &next, err) && remember(a, ISSUE_OPEN, err);
}

static bool join(struct adding *a, struct errnotice_err *err)
{
	uint64_t counted = a->more->counted;

	return notices_change(a->store, a->due, (int64_t)a->more->events, (int64_t)counted, err)
	       && (!counted || store_count(a->store, "pending", "", (int64_t)counted, err));
}

/* --- its threshold --- */

static bool count_up(struct adding *a, struct errnotice_err *err)
{
	const struct conf_threshold *threshold = &a->more->route->threshold;
	struct spell_next now = spell_at(a->more->route, SPELL_DUE, a->now_s);
	struct window window;
	bool reached = threshold->events <= 1; /* it may have been more when the notice began */

	if (!windows_load(a->store, a->due, &window, err)) {
		return false;
	}
	window_call_back(&window, threshold->length_s, a->now_s);
	for (size_t i = 0; i < a->more->slice_count && !reached; i++) {
		struct window_slice slice = a->more->slices[i];
		slice.counted = a->more->counted ? slice.counted : 0;
		slice.until = a->now_s + threshold->length_s;
		reached = window_add(&window, &slice, threshold->length_s, (uint64_t)threshold->events);
	}
	if (reached) {
		window.count = 0; /* all that it held is told */
	}
	return windows_keep(a->store, a->due, &window, err)
	       && notices_mute(a->store, a->due, &window.dropped, "threshold", a->now_s, err)
	       && (!reached || notices_set_next(a->store, a->due, &now, err));
}

bool notices_add(
	struct store *store, const struct notices_more *more, int64_t now_s, struct errnotice_err *err)
{
	struct adding adding = {store, more, now_s, {more->fp, more->route->name, more->robot}, .due = 0};
	struct adding *a = &adding;

	if (!find_place(a, err)) {
		return false;
	}
	if (a->due && a->spell.state == ISSUE_RECOVERED && !withdraw(a, err)) {
		return false;
	}
	enum issue_state state = spell_state(&a->spell, more->route, more->gap_s);
	bool is_back = state == ISSUE_BACK && a->spell.state != ISSUE_BACK;
	if (!a->due && !begin(a, state, err)) {
		return false;
	}
	if (is_back && !issues_come_back(store, more->fp, now_s, err)) {
		return false;
	}
	if (is_back && a->spell.state == ISSUE_OPEN && is_held(a) && !hasten(a, err)) {
		return false;
	}
	return join(a, err) && (a->wait != SPELL_THRESHOLD || count_up(a, err));
}

bool notices_give_up(struct store *store, int64_t now_s, bool *more, struct errnotice_err *err)
{
	struct window window;
	int64_t notice;

	if (!windows_over(store, now_s, &notice, err)) {
		return false;
	}
	*more = notice != 0;
	if (!notice) {
		return true;
	}
	if (!windows_load(store, notice, &window, err)) {
		return false;
	}
	window_expire(&window, now_s);
	return windows_keep(store, notice, &window, err)
	       && notices_mute(store, notice, &window.dropped, "threshold", now_s, err);
}

/* --- quiet hours that began after it was due --- */

bool notices_wait_there(struct store *store, const char *route, const char *robot, int64_t now_s, bool *any,
	struct errnotice_err *err)
{
	static const char sql[] = "SELECT 1 FROM errnotice_notice WHERE robot = ? AND state = 'due'"
				  " AND next_at <= ? AND route = ? AND waits <> 'escalated' LIMIT 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, robot);
	store_bind_int(statement, 2, now_s);
	store_bind_text(statement, 3, route);
	enum store_row row = store_next(store, statement, err);
	*any = row == STORE_ROW;
	store_reset(statement);
	return row != STORE_FAILED;
}

bool notices_hold(struct store *store, const char *route, const char *robot, int64_t now_s, int64_t until_s,
	struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_notice SET waits = 'quiet', next_at = ?"
				  " WHERE robot = ? AND state = 'due' AND next_at <= ? AND route = ?"
				  " AND waits <> 'escalated'";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, until_s);
	store_bind_text(statement, 2, robot);
	store_bind_int(statement, 3, now_s);
	store_bind_text(statement, 4, route);
	return store_run(store, statement, err);
}
