/* A host's clock is set back: what it had put off while it was ahead is told now. */
#include "crew.h"

#define ROBOT "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"
#define A     "aaaaaaaaaaaaaaaa"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static void what_was_put_off_while_the_clock_was_ahead_is_due(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nrepeat = 1h\n");

	crew_now_s += 3 * DAY;
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · new");
	happens(crew, A, 4); /* due an hour after that */
	crew_now_s -= 3 * DAY;
	pass(crew, 1);
	check_heard(crew, 0, "[pro] shop " A " ×4");
	close_crew(crew);
}

static void what_waits_for_its_time_keeps_it(void **state)
{
	struct crew *crew =
		open_crew(state, ROBOT "[route r]\nrepeat = 1h\n[route s]\nquiet = 22:00-21:00 UTC\n");
	struct room *room = crew->house->room;

	happens(crew, A, 1);
	hear(crew, 0);
	happens(crew, A, 4);
	room_run(room, "UPDATE errnotice_notice SET next_at = next_at + 24 * 3600 WHERE state = 'due'");
	pass(crew, HOUR);
	check_silent(crew, 0);
	pass(crew, DAY);
	check_heard(crew, 0, "[pro] shop " A " ×4");
	close_crew(crew);
}

static void what_waits_for_a_threshold_is_not_told_below_it(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nthreshold = 5/10m\n");

	happens(crew, A, 4);
	pass(crew, 5 * MINUTE);
	check_silent(crew, 0);
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " ×5 · new");
	close_crew(crew);
}

static void a_message_that_is_sent_again_does_not_wait_for_days(void **state)
{
	struct crew *crew = open_crew(state, ROBOT);
	struct room *room = crew->house->room;

	happens(crew, A, 1);
	room_run(room,
		"UPDATE errnotice_notice SET state = 'sending', body = '{}', msg_uuid = 'u', attempts = 3,"
		" via = 'ops', next_at = next_at + 600");
	pass(crew, 1);
	assert_int_equal(room_number(room, "SELECT next_at FROM errnotice_notice"), NOW_S + 600);
	room_run(room, "UPDATE errnotice_notice SET next_at = next_at + 86400");
	pass(crew, 1);
	assert_in_range(room_number(room, "SELECT next_at FROM errnotice_notice"), NOW_S, NOW_S + 2);
	close_crew(crew);
}

static void what_a_threshold_waits_for_while_the_clock_is_ahead_counts_towards_it(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nthreshold = 5/10m\n");

	crew_now_s += 3 * DAY;
	happens(crew, A, 2);
	crew_now_s -= 3 * DAY;
	happens(crew, A, 2);
	pass(crew, MINUTE);
	check_silent(crew, 0);
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " ×5 · new");
	close_crew(crew);
}

static void what_came_below_a_threshold_while_the_clock_was_ahead_is_given_up(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nthreshold = 5/10m\n");

	crew_now_s += 3 * DAY;
	happens(crew, A, 2);
	crew_now_s -= 3 * DAY;
	pass(crew, MINUTE);
	pass(crew, 11 * MINUTE);
	assert_int_equal(
		room_number(crew->house->room, "SELECT value FROM errnotice_counter WHERE name = 'muted'"),
		2);
	close_crew(crew);
}

static void an_issue_that_grew_while_the_clock_was_ahead_escalates_again(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nescalate = 5/10m mention=all\n");

	crew_now_s += 3 * DAY;
	happens(crew, A, 5);
	check_heard(crew, 0, "[pro] shop " A " ×5 · new · escalated");
	crew_now_s -= 3 * DAY;
	pass(crew, HOUR);
	happens(crew, A, 5);
	check_heard(crew, 0, "[pro] shop " A " ×5 · escalated");
	close_crew(crew);
}

static void an_issue_that_came_while_the_clock_was_ahead_recovers_and_is_back(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nrecovered = 30m\nback_after = 2h\n");

	crew_now_s += 3 * DAY;
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · new");
	crew_now_s -= 3 * DAY;
	pass(crew, 1);
	pass(crew, HOUR);
	check_heard(crew, 0, "[pro] shop " A " ×0 · recovered");
	happens(crew, A, 1);
	pass(crew, HOUR);
	check_heard(crew, 0, "[pro] shop " A " · back");
	close_crew(crew);
}

/* Of two consumers: what the other one counted is not in the future. */
static void who_is_behind_by_hours_neither_recovers_nor_escalates_it_again(void **state)
{
	struct crew *crew =
		open_crew(state, ROBOT "[route r]\nescalate = 5/10m mention=all\nrecovered = 30m\n");

	happens(crew, A, 5);
	check_heard(crew, 0, "[pro] shop " A " ×5 · new · escalated");
	for (int i = 0; i < 5; i++) {
		crew_now_s -= 3 * HOUR;
		happens(crew, A, 6);
		turn(crew);
		crew_now_s += 3 * HOUR;
		happens(crew, A, 6);
		pass(crew, MINUTE);
		const char *heard = hear(crew, 0);
		assert_true(!heard || (!strstr(heard, "escalated") && !strstr(heard, "recovered")));
	}
	close_crew(crew);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)
	const struct CMUnitTest tests[] = {
		TEST(what_was_put_off_while_the_clock_was_ahead_is_due),
		TEST(what_waits_for_its_time_keeps_it),
		TEST(what_waits_for_a_threshold_is_not_told_below_it),
		TEST(a_message_that_is_sent_again_does_not_wait_for_days),
		TEST(what_a_threshold_waits_for_while_the_clock_is_ahead_counts_towards_it),
		TEST(what_came_below_a_threshold_while_the_clock_was_ahead_is_given_up),
		TEST(an_issue_that_grew_while_the_clock_was_ahead_escalates_again),
		TEST(who_is_behind_by_hours_neither_recovers_nor_escalates_it_again),
		TEST(an_issue_that_came_while_the_clock_was_ahead_recovers_and_is_back),
	};
	return ROOM_TESTS("clock", tests);
}
