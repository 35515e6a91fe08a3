#include "consumer/store/dead_letters.h"

#include <string.h>
#include "consumer/store/robots.h"
#include "consumer/store/unheard.h"

enum state { NONE, DUE, SENDING, FAILED };

struct found {
	enum state state;
	int64_t lease_ms; /* of the robot that it was sent by last */
};

static enum state state_of(const char *name)
{
	return strcmp(name, "due") == 0 ? DUE : strcmp(name, "sending") == 0 ? SENDING : FAILED;
}

static bool find(struct store *store, int64_t id, struct found *found, struct dead_letter *letter,
	struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT state, counted, unsure, (SELECT COALESCE(MAX(r.lease_ms), 0) FROM errnotice_robot r"
		" WHERE r.name = n.via) FROM errnotice_notice n WHERE id = ? AND state <> 'told'";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	*found = (struct found){.state = NONE};
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		found->state = state_of(store_column_text(statement, 0));
		letter->events = (uint64_t)store_column_int(statement, 1);
		letter->unsure = store_column_int(statement, 2) != 0;
		found->lease_ms = store_column_int(statement, 3);
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

static enum dead_letter_end judge(const struct found *found, int64_t now_ms)
{
	if (found->state == NONE) {
		return DEAD_LETTER_NONE;
	}
	bool under_way = found->lease_ms > now_ms && found->lease_ms < now_ms + ROBOTS_AHEAD_MS;
	return found->state == SENDING && under_way ? DEAD_LETTER_UNDER_WAY : DEAD_LETTER_DONE;
}

static bool run_for(struct store *store, const char *sql, int64_t id, struct errnotice_err *err)
{
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	return store_run(store, statement, err);
}

/* --- sent again --- */

static bool revive(struct store *store, int64_t id, int64_t now_s, struct errnotice_err *err)
{
	/* a server sees what was assigned before: `original` last */
	static const char sql[] = "UPDATE errnotice_notice SET unsure = CASE state WHEN 'sending' THEN 0"
				  " ELSE unsure END, state = 'sending', next_at = ?2, attempts = 0,"
				  " errcode = 0, body = COALESCE(original, body), less = 0, original = NULL"
				  " WHERE id = ?1";

	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, id);
	store_bind_int(statement, 2, now_s);
	return store_run(store, statement, err);
}

static bool replay(struct store *store, int64_t id, int64_t now_ms, struct dead_letter *letter,
	struct errnotice_err *err)
{
	struct found found;

	if (!find(store, id, &found, letter, err)) {
		return false;
	}
	letter->end = found.state == DUE ? DEAD_LETTER_UNMADE : judge(&found, now_ms);
	return letter->end != DEAD_LETTER_DONE || revive(store, id, now_ms / 1000, err);
}

/* --- given up --- */

static bool delete_notice(struct store *store, int64_t id, struct errnotice_err *err)
{
	static const char *const all[] = {"UPDATE errnotice_told SET due = NULL WHERE due = ?",
		"DELETE FROM errnotice_window WHERE notice = ?",
		"DELETE FROM errnotice_notice_item WHERE notice = ?",
		"DELETE FROM errnotice_notice WHERE id = ?"};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (!run_for(store, all[i], id, err)) {
			return false;
		}
	}
	return true;
}

static bool drop(struct store *store, int64_t id, int64_t now_ms, struct dead_letter *letter,
	struct errnotice_err *err)
{
	struct found found;

	if (!find(store, id, &found, letter, err)) {
		return false;
	}
	letter->end = judge(&found, now_ms);
	int64_t events = (int64_t)letter->events;
	return letter->end != DEAD_LETTER_DONE
	       || (delete_notice(store, id, err) && store_count(store, "pending", "", -events, err)
		       && unheard_mute(store, "dropped", events, now_ms / 1000, err));
}

/* --- a transaction each --- */

static bool in_transaction(struct store *store, int64_t id, int64_t now_ms, struct dead_letter *letter,
	bool (*work)(struct store *, int64_t, int64_t, struct dead_letter *, struct errnotice_err *),
	struct errnotice_err *err)
{
	*letter = (struct dead_letter){.end = DEAD_LETTER_NONE};
	return store_end(store, store_begin(store, err) && work(store, id, now_ms, letter, err), err);
}

bool dead_letters_replay(struct store *store, int64_t id, int64_t now_ms, struct dead_letter *letter,
	struct errnotice_err *err)
{
	return in_transaction(store, id, now_ms, letter, replay, err);
}

bool dead_letters_drop(struct store *store, int64_t id, int64_t now_ms, struct dead_letter *letter,
	struct errnotice_err *err)
{
	return in_transaction(store, id, now_ms, letter, drop, err);
}
