#include "consumer/store/notices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "consumer/store/notices_rows.h"
#include "consumer/store/unheard.h"

/* --- rows --- */

void notices_bind_place(struct store_statement *statement, int at, const struct notices_place *place)
{
	store_bind_text(statement, at, place->fp);
	store_bind_text(statement, at + 1, place->route);
	store_bind_text(statement, at + 2, place->robot);
}

bool notices_insert(struct store *store, const struct notices_place *place, const char *state, int64_t now_s,
	const struct spell_next *next, int64_t *id, struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_notice (robot, route, state, waits, events, "
				  "counted, created_at, next_at)"
				  " VALUES (?, ?, ?, ?, 0, 0, ?, ?)";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, place->robot);
	store_bind_text(statement, 2, place->route);
	store_bind_text(statement, 3, state);
	store_bind_text(statement, 4, spell_wait_name(next->wait));
	store_bind_int(statement, 5, now_s);
	store_bind_int(statement, 6, next->at_s);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*id = store_last_id(store);
	return true;
}

bool notices_set_next(
	struct store *store, int64_t id, const struct spell_next *next, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_notice SET waits = ?, next_at = ? WHERE id = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, spell_wait_name(next->wait));
	store_bind_int(statement, 2, next->at_s);
	store_bind_int(statement, 3, id);
	return store_run(store, statement, err);
}

bool notices_insert_item(struct store *store, int64_t id, const struct notices_place *place,
	enum issue_state state, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_notice_item (notice, fp, route, events, counted, fresh, state)"
		" VALUES (?, ?, ?, 0, 0, ?, ?)";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	store_bind_text(statement, 2, place->fp);
	store_bind_text(statement, 3, place->route);
	store_bind_int(statement, 4, state == ISSUE_NEW);
	store_bind_text(statement, 5, issue_state_name(state));
	return store_run(store, statement, err);
}

bool notices_set_item(struct store *store, int64_t id, enum issue_state state, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_notice_item SET state = ? WHERE notice = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, issue_state_name(state));
	store_bind_int(statement, 2, id);
	return store_run(store, statement, err);
}

bool notices_remember(struct store *store, const struct notices_place *place, int64_t due,
	enum issue_state state, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_told (fp, route, robot, at, due, state) VALUES (?, ?, ?, 0, NULLIF(?, "
		"0), ?)"
		" ON CONFLICT (fp, route, robot) DO UPDATE SET due = excluded.due, state = excluded.state";

	struct store_statement *statement = store_statement(store, sql, err);
	notices_bind_place(statement, 1, place);
	store_bind_int(statement, 4, due);
	store_bind_text(statement, 5, issue_state_name(state));
	return store_run(store, statement, err);
}

bool notices_change(
	struct store *store, int64_t id, int64_t events, int64_t counted, struct errnotice_err *err)
{
	static const char notice[] =
		"UPDATE errnotice_notice SET events = events + ?, counted = counted + ? WHERE id = ?";
	static const char item[] = "UPDATE errnotice_notice_item SET events = events + ?, counted = counted "
				   "+ ? WHERE notice = ?";
	const char *const both[] = {notice, item};

	for (int i = 0; i < 2; i++) {
		struct store_statement *statement = store_statement(store, both[i], err);
		store_bind_int(statement, 1, events);
		store_bind_int(statement, 2, counted);
		store_bind_int(statement, 3, id);
		if (!store_run(store, statement, err)) {
			return false;
		}
	}
	return true;
}

static bool forget_empty(struct store *store, int64_t id, struct errnotice_err *err)
{
	static const char *const all[] = {
		"UPDATE errnotice_told SET due = NULL WHERE due = ?1 AND EXISTS"
		" (SELECT 1 FROM errnotice_notice WHERE id = ?1 AND events = 0)",
		"DELETE FROM errnotice_notice_item WHERE notice = ?1 AND events = 0",
		"DELETE FROM errnotice_notice WHERE id = ?1 AND events = 0",
	};

	for (int i = 0; i < 3; i++) {
		struct store_statement *statement = store_statement(store, all[i], err);
		store_bind_int(statement, 1, id);
		if (!store_run(store, statement, err)) {
			return false;
		}
	}
	return true;
}

bool notices_mute(struct store *store, int64_t id, const struct window_slice *slice, const char *reason,
	int64_t now_s, struct errnotice_err *err)
{
	int64_t events = (int64_t)slice->events, counted = (int64_t)slice->counted;

	if (!events) {
		return true;
	}
	return notices_change(store, id, -events, -counted, err)
	       && (!counted
		       || (store_count(store, "pending", "", -counted, err)
			       && unheard_mute(store, reason, counted, now_s, err)))
	       && forget_empty(store, id, err);
}

/* --- what is due --- */

static void read_due(struct notice_due *due, struct store_statement *statement)
{
	due->id = store_column_int(statement, 0);
	store_copy_text(statement, 1, due->fp, sizeof(due->fp));
	store_copy_text(statement, 2, due->route, sizeof(due->route));
	due->events = (uint64_t)store_column_int(statement, 3);
	due->state = issue_state_of(store_column_text(statement, 4));
	store_copy_text(statement, 5, due->app, sizeof(due->app));
	store_copy_text(statement, 6, due->env, sizeof(due->env));
	store_copy_text(statement, 7, due->code, sizeof(due->code));
	due->told_at = store_column_int(statement, 8);
	due->escalated.events = (uint64_t)store_column_int(statement, 9);
	due->escalated.length_s = store_column_int(statement, 10);
}

bool notices_due(struct store *store, const char *robot, int64_t now_s, struct notice_due *into, size_t room,
	size_t *count, struct errnotice_err *err)
{
	static const char sql[] = "SELECT n.id, i.fp, i.route, i.events, i.state, s.app, s.env, s.code,"
				  " t.at, i.escalated, i.escalated_s"
				  " FROM errnotice_notice n JOIN errnotice_notice_item i ON i.notice = n.id"
				  " LEFT JOIN errnotice_issue s ON s.fp = i.fp"
				  " LEFT JOIN errnotice_told t"
				  "  ON t.fp = i.fp AND t.route = i.route AND t.robot = n.robot"
				  " WHERE n.robot = ? AND n.state = 'due' AND n.next_at <= ?"
				  " ORDER BY i.fresh DESC, i.escalated > 0 DESC, i.events DESC, n.id LIMIT ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, robot);
	store_bind_int(statement, 2, now_s);
	store_bind_int(statement, 3, (int64_t)room);
	enum store_row row;
	for (*count = 0; (row = store_next(store, statement, err)) == STORE_ROW; ++*count) {
		read_due(&into[*count], statement);
		snprintf(into[*count].robot, sizeof(into->robot), "%s", robot);
	}
	return row == STORE_END;
}

bool notices_sending(struct store *store, const char *robot, const char *via, int64_t now_s,
	struct notice_sending *into, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT id, body, attempts, errcode, unsure, via <> ?2 FROM errnotice_notice"
		" WHERE state = 'sending' AND next_at <= ?3"
		" AND ((robot = ?1 AND unsure = 0) OR (via = ?2 AND unsure <> 0))"
		" ORDER BY attempts, id LIMIT 1";

	*into = (struct notice_sending){0};
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, robot);
	store_bind_text(statement, 2, via);
	store_bind_int(statement, 3, now_s);
	enum store_row row = store_next(store, statement, err);
	if (row != STORE_ROW) {
		return row == STORE_END;
	}
	into->id = store_column_int(statement, 0);
	into->body = strdup(store_column_text(statement, 1));
	into->attempts = (int)store_column_int(statement, 2);
	into->errcode = store_column_int(statement, 3);
	into->unsure = store_column_int(statement, 4) != 0;
	into->moved = store_column_int(statement, 5) != 0;
	store_reset(statement);
	return into->body || errnotice_err_set(err, "store: no memory");
}

void notice_sending_clear(struct notice_sending *sending)
{
	free(sending->body);
	*sending = (struct notice_sending){0};
}

bool notices_next(
	struct store *store, const char *robot, const char *via, int64_t *at_s, struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT MIN(next_at) FROM ("
		"SELECT MIN(next_at) AS next_at FROM errnotice_notice WHERE robot = ?1 AND state = 'due'"
		" UNION ALL "
		"SELECT MIN(next_at) FROM errnotice_notice"
		" WHERE robot = ?1 AND state = 'sending' AND unsure = 0"
		" UNION ALL "
		"SELECT MIN(next_at) FROM errnotice_notice"
		" WHERE via = ?2 AND state = 'sending' AND unsure <> 0) AS next_of";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, robot);
	store_bind_text(statement, 2, via);
	return store_read_number(store, statement, at_s, err);
}

/* --- freeze --- */

static bool note_told(struct store *store, const struct notices_place *place, enum issue_state state,
	int64_t now_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_told SET at = ?4, due = NULL, state = ?5"
				  " WHERE fp = ?1 AND route = ?2 AND robot = ?3";

	struct store_statement *statement = store_statement(store, sql, err);
	notices_bind_place(statement, 1, place);
	store_bind_int(statement, 4, now_s);
	store_bind_text(statement, 5, issue_state_name(state == ISSUE_RECOVERED ? state : ISSUE_OPEN));
	return store_run(store, statement, err);
}

/* The items of a due notice go over to another, and it is no more. */
static bool move(struct store *store, int64_t from, int64_t to, struct errnotice_err *err)
{
	static const char items[] = "UPDATE errnotice_notice_item SET notice = ?2 WHERE notice = ?1";
	static const char gone[] = "DELETE FROM errnotice_notice WHERE id = ?1";

	struct store_statement *statement = store_statement(store, items, err);
	store_bind_int(statement, 1, from);
	store_bind_int(statement, 2, to);
	if (!store_run(store, statement, err) || !(statement = store_statement(store, gone, err))) {
		return false;
	}
	store_bind_int(statement, 1, from);
	return store_run(store, statement, err);
}

static bool set_body(struct store *store, int64_t id, const char *via, const char *body, const char *msg_uuid,
	int64_t again_s, struct errnotice_err *err)
{
	static const char sql[] =
		"UPDATE errnotice_notice SET state = 'sending', body = ?2, msg_uuid = ?3, next_at = ?4,"
		" attempts = 1, via = ?5, unsure = 1,"
		" events = (SELECT SUM(events) FROM errnotice_notice_item WHERE notice = ?1),"
		" counted = (SELECT SUM(counted) FROM errnotice_notice_item WHERE notice = ?1)"
		" WHERE id = ?1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	store_bind_text(statement, 2, body);
	store_bind_text(statement, 3, msg_uuid);
	store_bind_int(statement, 4, again_s);
	store_bind_text(statement, 5, via);
	return store_run(store, statement, err);
}

/* The route of all of them, or "" when they come from several. */
static const char *common_route(const struct notice_due *dues, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (strcmp(dues[i].route, dues[0].route) != 0) {
			return "";
		}
	}
	return dues[0].route;
}

static const char *common_robot(const struct notice_due *dues, size_t count, const char *via)
{
	for (size_t i = 1; i < count; i++) {
		if (strcmp(dues[i].robot, dues[0].robot) != 0) {
			return via;
		}
	}
	return dues[0].robot;
}

bool notices_freeze(struct store *store, const char *via, const struct notice_due *dues, size_t count,
	const char *body, const char *msg_uuid, int64_t now_s, int64_t again_s, int64_t *id,
	struct errnotice_err *err)
{
	struct notices_place of = {NULL, common_route(dues, count), common_robot(dues, count, via)};
	struct spell_next again = {SPELL_DUE, again_s};

	*id = dues[0].id;
	if (count > 1 && !notices_insert(store, &of, "sending", now_s, &again, id, err)) {
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		struct notices_place place = {dues[i].fp, dues[i].route, dues[i].robot};
		if (!note_told(store, &place, dues[i].state, now_s, err)
			|| (count > 1 && !move(store, dues[i].id, *id, err))) {
			return false;
		}
	}
	return set_body(store, *id, via, body, msg_uuid, again_s, err);
}

bool notices_say(struct store *store, const char *robot, const char *about, const char *body,
	const char *msg_uuid, bool begun, int64_t now_s, int64_t again_s, int64_t *id,
	struct errnotice_err *err)
{
	static const char sql[] = "INSERT INTO errnotice_notice (robot, route, state, events, counted, "
				  "about, body, msg_uuid, attempts, via, unsure, created_at, next_at)"
				  " VALUES (?1, '', 'sending', 0, 0, ?2, ?3, ?4, ?7, ?1, ?7, ?5, ?6)";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, robot);
	store_bind_text(statement, 2, about);
	store_bind_text(statement, 3, body);
	store_bind_text(statement, 4, msg_uuid);
	store_bind_int(statement, 5, now_s);
	store_bind_int(statement, 6, again_s);
	store_bind_int(statement, 7, begun);
	if (!store_run(store, statement, err)) {
		return false;
	}
	*id = store_last_id(store);
	return true;
}

bool notices_mend(struct store *store, int64_t id, const char *body, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_notice SET body = ? WHERE id = ? AND state = 'sending'";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, body);
	store_bind_int(statement, 2, id);
	return store_run(store, statement, err);
}

bool notices_attempt(
	struct store *store, int64_t id, const char *via, int64_t again_s, struct errnotice_err *err)
{
	static const char sql[] = "UPDATE errnotice_notice SET attempts = attempts + 1, unsure = 1,"
				  " via = ?, next_at = ? WHERE id = ?";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, via);
	store_bind_int(statement, 2, again_s);
	store_bind_int(statement, 3, id);
	return store_run(store, statement, err);
}
