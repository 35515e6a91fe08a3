/* Quiet hours: what is due waits for their end, by the zone's own clock. */
#include "crew.h"
#include "consumer/conf_quiet.h"
#include "consumer/plan/quiet.h"

#define ROBOT "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"
#define A     "aaaaaaaaaaaaaaaa"
#define B     "bbbbbbbbbbbbbbbb"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* 2026-03-28 00:00 UTC; in Berlin the clock goes from 2:00 to 3:00 on the 29th */
static const int64_t SPRING = 1774656000;
/* 2026-10-24 00:00 UTC; in Berlin it goes from 3:00 back to 2:00 on the 25th */
static const int64_t AUTUMN = 1792800000;

static int64_t until(const char *hours, int64_t now_s)
{
	struct conf_quiet quiet = {.is_set = false};
	struct errnotice_err err = {""};
	if (!conf_quiet_parse(&quiet, hours, &err)) {
		fail_msg("%s: %s", hours, err.text);
	}
	int64_t at_s = quiet_until(&quiet, now_s);
	conf_quiet_clear(&quiet);
	return at_s;
}

static void hours_are_those_of_the_zone_and_go_over_midnight(void **state)
{
	(void)state;
	int64_t midnight = SPRING - 10 * DAY;

	assert_int_equal(until("", midnight), midnight);
	assert_int_equal(until("23:00-07:00 UTC", midnight - HOUR), midnight + 7 * HOUR);
	assert_int_equal(until("23:00-07:00 UTC", midnight + 7 * HOUR - 1), midnight + 7 * HOUR);
	assert_int_equal(until("23:00-07:00 UTC", midnight + 7 * HOUR), midnight + 7 * HOUR);
	assert_int_equal(until("23:00-07:00 UTC", midnight - HOUR - 1), midnight - HOUR - 1);
	assert_int_equal(
		until("12:00-13:30 UTC", midnight + 12 * HOUR + 5), midnight + 13 * HOUR + 30 * MINUTE);
	assert_int_equal(until("12:00-13:30 UTC", midnight), midnight);
	/* 16:00 in London is midnight in Shanghai */
	assert_int_equal(until("23:00-07:00 Asia/Shanghai", midnight + 16 * HOUR), midnight + 23 * HOUR);
	assert_int_equal(until("23:00-07:00 Asia/Shanghai", midnight + 23 * HOUR), midnight + 23 * HOUR);
	/* three quarters of an hour beside the others */
	assert_int_equal(until("23:00-07:00 Asia/Kathmandu", midnight), midnight + HOUR + 15 * MINUTE);
}

static void the_night_of_a_change_is_an_hour_shorter_or_longer(void **state)
{
	(void)state;
	int64_t spring = SPRING + DAY, autumn = AUTUMN + DAY;

	assert_int_equal(until("23:00-07:00 Europe/Berlin", spring - HOUR), spring + 5 * HOUR);
	assert_int_equal(until("23:00-07:00 Europe/Berlin", autumn - 2 * HOUR), autumn + 6 * HOUR);
	/* 2:30 is skipped: at 3:00 it is over */
	assert_int_equal(until("23:00-02:30 Europe/Berlin", spring), spring + HOUR);
	/* 2:30 comes twice, and so does the quiet between 2:00 and 2:30 */
	assert_int_equal(until("23:00-02:30 Europe/Berlin", autumn - HOUR), autumn + 30 * MINUTE);
	assert_int_equal(until("23:00-02:30 Europe/Berlin", autumn + 45 * MINUTE), autumn + 45 * MINUTE);
	assert_int_equal(until("23:00-02:30 Europe/Berlin", autumn + HOUR), autumn + HOUR + 30 * MINUTE);
}

static void nothing_is_told_in_quiet_hours_and_all_of_it_after_them(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nquiet = 23:00-07:00 UTC\n");
	struct room *room = crew->house->room;
	struct pending by;

	crew_now_s = SPRING - HOUR - MINUTE; /* 22:59 */
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · new");
	happens(crew, A, 2); /* its repeat ends in the night */
	happens(crew, B, 1); /* due, and not sent in time */
	pass(crew, 2 * MINUTE);
	check_silent(crew, 0);
	for (int hour = 0; hour < 7; hour++) {
		happens(crew, A, 1);
		happens(crew, "cccccccccccccccc", 2);
		check_silent(crew, 0);
		pass(crew, HOUR);
	}
	check_silent(crew, 0);
	OK(room, pending_read(room->store, crew_now_s, &by, &room->err));
	assert_int_equal(by.quiet, 2 + 1 + 7 * 3);
	assert_int_equal(by.budget + by.repeat + by.threshold, 0);
	pass(crew, HOUR - MINUTE); /* 7:00 */
	check_heard(crew, 0, "[pro] shop cccccccccccccccc ×14 · new");
	check_heard(crew, 0, "[pro] shop " B " · new");
	check_heard(crew, 0, "[pro] shop " A " ×9");
	check_silent(crew, 0);
	close_crew(crew);
}

static void a_threshold_is_counted_in_quiet_hours_and_told_after_them(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nquiet = 23:00-07:00 UTC\nthreshold = 3/1m\n");

	crew_now_s = SPRING;
	happens(crew, A, 2);
	pass(crew, HOUR);
	assert_int_equal(room_number(crew->house->room, COUNTER("muted")), 2);
	happens(crew, A, 3);
	pass(crew, HOUR);
	check_silent(crew, 0);
	pass(crew, 5 * HOUR);
	check_heard(crew, 0, "[pro] shop " A " ×3 · new");
	close_crew(crew);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	static const struct CMUnitTest hours[] = {
		cmocka_unit_test(hours_are_those_of_the_zone_and_go_over_midnight),
		cmocka_unit_test(the_night_of_a_change_is_an_hour_shorter_or_longer),
	};
	static const struct CMUnitTest tests[] = {
		TEST(nothing_is_told_in_quiet_hours_and_all_of_it_after_them),
		TEST(a_threshold_is_counted_in_quiet_hours_and_told_after_them),
	};
	return cmocka_run_group_tests_name("quiet hours", hours, NULL, NULL) + ROOM_TESTS("quiet", tests);
}
