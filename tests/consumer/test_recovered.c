/* An issue that stays away has recovered, and the group is told so once. */
#include "crew.h"

#define ROBOT "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"
#define A     "aaaaaaaaaaaaaaaa"
#define B     "bbbbbbbbbbbbbbbb"
#define STATE "SELECT state FROM errnotice_issue WHERE fp = '" A "'"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static void an_issue_that_stays_away_has_recovered_and_comes_back(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nrecovered = 30m\n");
	struct room *room = crew->house->room;

	happens(crew, A, 3);
	check_heard(crew, 0, "[pro] shop " A " ×3 · new");
	pass(crew, 5 * MINUTE);
	happens(crew, A, 4);
	pass(crew, 5 * MINUTE);
	check_heard(crew, 0, "[pro] shop " A " ×4");
	pass(crew, 25 * MINUTE - 1);
	check_silent(crew, 0);
	pass(crew, 1);
	check_heard(crew, 0, "[pro] shop " A " ×0 · recovered");
	room_check_text(room, STATE, "recovered");
	pass(crew, HOUR);
	check_silent(crew, 0);
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · back");
	room_check_text(room, STATE, "back");
	assert_int_equal(room_number(room, COUNTER("told")), 8);
	close_crew(crew);
}

static void what_waited_for_its_repeat_comes_with_it(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nrecovered = 5m\nrepeat = 1h\n");

	happens(crew, A, 1);
	hear(crew, 0);
	pass(crew, MINUTE);
	happens(crew, A, 36);
	pass(crew, 5 * MINUTE);
	check_heard(crew, 0, "[pro] shop " A " ×36 · recovered");
	pass(crew, HOUR);
	check_silent(crew, 0);
	close_crew(crew);
}

/* It flaps: so it keeps the pace of `repeat`, and says each time what it is. */
static void what_recovers_and_comes_back_keeps_its_repeat(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nrecovered = 5m\nrepeat = 1h\n");
	int messages = 0;

	for (int i = 0; i < 60; i++) { /* ten hours */
		happens(crew, A, 1);
		for (int minute = 0; minute < 10; minute++) {
			messages += hear(crew, 0) != NULL;
			pass(crew, MINUTE);
		}
	}
	assert_in_range(messages, 10, 21);
	assert_int_equal(room_number(crew->house->room, COUNTER("told"))
				 + room_number(crew->house->room, COUNTER("pending")),
		60);
	close_crew(crew);
}

/* Due, and not sent: the robot has no budget. */
static void a_recovery_that_nobody_heard_of_yet_is_withdrawn(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nrecovered = 5m\nrepeat = 1h\n");

	happens(crew, A, 1);
	hear(crew, 0);
	pass(crew, 6 * MINUTE);
	happens(crew, A, 2);
	check_silent(crew, 0);
	room_check_text(crew->house->room, STATE, "open");
	pass(crew, HOUR - 6 * MINUTE);
	check_heard(crew, 0, "[pro] shop " A " ×2 · recovered");
	close_crew(crew);
}

static void who_is_behind_knows_of_no_recovery(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nrecovered = 5m\n");

	happens(crew, A, 1);
	hear(crew, 0);
	crew->behind = true;
	pass(crew, HOUR);
	check_silent(crew, 0);
	crew->behind = false;
	turn(crew);
	check_heard(crew, 0, "[pro] shop " A " ×0 · recovered");
	close_crew(crew);
}

static void what_was_over_long_before_it_was_asked_for_is_no_news(void **state)
{
	struct crew *crew = open_crew(state, ROBOT);

	happens(crew, A, 1);
	hear(crew, 0);
	pass(crew, 2 * DAY);
	happens(crew, B, 1);
	hear(crew, 0);
	crew->house->conf->routes[0].recovered_s = HOUR;
	pass(crew, 2 * HOUR);
	check_heard(crew, 0, "[pro] shop " B " ×0 · recovered");
	check_silent(crew, 0);
	close_crew(crew);
}

static void a_digest_says_in_its_first_line_how_many_recovered_and_are_back(void **state)
{
	struct crew *crew =
		open_crew(state, ROBOT "rate = 1/60s\nreserve = 0\n[route r]\nrecovered = 5m\nrepeat = 1m\n");

	arrives(crew, A, 1);
	happens(crew, B, 2);
	check_heard(crew, 0, "[pro] shop 2 issues ×3 · 2 new");
	pass(crew, 5 * MINUTE);
	check_heard(crew, 0, "[pro] shop 2 issues ×0 · 2 recovered");
	pass(crew, MINUTE);
	arrives(crew, A, 1);
	happens(crew, B, 1);
	check_heard(crew, 0, "[pro] shop 2 issues ×2 · 2 back");
	close_crew(crew);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(an_issue_that_stays_away_has_recovered_and_comes_back),
		TEST(what_waited_for_its_repeat_comes_with_it),
		TEST(what_recovers_and_comes_back_keeps_its_repeat),
		TEST(a_recovery_that_nobody_heard_of_yet_is_withdrawn),
		TEST(who_is_behind_knows_of_no_recovery),
		TEST(what_was_over_long_before_it_was_asked_for_is_no_news),
		TEST(a_digest_says_in_its_first_line_how_many_recovered_and_are_back),
	};
	return ROOM_TESTS("recovered", tests);
}
