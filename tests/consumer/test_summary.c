/* The summary of a day: once, at its time, exact, whoever looks and whatever is killed. */
#include "crew.h"
#include "consumer/conf_daily.h"
#include "consumer/plan/daily.h"
#include "consumer/store/losses.h"
#include "consumer/store/silences.h"
#include "consumer/store/summaries.h"

#define ROBOT   "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"
#define SUMMARY ROBOT "[summary]\nat = 09:00 UTC\n"
#define OURS    "SELECT COUNT(*) FROM errnotice_notice WHERE about = 'summary'"
#define A       "aaaaaaaaaaaaaaaa"
#define B       "bbbbbbbbbbbbbbbb"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* 2026-11-24 00:00 UTC */
static const int64_t MIDNIGHT = 1795478400;

/* At noon; the summary of the day before was told. */
static struct crew *open_at_noon(void **state, const char *conf)
{
	struct crew *crew = open_crew(state, conf);
	crew_now_s = MIDNIGHT + 12 * HOUR;
	turn(crew);
	return crew;
}

static void pass_to(struct crew *crew, int64_t at_s)
{
	pass(crew, at_s - crew_now_s);
}

/* As arrives(), in one entry. */
static void adds_up(struct crew *crew, const char *fp, unsigned events)
{
	size_t at = entries_add(&crew->house->entries, ++crew->ids, fp, crew_now_s * 1000, events);
	entries_put(&crew->house->entries, at, "code", fp);
}

/* All that is due is told; the last of it is a summary with this title. */
static void check_summary(struct crew *crew, const char *title)
{
	const char *heard;
	char last[sizeof(crew->title)] = "nothing";

	while ((heard = hear(crew, 0))) {
		strcpy(last, heard);
	}
	assert_string_equal(last, title);
}

static void check_text(const struct crew *crew, const char *wanted)
{
	size_t len;
	void *query = room_ask(crew->house->room,
		"SELECT body FROM errnotice_notice WHERE about = 'summary' ORDER BY id DESC LIMIT 1");
	json_t *json = json_loads(crew->house->room->store->engine->column_text(query, 0, &len), 0, NULL);
	assert_string_equal(
		json_string_value(json_object_get(json_object_get(json, "markdown"), "text")), wanted);
	json_decref(json);
	crew->house->room->store->engine->finish(query);
}

/* --- when --- */

static void the_day_before_is_told_at_its_time_and_once(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY);

	check_silent(crew, 0); /* a store that never told one begins with the next */
	happens(crew, A, 5);
	check_heard(crew, 0, "[pro] shop " A " ×5 · new");
	pass_to(crew, MIDNIGHT + DAY + 9 * HOUR - 1);
	check_silent(crew, 0);
	pass(crew, 1);
	turn(crew);
	check_heard(crew, 0, "[errnotice] 2026-11-24 · errors: 5 (the day before 0)");
	check_text(crew, "### [errnotice] 2026-11-24 · errors: 5 (the day before 0)\n"
			 "\n- [pro] shop " A ": 5 (0)");
	pass(crew, HOUR);
	check_silent(crew, 0);
	pass_to(crew, MIDNIGHT + 2 * DAY + 9 * HOUR);
	check_heard(crew, 0, "[errnotice] 2026-11-25 · errors: 0 (the day before 5)");
	check_silent(crew, 0);
	close_crew(crew);
}

static void without_a_time_or_a_robot_there_is_none(void **state)
{
	static const char *const confs[] = {ROBOT, SUMMARY "robot = none\n"};

	for (size_t i = 0; i < COUNT(confs); i++) {
		struct crew *crew = open_at_noon(state, confs[i]);
		pass(crew, 2 * DAY);
		check_silent(crew, 0);
		assert_int_equal(room_number(crew->house->room, "SELECT COUNT(*) FROM errnotice_summary"), 0);
		close_crew(crew);
	}
}

static void several_consumers_tell_it_once(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY);
	struct room *room = crew->house->room;
	struct store *other = store_open(&room->address, &room->err);

	assert_non_null(other);
	crew_now_s = MIDNIGHT + DAY + 9 * HOUR;
	for (int i = 0; i < 3; i++) {
		OK(room, calendar_turn(other, crew->house->conf, crew_now_s, true, &room->err));
		turn(crew);
	}
	/* the clock of one is a little behind */
	OK(room, calendar_turn(other, crew->house->conf, crew_now_s - 2, true, &room->err));
	turn(crew);
	assert_int_equal(room_number(room, OURS), 1);
	store_close(other);
	close_crew(crew);
}

static void who_is_killed_tells_it_all_the_same_and_not_twice(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY);
	struct room *room = crew->house->room;

	pass_to(crew, MIDNIGHT + DAY + 9 * HOUR);
	room_die(room);
	turn(crew);
	check_heard(crew, 0, "[errnotice] 2026-11-24 · errors: 0 (the day before 0)");
	room_die(room);
	turn(crew);
	check_silent(crew, 0);
	close_crew(crew);
}

static void who_was_away_tells_the_newest_late_and_none_before(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY);

	pass_to(crew, MIDNIGHT + 5 * DAY + 8 * HOUR);
	check_heard(crew, 0, "[errnotice] 2026-11-27 · errors: 0 (the day before 0)");
	check_silent(crew, 0);
	pass(crew, HOUR);
	check_heard(crew, 0, "[errnotice] 2026-11-28 · errors: 0 (the day before 0)");
	close_crew(crew);
}

static void what_no_robot_could_say_is_replaced_by_the_next(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY);

	pass_to(crew, MIDNIGHT + DAY + 9 * HOUR);
	pass_to(crew, MIDNIGHT + 2 * DAY + 9 * HOUR);
	check_heard(crew, 0, "[errnotice] 2026-11-25 · errors: 0 (the day before 0)");
	check_silent(crew, 0);
	close_crew(crew);
}

static void a_clock_that_was_ahead_does_not_silence_it(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY);

	pass(crew, 400 * DAY);
	check_summary(crew, "[errnotice] 2027-12-28 · errors: 0 (the day before 0)");
	crew_now_s -= 400 * DAY;
	turn(crew);
	pass_to(crew, MIDNIGHT + DAY + 9 * HOUR);
	check_summary(crew, "[errnotice] 2026-11-24 · errors: 0 (the day before 0)");
	close_crew(crew);
}

static void a_clock_that_was_behind_does_not_have_it_told_twice(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY);

	pass_to(crew, MIDNIGHT + DAY + 9 * HOUR);
	check_summary(crew, "[errnotice] 2026-11-24 · errors: 0 (the day before 0)");
	for (int i = 0; i < 2; i++) {
		pass(crew, -5 * DAY);
		pass(crew, 5 * DAY + HOUR);
		check_silent(crew, 0);
	}
	pass_to(crew, MIDNIGHT + 2 * DAY + 9 * HOUR);
	check_summary(crew, "[errnotice] 2026-11-25 · errors: 0 (the day before 0)");
	close_crew(crew);
}

static void quiet_hours_do_not_hold_it(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY "[route r]\nquiet = 22:00-12:00 UTC\n");

	pass_to(crew, MIDNIGHT + DAY + 9 * HOUR);
	happens(crew, A, 1);
	check_heard(crew, 0, "[errnotice] 2026-11-24 · errors: 0 (the day before 0)");
	check_silent(crew, 0);
	close_crew(crew);
}

/* --- what --- */

static void mute(struct crew *crew, const char *code)
{
	struct room *room = crew->house->room;
	struct silences_row row = {.from_s = crew_now_s, .until_s = crew_now_s + HOUR};
	int64_t id;

	strcpy(row.code, code);
	room_begin(room);
	OK(room, silences_add(room->store, &row, &id, &room->err));
	room_commit(room);
}

static void lose(struct crew *crew, const char *host, uint64_t errors)
{
	struct room *room = crew->house->room;

	room_begin(room);
	OK(room, losses_add(room->store, errnotice_span_of(host), errnotice_span_of("no_slot"), errors,
			 crew_now_s, &room->err));
	room_commit(room);
}

static void what_was_muted_lost_and_waits_stands_in_it(void **state)
{
	struct crew *crew = open_crew(
		state, SUMMARY "[route few]\ncodes = " B "\nthreshold = 9/10m\n[route r]\nrepeat = 3d\n");
	struct room *room = crew->house->room;

	crew_now_s = MIDNIGHT - HOUR;
	turn(crew);
	mute(crew, A);
	adds_up(crew, A, 100);
	commit_at(crew->house, crew_now_s);
	lose(crew, "web-1", 50);
	pass_to(crew, MIDNIGHT + 12 * HOUR);
	check_heard(crew, 0, "[errnotice] 2026-11-23 · errors: 100 (the day before 0)");
	mute(crew, A);
	adds_up(crew, A, 40);
	happens(crew, B, 4);
	lose(crew, "web-1", 2);
	lose(crew, "*web-2*", 3);
	pass(crew, HOUR);
	happens(crew, A, 1);
	pass(crew, MINUTE);
	while (hear(crew, 0)) {
	}
	happens(crew, A, 6);
	pass_to(crew, MIDNIGHT + DAY + 9 * HOUR);
	check_summary(crew, "[errnotice] 2026-11-24 · errors: 51 (the day before 100)");
	check_text(crew, "### [errnotice] 2026-11-24 · errors: 51 (the day before 100)\n"
			 "\n- [pro] shop " A ": 47 (100)\n- [pro] shop " B ": 4 (0)"
			 "\n\nmuted: 44 · silences 40 · below a threshold 4"
			 "\n\nerrors lost: 5 · \\*web-2\\* 3 · web-1 2"
			 "\n\nstill to be told: 6");
	assert_int_equal(room_number(room, COUNTER("muted")), 144);
	assert_int_equal(
		room_number(room, "SELECT SUM(count) FROM errnotice_unheard WHERE why = 'muted'"), 144);
	assert_int_equal(room_number(room, "SELECT SUM(count) FROM errnotice_unheard WHERE why = 'lost'"),
		room_number(room, "SELECT SUM(count) FROM errnotice_lost"));
	close_crew(crew);
}

static void a_day_is_the_zones_and_its_minutes_are_whole(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[summary]\nat = 00:00 Asia/Shanghai\n");

	crew_now_s = MIDNIGHT - 8 * HOUR - 1; /* the last second of the 23rd there */
	turn(crew);
	happens(crew, A, 1);
	pass(crew, 1);
	check_heard(crew, 0, "[errnotice] 2026-11-23 · errors: 1 (the day before 0)");
	happens(crew, A, 2);
	pass(crew, DAY - 1);
	happens(crew, A, 4);
	pass(crew, 1);
	happens(crew, A, 8);
	check_heard(crew, 0, "[errnotice] 2026-11-24 · errors: 6 (the day before 1)");
	close_crew(crew);
}

static void codes_beyond_the_last_line_add_up(void **state)
{
	struct crew *crew = open_at_noon(state, SUMMARY);
	struct room *room = crew->house->room;
	struct summary summary;
	uint64_t events = 0;

	char fps[50][ERRNOTICE_FP_LEN + 1]; /* entries borrow them */
	for (unsigned i = 0; i < COUNT(fps); i++) {
		snprintf(fps[i], sizeof(fps[i]), "%016x", i);
		adds_up(crew, fps[i], i + 1);
	}
	commit_at(crew->house, crew_now_s);
	struct daily day =
		daily_newest(&crew->house->conf->summary.at, MIDNIGHT + DAY + 9 * HOUR + 30 * MINUTE);
	OK(room, summaries_read(room->store, &day, &summary, &room->err));
	for (size_t i = 0; i < summary.listed; i++) {
		events += summary.lines[i].events;
	}
	assert_int_equal(summary.listed, SUMMARY_LINES);
	assert_int_equal(summary.rows, 50);
	assert_int_equal(summary.events, 1275);
	assert_int_equal(events, 20 * 31 + 190);
	assert_int_equal(summary.pending, 1275);
	pass_to(crew, MIDNIGHT + DAY + 9 * HOUR);
	check_heard(crew, 0, "[errnotice] 2026-11-24 · errors: 1275 (the day before 0)");
	assert_int_equal(room_number(room, OURS " AND body LIKE '%and 30 more: 465 (0)%'"), 1);
	close_crew(crew);
}

/* --- the day --- */

static struct conf_daily at_time(const char *at)
{
	struct conf_daily daily = {.is_set = false};
	struct errnotice_err err = {""};
	if (!conf_daily_parse(&daily, at, &err)) {
		fail_msg("%s: %s", at, err.text);
	}
	return daily;
}

static struct daily newest(const char *at, int64_t now_s)
{
	struct conf_daily daily = at_time(at);
	struct daily day = daily_newest(&daily, now_s);
	conf_daily_clear(&daily);
	return day;
}

/* In Berlin the clock goes from 2:00 to 3:00 on 2026-03-29 and back from 3:00 on 2026-10-25. */
static void days_are_shorter_and_longer_where_the_clock_changes(void **state)
{
	static const int64_t spring = 1774742400, autumn = 1792886400; /* 00:00 UTC of these days */
	(void)state;

	struct daily day = newest("09:00 Europe/Berlin", spring + DAY + 7 * HOUR);
	assert_int_equal(day.date, spring);
	assert_int_equal(day.to_s - day.from_s, 23 * HOUR);
	assert_int_equal(newest("09:00 Europe/Berlin", spring + DAY + 7 * HOUR - 1).date, spring - DAY);
	day = newest("09:00 Europe/Berlin", autumn + DAY + 8 * HOUR);
	assert_int_equal(day.to_s - day.from_s, 25 * HOUR);
	assert_int_equal(day.from_s - day.before_s, 24 * HOUR);
	/* 2:30 is skipped in spring, and comes twice in autumn */
	assert_int_equal(newest("02:30 Europe/Berlin", spring + HOUR - 1).date, spring - 2 * DAY);
	assert_int_equal(newest("02:30 Europe/Berlin", spring + HOUR).date, spring - DAY);
	assert_int_equal(newest("02:30 Europe/Berlin", autumn + 30 * MINUTE).date, autumn - DAY);
	assert_int_equal(newest("02:30 Europe/Berlin", autumn + 90 * MINUTE).date, autumn - DAY);
}

/* Each day ends where the next begins, and no two moments disagree about the order. */
static void days_follow_each_other_in_every_zone(void **state)
{
	static const char *const zones[] = {"00:00 Asia/Kathmandu", "23:59 Australia/Lord_Howe",
		"00:30 America/Havana", "00:00 Africa/Cairo", "00:15 America/Santiago",
		"12:00 Pacific/Kiritimati", "02:30 America/St_Johns"};
	(void)state;

	for (size_t i = 0; i < COUNT(zones); i++) {
		struct conf_daily at = at_time(zones[i]);
		struct daily last = daily_newest(&at, MIDNIGHT);
		int64_t to_s = last.to_s;
		for (int64_t now_s = MIDNIGHT; now_s < MIDNIGHT + 366 * DAY; now_s += 3 * HOUR) {
			struct daily day = daily_newest(&at, now_s);
			assert_true(day.date == last.date || day.date == last.date + DAY);
			assert_true(day.to_s <= now_s && now_s < day.to_s + 49 * HOUR);
			if (day.date != last.date) {
				assert_int_equal(day.from_s, to_s);
				assert_int_equal(day.before_s, last.from_s);
			}
			last = day;
			to_s = day.to_s;
		}
		conf_daily_clear(&at);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_day_before_is_told_at_its_time_and_once),
		TEST(without_a_time_or_a_robot_there_is_none),
		TEST(several_consumers_tell_it_once),
		TEST(who_is_killed_tells_it_all_the_same_and_not_twice),
		TEST(who_was_away_tells_the_newest_late_and_none_before),
		TEST(what_no_robot_could_say_is_replaced_by_the_next),
		TEST(a_clock_that_was_ahead_does_not_silence_it),
		TEST(a_clock_that_was_behind_does_not_have_it_told_twice),
		TEST(quiet_hours_do_not_hold_it),
		TEST(what_was_muted_lost_and_waits_stands_in_it),
		TEST(a_day_is_the_zones_and_its_minutes_are_whole),
		TEST(codes_beyond_the_last_line_add_up),
		cmocka_unit_test(days_are_shorter_and_longer_where_the_clock_changes),
		cmocka_unit_test(days_follow_each_other_in_every_zone),
	};
	return ROOM_TESTS("summary", tests);
}
