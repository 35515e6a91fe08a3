#include "consumer/store/escalations.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { SLICE = 48 }; /* bytes of one, at most */

/*
 * A window is one text, `AT:EVENTS AT:EVENTS …`: it is read and written whole with
 * every batch that has its issue, and sixty rows would be sixty journeys to a server.
 */
static void read_slices(struct window *window, const char *text)
{
	while (*text && window->count < WINDOW_SLICES) {
		char *end;
		struct window_slice slice = {.at = strtoll(text, &end, 10)};
		if (*end != ':') {
			break;
		}
		slice.events = strtoull(end + 1, &end, 10);
		window->slices[window->count++] = slice;
		text = end;
	}
}

static void write_slices(char into[WINDOW_SLICES * SLICE], const struct window *window)
{
	char *at = into;

	*at = '\0';
	for (size_t i = 0; i < window->count; i++) {
		at += snprintf(at, SLICE, "%s%" PRId64 ":%" PRIu64, i ? " " : "", window->slices[i].at,
			window->slices[i].events);
	}
}

bool escalations_load(struct store *store, const char *fp, const char *route, struct escalation *into,
	struct errnotice_err *err)
{
	static const char sql[] =
		"SELECT high_at, slices FROM errnotice_escalation WHERE fp = ? AND route = ?";

	*into = (struct escalation){.high_at = 0};
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, fp);
	store_bind_text(statement, 2, route);
	enum store_row row = store_next(store, statement, err);
	if (row == STORE_ROW) {
		into->high_at = store_column_int(statement, 0);
		read_slices(&into->window, store_column_text(statement, 1));
		store_reset(statement);
	}
	return row != STORE_FAILED;
}

bool escalations_keep(struct store *store, const char *fp, const char *route,
	const struct escalation *escalation, struct errnotice_err *err)
{
	static const char sql[] =
		"INSERT INTO errnotice_escalation (fp, route, high_at, slices) VALUES (?, ?, ?, ?)"
		" ON CONFLICT (fp, route) DO UPDATE SET high_at = excluded.high_at, slices = excluded.slices";
	char slices[WINDOW_SLICES * SLICE];

	write_slices(slices, &escalation->window);
	struct store_statement *statement = store_statement(store, sql, err);
	store_bind_text(statement, 1, fp);
	store_bind_text(statement, 2, route);
	store_bind_int(statement, 3, escalation->high_at);
	store_bind_text(statement, 4, slices);
	return store_run(store, statement, err);
}
