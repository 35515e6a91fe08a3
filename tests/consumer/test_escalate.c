/* An issue that grows: told once more, at once, by whom and to whom the route says, and not again before it has calmed. */
#include "crew.h"
#include "consumer/plan/escalation.h"
#include "consumer/store/silences.h"

#define OPS   "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"
#define BOSS  "[robot boss]\nwebhook = https://b/\nlanguage = zh\n"
#define A     "aaaaaaaaaaaaaaaa"
#define CHIEF "13900139000"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static int64_t number(struct crew *crew, const char *sql)
{
	return room_number(crew->house->room, sql);
}

/* Whether the newest message that was sent rings the chief. */
static bool rings(struct crew *crew)
{
	return number(crew, "SELECT body LIKE '%\"" CHIEF "\"%' FROM errnotice_notice WHERE body IS NOT NULL"
			    " ORDER BY told_at DESC, id DESC LIMIT 1");
}

static void an_issue_that_grows_is_told_before_its_repeat(void **state)
{
	struct crew *crew =
		open_crew(state, OPS "[route r]\nrepeat = 1h\nescalate = 5/1m mention=" CHIEF "\n");
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · new");
	assert_false(rings(crew));
	pass(crew, 20);
	happens(crew, A, 3);
	check_silent(crew, 0);
	room_die(crew->house->room); /* what it counted so far is in the store */
	pass(crew, 20);
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " ×4 · escalated");
	assert_true(rings(crew));
	happens(crew, A, 40); /* it is known by now */
	check_silent(crew, 0);
	pass(crew, HOUR);
	check_heard(crew, 0, "[pro] shop " A " ×40");
	assert_false(rings(crew));
	assert_int_equal(number(crew, COUNTER("told")), 45);
	close_crew(crew);
}

/* The first message of an issue can be both: it keeps what is its due as a new one. */
static void what_is_new_and_grows_says_both(void **state)
{
	struct crew *crew =
		open_crew(state, OPS "[route r]\nthreshold = 9/1h\nescalate = 5/1m mention=all\n");
	happens(crew, A, 4);
	check_silent(crew, 0);
	happens(crew, A, 1); /* so the threshold does not matter any more */
	check_heard(crew, 0, "[pro] shop " A " ×5 · new · escalated");
	assert_int_equal(number(crew, "SELECT fresh FROM errnotice_notice_item"), 1);
	assert_int_equal(number(crew, "SELECT COUNT(*) FROM errnotice_window"), 0);
	pass(crew, 2 * HOUR);
	assert_int_equal(number(crew, COUNTER("muted")), 0);
	assert_int_equal(number(crew, COUNTER("told")), 5);
	close_crew(crew);
}

static void no_quiet_hours_hold_it(void **state)
{
	struct crew *crew = open_crew(
		state, OPS "[route r]\nquiet = 23:00-07:00 UTC\nrepeat = 1m\nescalate = 5/1m mention=all\n");
	crew_now_s = NOW_S - NOW_S % DAY - HOUR - MINUTE; /* 22:59 */
	happens(crew, A, 5);
	pass(crew, 2 * MINUTE); /* the night begins before the robot came to it */
	check_heard(crew, 0, "[pro] shop " A " ×5 · new · escalated");
	pass(crew, 2 * HOUR);
	happens(crew, A, 4);
	check_silent(crew, 0);
	happens(crew, A, 2);
	check_heard(crew, 0, "[pro] shop " A " ×6 · escalated");
	happens(crew, A, 1);
	pass(crew, HOUR);
	check_silent(crew, 0);
	pass(crew, 5 * HOUR);
	check_heard(crew, 0, "[pro] shop " A);
	close_crew(crew);
}

static void another_robot_gets_a_copy_that_counts_nothing(void **state)
{
	struct crew *crew = open_crew(
		state, OPS BOSS "[route r]\nrobot = ops\nescalate = 5/1m robot=boss mention=" CHIEF "\n");
	happens(crew, A, 2);
	check_heard(crew, 0, "[pro] shop " A " ×2 · new");
	pass(crew, 10);
	happens(crew, A, 5);
	check_silent(crew, 0);
	check_heard(crew, 1, "[pro] shop " A " ×7 · 升级");
	assert_true(rings(crew));
	assert_int_equal(number(crew, COUNTER("told")), 2);
	assert_int_equal(number(crew, COUNTER("pending")), 5);
	pass(crew, 10 * MINUTE);
	check_heard(crew, 0, "[pro] shop " A " ×5");
	assert_false(rings(crew));
	check_silent(crew, 1);
	assert_int_equal(number(crew, COUNTER("told")), 7);
	close_crew(crew);
}

static void a_copy_that_was_not_sent_yet_takes_the_next_one_with_it(void **state)
{
	struct crew *crew = open_crew(state, OPS BOSS "[route r]\nrobot = ops\nescalate = 5/1m robot=boss\n");
	happens(crew, A, 5);
	pass(crew, 10 * MINUTE + 1);
	happens(crew, A, 6);
	assert_int_equal(number(crew, "SELECT COUNT(*) FROM errnotice_notice WHERE robot = 'boss'"), 1);
	check_heard(crew, 1, "[pro] shop " A " ×11 · 升级");
	check_silent(crew, 1);
	close_crew(crew);
}

/* A robot of the route's that is not its first has its own notice of the issue, which counts nothing either. */
static void a_further_robot_of_the_route_says_what_waits_for_it(void **state)
{
	struct crew *crew = open_crew(
		state, OPS BOSS "[route r]\nrobot = ops boss\nrepeat = 1h\nescalate = 5/1m robot=boss\n");
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · new");
	check_heard(crew, 1, "[pro] shop " A " · new");
	happens(crew, A, 6);
	check_silent(crew, 0);
	check_heard(crew, 1, "[pro] shop " A " ×6 · 升级");
	assert_int_equal(number(crew, COUNTER("told")), 1);
	close_crew(crew);
}

static unsigned storm(struct crew *crew, int minutes, unsigned each)
{
	unsigned heard = 0;
	for (int i = 0; i < minutes; i++) {
		happens(crew, A, each);
		heard += hear(crew, 1) != NULL;
		pass(crew, MINUTE);
	}
	return heard;
}

static void until_it_has_calmed_it_is_said_once(void **state)
{
	struct crew *crew = open_crew(
		state, OPS BOSS "[route r]\nrobot = ops\nrepeat = 10m\nescalate = 9/2m robot=boss\n");
	assert_int_equal(storm(crew, 30, 9), 1);
	assert_int_equal(storm(crew, 12, 2), 0); /* the first two of them still find nine in two minutes */
	assert_int_equal(storm(crew, 1, 9), 1);
	assert_int_equal(storm(crew, 9, 1), 0);
	assert_int_equal(storm(crew, 20, 9), 0); /* seven minutes of calm are not enough */
	close_crew(crew);
}

static void a_window_that_is_longer_than_repeat_is_said_once(void **state)
{
	struct crew *crew = open_crew(
		state, OPS BOSS "[route r]\nrobot = ops\nrepeat = 0s\nescalate = 5/10m robot=boss\n");
	assert_int_equal(storm(crew, 40, 1), 1);
	close_crew(crew);
}

static void what_is_back_may_grow_again(void **state)
{
	struct crew *crew = open_crew(
		state, OPS "[route r]\nrepeat = 7d\nback_after = 1h\nescalate = 5/1m mention=all\n");
	happens(crew, A, 5);
	check_heard(crew, 0, "[pro] shop " A " ×5 · new · escalated");
	pass(crew, HOUR - 1);
	happens(crew, A, 5);
	check_silent(crew, 0);
	pass(crew, HOUR);
	happens(crew, A, 6);
	check_heard(crew, 0, "[pro] shop " A " ×11 · back · escalated");
	close_crew(crew);
}

static void add_silence(struct crew *crew, int64_t seconds)
{
	struct room *room = crew->house->room;
	struct silences_row row = {.fp = A,
		.owner = "zhang",
		.why = "known",
		.from_s = crew_now_s,
		.until_s = crew_now_s + seconds};
	int64_t id;

	room_begin(room);
	OK(room, silences_add(room->store, &row, &id, &room->err));
	room_commit(room);
}

static void what_is_silenced_does_not_escalate(void **state)
{
	struct crew *crew = open_crew(state, OPS BOSS "[route r]\nrobot = ops\nescalate = 5/1m robot=boss\n");
	add_silence(crew, 10);
	happens(crew, A, 40);
	check_silent(crew, 1);
	pass(crew, 11);
	happens(crew, A, 4);
	check_silent(crew, 1);
	happens(crew, A, 1);
	check_heard(crew, 1, "[pro] shop " A " ×5 · 升级");
	assert_int_equal(number(crew, COUNTER("muted") " AND reason = 'silence'"), 40);
	close_crew(crew);
}

/* The robot had no budget, say, and the issue is over by now. */
static void one_that_is_over_before_it_was_said_calls_nobody(void **state)
{
	struct crew *crew = open_crew(
		state, OPS "[route r]\nrecovered = 5m\nrepeat = 1h\nescalate = 5/1m mention=" CHIEF "\n");
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · new");
	happens(crew, A, 9);
	pass(crew, 6 * MINUTE);
	check_heard(crew, 0, "[pro] shop " A " ×9 · recovered");
	assert_false(rings(crew));
	close_crew(crew);
}

static void two_routes_count_for_themselves(void **state)
{
	struct crew *crew = open_crew(state,
		OPS BOSS "[route a]\nrobot = ops\nescalate = 5/1m robot=boss\ncontinue = yes\n"
			 "[route b]\nrobot = boss\ncodes = x\nescalate = 3/1m mention=all\n");
	happens(crew, A, 4);
	check_silent(crew, 1);
	happens(crew, A, 1);
	check_heard(crew, 1, "[pro] shop " A " ×5 · 升级");
	check_silent(crew, 1);
	close_crew(crew);
}

static uint64_t told_by(const char *title)
{
	const char *times = title ? strstr(title, "×") : NULL;
	return !title ? 0 : times ? strtoull(times + strlen("×"), NULL, 10) : 1;
}

/* Whatever comes together: threshold, repeat, quiet hours, recovered, back, and a robot that is not asked for a while. */
static void the_titles_add_up_to_what_was_told(void **state)
{
	struct crew *crew = open_crew(state,
		OPS BOSS "[route r]\nrobot = ops boss\nthreshold = 3/2m\nrepeat = 5m\nrecovered = 10m\n"
			 "back_after = 30m\nquiet = 03:00-04:00 UTC\nescalate = 8/3m mention=all\n");
	static const int64_t pauses[] = {0, 1, 20, 60, 60, 90, 300, 700, 2000};
	unsigned seed = 7, escalated = 0;
	uint64_t told = 0;

	for (int step = 0; step < 150; step++) {
		if (rand_r(&seed) % 3 > 0) {
			happens(crew, rand_r(&seed) % 4 ? A : "bbbbbbbbbbbbbbbb",
				1 + (unsigned)rand_r(&seed) % 4);
		}
		pass(crew, pauses[(size_t)rand_r(&seed) % COUNT(pauses)]);
		for (int i = rand_r(&seed) % 3; i > 0; i--) {
			const char *title = hear(crew, 0);
			told += told_by(title);
			escalated += title && strstr(title, "escalated");
		}
		assert_int_equal(number(crew, COUNTER("told")), told);
	}
	assert_in_range(escalated, 3, 100);
	close_crew(crew);
}

/* --- alone --- */

static const struct conf_route route = {
	.repeat_s = 600, .back_after_s = DAY, .escalate = {.when = {.events = 5, .length_s = 60}}};

static struct window_slice slice(int64_t at, uint64_t events)
{
	return (struct window_slice){.at = window_slice_at(at, 60), .events = events};
}

/* A consumer that was away gets the storm and the calm after it in one batch. */
static void a_storm_that_is_over_by_the_end_of_the_batch_is_said(void **state)
{
	struct escalation escalation = {.high_at = 0};
	const struct window_slice slices[] = {
		slice(NOW_S, 2), slice(NOW_S + 10, 4), slice(NOW_S + 20, 3), slice(NOW_S + HOUR, 1)};

	assert_int_equal(escalation_add(&escalation, &route, slices, COUNT(slices), 0), 9);
	assert_int_equal(escalation.high_at, NOW_S + 20);
	assert_int_equal(escalation.window.count, 1);
}

static void what_comes_late_does_not_make_it_grow_again(void **state)
{
	struct escalation escalation = {.high_at = 0};
	const struct window_slice storm_of_now = slice(NOW_S, 6), late = slice(NOW_S - DAY, 6);

	assert_int_equal(escalation_add(&escalation, &route, &storm_of_now, 1, 0), 6);
	assert_int_equal(escalation_add(&escalation, &route, &late, 1, 0), 0);
	assert_int_equal(escalation.high_at, NOW_S);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(an_issue_that_grows_is_told_before_its_repeat),
		TEST(what_is_new_and_grows_says_both),
		TEST(no_quiet_hours_hold_it),
		TEST(another_robot_gets_a_copy_that_counts_nothing),
		TEST(a_copy_that_was_not_sent_yet_takes_the_next_one_with_it),
		TEST(a_further_robot_of_the_route_says_what_waits_for_it),
		TEST(until_it_has_calmed_it_is_said_once),
		TEST(a_window_that_is_longer_than_repeat_is_said_once),
		TEST(what_is_back_may_grow_again),
		TEST(what_is_silenced_does_not_escalate),
		TEST(one_that_is_over_before_it_was_said_calls_nobody),
		TEST(two_routes_count_for_themselves),
	};
	static const struct CMUnitTest once[] = {
		TEST(the_titles_add_up_to_what_was_told),
		cmocka_unit_test(a_storm_that_is_over_by_the_end_of_the_batch_is_said),
		cmocka_unit_test(what_comes_late_does_not_make_it_grow_again),
	};
	return ROOM_TESTS("escalate", tests) + cmocka_run_group_tests_name("escalation", once, NULL, NULL);
}
