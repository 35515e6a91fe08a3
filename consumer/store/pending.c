#include "consumer/store/pending.h"

#include <string.h>
#include "consumer/plan/spell.h"

const char *pending_reason(const char *state, const char *waits, bool by_now)
{
	if (strcmp(state, "due") != 0) {
		return state;
	}
	if (by_now) {
		return "budget";
	}
	switch (spell_wait_of(waits)) {
	case SPELL_THRESHOLD:
		return "threshold";
	case SPELL_QUIET:
		return "quiet";
	default:
		return "repeat";
	}
}

static uint64_t *named(struct pending *pending, const char *reason)
{
	const struct {
		const char *name;
		uint64_t *events;
	} all[] = {
		{"budget", &pending->budget},
		{"threshold", &pending->threshold},
		{"quiet", &pending->quiet},
		{"sending", &pending->sending},
		{"failed", &pending->failed},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (strcmp(reason, all[i].name) == 0) {
			return all[i].events;
		}
	}
	return &pending->repeat;
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
		const char *reason = pending_reason(
			store_column_text(statement, 0), store_column_text(statement, 1), by_now);
		*named(into, reason) += (uint64_t)store_column_int(statement, 3);
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
