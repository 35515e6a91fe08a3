#include "consumer/store/pending.h"

#include <string.h>
#include "consumer/plan/spell.h"

static uint64_t *reason_of(struct pending *pending, const char *state, enum spell_wait waits, bool by_now)
{
	if (strcmp(state, "failed") == 0) {
		return &pending->failed;
	}
	if (strcmp(state, "sending") == 0) {
		return &pending->sending;
	}
	if (by_now) {
		return &pending->budget;
	}
	if (waits == SPELL_THRESHOLD) {
		return &pending->threshold;
	}
	return waits == SPELL_QUIET ? &pending->quiet : &pending->repeat;
}

bool pending_read(struct store *store, int64_t now_s, struct pending *into, struct errnotice_err *err)
{
	static const char sql[] = "SELECT state, waits, next_at <= ?, SUM(counted) FROM errnotice_notice"
				  " WHERE state <> 'told' GROUP BY 1, 2, 3";

	*into = (struct pending){0};
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_int(statement, 1, now_s);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		bool by_now = (int)store_column_int(statement, 2);
		enum spell_wait waits = spell_wait_of(store_column_text(statement, 1));
		*reason_of(into, store_column_text(statement, 0), waits, by_now) +=
			(uint64_t)store_column_int(statement, 3);
	}
	return row == STORE_END;
}

bool pending_robots(struct store *store, void (*heard)(const char *robot, uint64_t events, void *),
	void *context, struct errnotice_err *err)
{
	static const char sql[] = "SELECT CASE unsure WHEN 0 THEN robot ELSE via END AS sayer, SUM(events)"
				  " FROM errnotice_notice WHERE state IN ('due', 'sending') GROUP BY sayer";

	struct store_statement *statement = store_statement(store, sql, err);
	enum store_row row;
	while ((row = store_next(store, statement, err)) == STORE_ROW) {
		heard(store_column_text(statement, 0), (uint64_t)store_column_int(statement, 1), context);
	}
	return row == STORE_END;
}
