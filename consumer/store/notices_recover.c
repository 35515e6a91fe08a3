/* An issue that stays away is over, and the group is told so, with all that still waited. */
#include "consumer/store/issues.h"
#include "consumer/store/notices.h"
#include "consumer/store/notices_rows.h"

struct found {
	char fp[ERRNOTICE_FP_LEN + 1]; /* "": none */
	int64_t due, last_s;
};

static bool find(
	struct store *store, const struct notices_away *away, struct found *found, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT t.fp, t.due, i.last_seen FROM errnotice_told t JOIN errnotice_issue i ON i.fp = t.fp"
		" WHERE t.route = ? AND t.robot = ? AND t.state = 'open' AND i.last_seen <= ? LIMIT 1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, away->route->name);
	store_bind_text(statement, 2, away->robot);
	store_bind_int(statement, 3, away->now_s - away->route->recovered_s);
	*found = (struct found){.due = 0};
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		store_copy_text(statement, 0, found->fp, sizeof(found->fp));
		found->due = store_column_int(statement, 1);
		found->last_s = store_column_int(statement, 2);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

static bool tell(struct store *store, const struct notices_away *away, const struct notices_place *place,
	int64_t *due, struct errnotice_err *err)
{
	struct spell_next next = spell_at(away->route, SPELL_DUE, away->now_s);

	if (*due) { /* what waits for its `repeat` comes along */
		return notices_set_next(store, *due, &next, err)
		       && notices_set_item(store, *due, ISSUE_RECOVERED, err);
	}
	return notices_insert(store, place, "due", away->now_s, &next, due, err)
	       && notices_insert_item(store, *due, place, ISSUE_RECOVERED, err);
}

bool notices_stay_away(
	struct store *store, const struct notices_away *away, bool *any, struct errnotice_err *err)
{
	struct found found;
	bool fine = find(store, away, &found, err);

	*any = fine && *found.fp;
	return fine;
}

bool notices_recover(
	struct store *store, const struct notices_away *away, bool *more, struct errnotice_err *err)
{
	struct found found;

	if (!find(store, away, &found, err)) {
		return false;
	}
	*more = *found.fp;
	if (!*more) {
		return true;
	}
	struct notices_place place = {found.fp, away->route->name, away->robot};
	/* what was over long before this was asked for is no news */
	bool is_news = found.due
		       || found.last_s > away->now_s - away->route->recovered_s - away->route->back_after_s;
	return (!is_news || tell(store, away, &place, &found.due, err))
	       && notices_remember(store, &place, found.due, ISSUE_RECOVERED, err)
	       && issues_recover(store, found.fp, err);
}
