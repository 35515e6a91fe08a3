#include "consumer/deliver/calendar.h"

#include <stdio.h>
#include <string.h>
#include "common/text.h"
#include "consumer/deliver/summary.h"
#include "consumer/plan/quiet.h"
#include "consumer/store/bulletins.h"
#include "consumer/store/issues.h"
#include "consumer/store/notices.h"
#include "consumer/store/silences.h"
#include "consumer/store/windows.h"

enum {
	AT_ONCE = 100, /* in one transaction: those who count wait for it */
	SLACK_S = 120, /* that the clocks of two hosts may differ */
	QUIET_MOST_S = 25 * 3600,
	SUBJECT_MOST = 250 /* a bulletin's texts have at most 255 characters on a server */
};

struct turn {
	struct store *store;
	const struct conf *conf;
	int64_t now_s;
	bool caught_up;
	struct errnotice_err *err;
};

/* A page of the calendar: is there anything, and do some of it (`*more`: there may be more). */
struct page {
	bool (*look)(const struct turn *t, bool *any);
	bool (*run)(const struct turn *t, bool *more);
};

/* --- what a clock that was ahead put off --- */

/* A `repeat`, and the quiet hours at its end with an hour of a change of the zone's time. */
static int64_t longest_s(const struct conf *conf)
{
	int64_t repeat_s = SLACK_S, quiet_s = 0;

	for (size_t i = 0; i < conf->route_count; i++) {
		const struct conf_route *route = &conf->routes[i];
		repeat_s = route->repeat_s > repeat_s ? route->repeat_s : repeat_s;
		quiet_s = route->quiet.is_set ? QUIET_MOST_S : quiet_s;
	}
	return repeat_s + quiet_s;
}

static int64_t longest_window_s(const struct conf *conf)
{
	int64_t longest_s = 0;

	for (size_t i = 0; i < conf->route_count; i++) {
		int64_t length_s = conf->routes[i].threshold.length_s;
		longest_s = length_s > longest_s ? length_s : longest_s;
	}
	return longest_s;
}

static bool look_ahead(const struct turn *t, bool *any)
{
	struct notices_reach reach = {NULL, t->now_s, longest_s(t->conf)};
	bool issues, windows;

	if (!issues_are_ahead(t->store, t->now_s, &issues, t->err)
		|| !windows_are_put_off(t->store, t->now_s, &windows, t->err)) {
		return false;
	}
	*any = issues || windows;
	for (size_t i = 0; i < t->conf->robot_count && !*any; i++) {
		reach.robot = t->conf->robots[i].name;
		if (!notices_are_put_off(t->store, &reach, any, t->err)) {
			return false;
		}
	}
	return true;
}

static bool call_back(const struct turn *t, bool *more)
{
	struct notices_reach reach = {NULL, t->now_s, longest_s(t->conf)};

	*more = false;
	for (size_t i = 0; i < t->conf->robot_count; i++) {
		reach.robot = t->conf->robots[i].name;
		if (!notices_call_back(t->store, &reach, t->err)) {
			return false;
		}
	}
	return issues_call_back(t->store, t->now_s, t->err)
	       && windows_call_back(t->store, t->now_s, longest_window_s(t->conf), t->err);
}

/* --- windows that ended without their threshold --- */

static bool look_at_windows(const struct turn *t, bool *any)
{
	int64_t notice;
	bool fine = windows_over(t->store, t->now_s, &notice, t->err);
	*any = fine && notice;
	return fine;
}

static bool give_up(const struct turn *t, bool *more)
{
	*more = true;
	for (int i = 0; i < AT_ONCE && *more; i++) {
		if (!notices_give_up(t->store, t->now_s, more, t->err)) {
			return false;
		}
	}
	return true;
}

/* --- quiet hours that began --- */

struct place {
	const struct conf_route *route;
	const char *robot;
	int64_t until_s;
};

/* Each robot of each route that is quiet now. */
static bool each_quiet(const struct turn *t,
	bool (*visit)(const struct turn *t, const struct place *place, bool *any), bool *any)
{
	const struct conf *conf = t->conf;

	*any = false;
	for (size_t i = 0; i < conf->route_count; i++) {
		const struct conf_route *route = &conf->routes[i];
		struct place place = {route, NULL, quiet_until(&route->quiet, t->now_s)};
		for (size_t j = 0; j < route->robot_count && place.until_s > t->now_s; j++) {
			place.robot = conf->robots[route->robots[j]].name;
			if (!visit(t, &place, any)) {
				return false;
			}
		}
	}
	return true;
}

static bool look_there(const struct turn *t, const struct place *place, bool *any)
{
	bool here;
	bool fine = notices_wait_there(t->store, place->route->name, place->robot, t->now_s, &here, t->err);
	*any = *any || (fine && here);
	return fine;
}

static bool hold_there(const struct turn *t, const struct place *place, bool *any)
{
	(void)any;
	return notices_hold(t->store, place->route->name, place->robot, t->now_s, place->until_s, t->err);
}

static bool look_at_quiet(const struct turn *t, bool *any)
{
	return each_quiet(t, look_there, any);
}

static bool hold(const struct turn *t, bool *more)
{
	return each_quiet(t, hold_there, more);
}

/* --- issues that stay away --- */

/* Each robot of each route that asks for it, as long as `visit` asks for a further one. */
static bool each_recovering(const struct turn *t,
	bool (*visit)(struct store *, const struct notices_away *, bool *, struct errnotice_err *),
	bool *found)
{
	const struct conf *conf = t->conf;

	*found = false;
	for (size_t i = 0; i < conf->route_count && t->caught_up; i++) {
		const struct conf_route *route = &conf->routes[i];
		struct notices_away away = {route, NULL, t->now_s};
		for (size_t j = 0; route->recovered_s > 0 && j < route->robot_count && !*found; j++) {
			away.robot = conf->robots[route->robots[j]].name;
			if (!visit(t->store, &away, found, t->err)) {
				return false;
			}
		}
	}
	return true;
}

static bool look_at_issues(const struct turn *t, bool *any)
{
	return each_recovering(t, notices_stay_away, any);
}

static bool recover(const struct turn *t, bool *more)
{
	*more = true;
	for (int i = 0; i < AT_ONCE && *more; i++) {
		if (!each_recovering(t, notices_recover, more)) {
			return false;
		}
	}
	return true;
}

/* --- silences that are over --- */

static bool look_at_silences(const struct turn *t, bool *any)
{
	struct silences_row row;
	size_t count;
	bool fine = silences_over(t->store, t->now_s, &row, &count, t->err);
	*any = fine && count > 0;
	return fine;
}

static bool tell_silence(const struct turn *t, const struct silences_row *row)
{
	char names[3 * SILENCES_TEXT], person[2 * SILENCES_TEXT + 4];
	char subject[SUBJECT_MOST], reason[SUBJECT_MOST];

	snprintf(names, sizeof(names), "%s%s%s%s%s", row->code, *row->code && *row->class ? " " : "",
		row->class, (*row->code || *row->class) && *row->fp ? " " : "", row->fp);
	snprintf(person, sizeof(person), "%s: %s", row->owner, row->why);
	size_t subject_len = errnotice_text_clean(subject, sizeof(subject), names, strlen(names));
	size_t reason_len = errnotice_text_clean(reason, sizeof(reason), person, strlen(person));
	return bulletins_add(t->store, BULLETIN_SILENCE, errnotice_span(subject, subject_len),
		errnotice_span(reason, reason_len), row->muted, t->now_s, t->err);
}

/* Who kept nothing back is not spoken of. */
static bool close_silence(const struct turn *t, bool *more)
{
	struct silences_row row;
	size_t count;

	*more = true;
	if (!silences_over(t->store, t->now_s, &row, &count, t->err)) {
		return false;
	}
	*more = count > 0;
	return count == 0
	       || (silences_close(t->store, row.id, t->err) && (row.muted == 0 || tell_silence(t, &row)));
}

/* --- the whole --- */

static bool commit(const struct turn *t, const struct page *page, bool *more)
{
	return store_end(t->store, store_begin(t->store, t->err) && page->run(t, more), t->err);
}

bool calendar_turn(struct store *store, const struct conf *conf, int64_t now_s, bool caught_up,
	struct errnotice_err *err)
{
	static const struct page pages[] = {{look_ahead, call_back}, {look_at_windows, give_up},
		{look_at_issues, recover}, {look_at_quiet, hold}, {look_at_silences, close_silence}};
	struct turn turn = {store, conf, now_s, caught_up, err};

	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		bool more;
		if (!pages[i].look(&turn, &more)) {
			return false;
		}
		while (more) {
			if (!commit(&turn, &pages[i], &more)) {
				return false;
			}
		}
	}
	return summary_turn(store, conf, now_s, err);
}
