/* When an issue speaks: new, again, back, and not before its threshold. */
#include "crew.h"

#define ROBOT "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"
#define A     "aaaaaaaaaaaaaaaa"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static int64_t number(struct crew *crew, const char *sql)
{
	return room_number(crew->house->room, sql);
}

static void check_state(struct crew *crew, const char *state)
{
	room_check_text(crew->house->room, "SELECT state FROM errnotice_issue WHERE fp = '" A "'", state);
}

static void a_new_issue_is_told_at_once_and_then_once_in_repeat(void **state)
{
	struct crew *crew = open_crew(state, ROBOT);
	happens(crew, A, 2);
	check_heard(crew, 0, "[pro] shop " A " ×2 · new");
	check_state(crew, "new");
	pass(crew, 9 * MINUTE);
	happens(crew, A, 5);
	check_silent(crew, 0);
	pass(crew, MINUTE);
	check_heard(crew, 0, "[pro] shop " A " ×5");
	check_silent(crew, 0);
	close_crew(crew);
}

static void what_was_gone_for_back_after_is_back(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nback_after = 3h\nrepeat = 7d\n");
	happens(crew, A, 1);
	hear(crew, 0);
	pass(crew, 3 * HOUR - 1);
	happens(crew, A, 2); /* not long enough: it waits for its repeat */
	check_silent(crew, 0);
	check_state(crew, "new");
	pass(crew, 3 * HOUR);
	happens(crew, A, 4); /* what waited comes along */
	check_heard(crew, 0, "[pro] shop " A " ×6 · back");
	check_state(crew, "back");
	pass(crew, HOUR);
	happens(crew, A, 1);
	check_silent(crew, 0);
	pass(crew, DAY); /* that is back again, and its state with it */
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " ×2 · back");
	for (int hour = 0; hour < 25; hour++) {
		pass(crew, HOUR);
		happens(crew, A, 1);
	}
	check_state(crew, "open");
	check_silent(crew, 0);
	close_crew(crew);
}

/* The time between events counts, not when they are read. */
static void a_consumer_that_was_away_makes_no_issue_come_back(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nback_after = 3h\n");
	happens(crew, A, 1);
	hear(crew, 0);
	for (int hour = 1; hour <= 8; hour++) {
		entries_add(&crew->house->entries, 100U + (unsigned)hour, A, (NOW_S + hour * HOUR) * 1000, 1);
		entries_put(&crew->house->entries, (size_t)hour - 1, "code", A);
	}
	crew_now_s += 8 * HOUR;
	commit_at(crew->house, crew_now_s);
	check_heard(crew, 0, "[pro] shop " A " ×8");
	close_crew(crew);
}

static void below_its_threshold_an_issue_is_pending_and_then_muted(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nthreshold = 5/1m\n");
	struct pending by;
	happens(crew, A, 2);
	pass(crew, 30);
	happens(crew, A, 2);
	check_silent(crew, 0);
	OK(crew->house->room,
		pending_read(crew->house->room->store, crew_now_s, &by, &crew->house->room->err));
	assert_int_equal(by.threshold, 4);
	assert_int_equal(by.repeat + by.budget, 0);
	pass(crew, 30); /* the first two waited for a minute */
	assert_int_equal(number(crew, COUNTER("muted") " AND reason = 'threshold'"), 2);
	pass(crew, 30);
	assert_int_equal(number(crew, COUNTER("muted") " AND reason = 'threshold'"), 4);
	assert_int_equal(number(crew, "SELECT COUNT(*) FROM errnotice_notice"), 0);
	assert_int_equal(number(crew, "SELECT COUNT(*) FROM errnotice_notice_item"), 0);
	assert_int_equal(number(crew, "SELECT COUNT(*) FROM errnotice_window"), 0);
	check_silent(crew, 0);
	happens(crew, A, 5);
	check_heard(crew, 0, "[pro] shop " A " ×5 · new");
	pass(crew, 10 * MINUTE);
	happens(crew, A, 1); /* only the first message asks for it */
	check_heard(crew, 0, "[pro] shop " A);
	close_crew(crew);
}

/* 3 in the last seconds of one minute and 2 in the first of the next are 5 in a minute. */
static void the_threshold_slides(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nthreshold = 5/1m\n");
	happens(crew, A, 1);
	pass(crew, 50);
	happens(crew, A, 2);
	pass(crew, 20);
	check_silent(crew, 0);
	happens(crew, A, 2); /* with the first one it would be 5, but that is over */
	check_silent(crew, 0);
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " ×5 · new");
	assert_int_equal(number(crew, COUNTER("muted")), 1);
	close_crew(crew);
}

static void the_threshold_holds_again_when_it_is_back(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nthreshold = 3/1m\nback_after = 1h\n");
	happens(crew, A, 3);
	check_heard(crew, 0, "[pro] shop " A " ×3 · new");
	pass(crew, 2 * HOUR);
	happens(crew, A, 1);
	check_silent(crew, 0);
	pass(crew, 5 * MINUTE);
	assert_int_equal(number(crew, COUNTER("muted")), 1);
	happens(crew, A, 2); /* still nothing was told of this time */
	check_silent(crew, 0);
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " ×3 · back");
	close_crew(crew);
}

static void a_copy_below_its_threshold_mutes_nothing(void **state)
{
	struct crew *crew = open_crew(state, ROBOT
		"[robot boss]\nwebhook = https://b/\n"
		"[route all]\nrobot = ops\ncontinue = yes\n[route many]\nrobot = boss\nthreshold = 9/1m\n");
	happens(crew, A, 2);
	check_heard(crew, 0, "[pro] shop " A " ×2 · new");
	pass(crew, 2 * MINUTE);
	check_silent(crew, 1);
	assert_int_equal(number(crew, COUNTER("muted")), 0);
	assert_int_equal(number(crew, COUNTER("told")), 2);
	assert_int_equal(number(crew, "SELECT COUNT(*) FROM errnotice_notice WHERE robot = 'boss'"), 0);
	close_crew(crew);
}

static void a_killed_consumer_leaves_the_window_as_it_was(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nthreshold = 3/1m\n");
	happens(crew, A, 2);
	room_die(crew->house->room);
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " ×3 · new");
	close_crew(crew);
}

/* --- the window alone --- */

static bool add(struct window *window, int64_t at, uint64_t events, uint64_t most)
{
	struct window_slice slice = {.at = window_slice_at(at, 3600), .until = at + 3600, .events = events};
	return window_add(window, &slice, 3600, most);
}

static void no_window_of_that_length_is_missed(void **state)
{
	unsigned seed = 1;

	for (int round = 0; round < 200; round++) {
		struct window window = {0};
		int64_t at = 0, times[400];
		bool reached = false, should = false;
		for (int i = 0; i < 400; i++) {
			at += rand_r(&seed) % 1200;
			times[i] = window_slice_at(at, 3600);
			reached = add(&window, at, 1, 12) || reached;
			should = should || (i >= 11 && times[i] - times[i - 11] <= 3600);
			assert_int_equal(window.count + window.dropped.events > 0, true);
			assert_int_equal(reached, should);
		}
	}
}

static void one_a_second_reaches_a_threshold_of_any_length(void **state)
{
	for (int64_t length_s = 1; length_s <= 600; length_s++) {
		struct window window = {0};
		bool reached = false;
		for (int64_t at = 0; at <= length_s; at++) {
			struct window_slice slice = {
				.at = window_slice_at(at, length_s), .until = 2 * length_s, .events = 1};
			reached = window_add(&window, &slice, length_s, (uint64_t)length_s + 1);
		}
		assert_true(reached);
		assert_int_equal(window.dropped.events, 0);
	}
}

static void nothing_gets_lost_in_a_window(void **state)
{
	struct window window = {0};
	uint64_t held = 0;

	for (int64_t at = 0; at < 100000; at += 7) {
		add(&window, at, 3, UINT64_MAX);
		add(&window, at - 5000, 2, UINT64_MAX); /* late ones */
	}
	for (size_t i = 0; i < window.count; i++) {
		held += window.slices[i].events;
		assert_true(i == 0 || window.slices[i].at > window.slices[i - 1].at);
	}
	assert_int_equal(held + window.dropped.events, 5 * ((100000 + 6) / 7));
	assert_in_range(window.count, 1, WINDOW_SLICES);
	window_expire(&window, 200000);
	assert_int_equal(window.count, 0);
	assert_int_equal(window.dropped.events, 5 * ((100000 + 6) / 7));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_new_issue_is_told_at_once_and_then_once_in_repeat),
		TEST(what_was_gone_for_back_after_is_back),
		TEST(a_consumer_that_was_away_makes_no_issue_come_back),
		TEST(below_its_threshold_an_issue_is_pending_and_then_muted),
		TEST(the_threshold_slides),
		TEST(the_threshold_holds_again_when_it_is_back),
		TEST(a_copy_below_its_threshold_mutes_nothing),
		TEST(a_killed_consumer_leaves_the_window_as_it_was),
	};
	static const struct CMUnitTest windows[] = {
		cmocka_unit_test(no_window_of_that_length_is_missed),
		cmocka_unit_test(one_a_second_reaches_a_threshold_of_any_length),
		cmocka_unit_test(nothing_gets_lost_in_a_window),
	};
	return ROOM_TESTS("spell", tests) + cmocka_run_group_tests_name("window", windows, NULL, NULL);
}
