/* What all senders of a robot share: its turn, its health, its budget. */
#include "room.h"
#include "consumer/store/robots.h"

static struct robots_state robot_of(struct room *room, const char *sender, int64_t now_ms)
{
	struct robots_state state;
	OK(room, robots_load(room->store, "key", sender, now_ms, &state, &room->err));
	return state;
}

static void one_sender_at_a_time_and_a_dead_one_is_waited_for(void **state)
{
	struct room *room = *state;
	int64_t sent;

	room_begin(room);
	OK(room, robots_take(room->store, "key", "ops", "me", 1000, 8000, &sent, &room->err));
	room_commit(room);
	assert_int_equal(robot_of(room, "me", 1000).lease_ms, 0);
	struct robots_state other = robot_of(room, "other", 1000);
	assert_int_equal(other.lease_ms, 8000);
	assert_int_equal(other.sent.count, 1);
	assert_int_equal(other.sent.at_ms[0], 8000); /* when it arrives at the latest */
	assert_int_equal(robot_of(room, "other", 8000).lease_ms, 0);

	struct breaker breaker = {.failures = 2, .throttles = 1, .retry_at_ms = 9000};
	room_begin(room);
	OK(room, robots_give(room->store, "key", "me", sent, 1200, &breaker, "busy", &room->err));
	room_commit(room);
	other = robot_of(room, "other", 1300);
	assert_int_equal(other.lease_ms, 0);
	assert_int_equal(other.sent.at_ms[0], 1200);
	assert_int_equal(other.breaker.retry_at_ms, 9000);
	assert_string_equal(other.reason, "busy");
}

static void who_comes_after_its_lease_changes_nothing(void **state)
{
	struct room *room = *state;
	struct breaker stale = {.failures = 5, .retry_at_ms = 90000};
	int64_t slow, quick;

	room_begin(room);
	OK(room, robots_take(room->store, "key", "ops", "slow", 1000, 8000, &slow, &room->err));
	OK(room, robots_take(room->store, "key", "ops", "quick", 8000, 15000, &quick, &room->err));
	OK(room, robots_give(room->store, "key", "slow", slow, 9000, &stale, "x", &room->err));
	room_commit(room);
	struct robots_state robot = robot_of(room, "slow", 9000);
	assert_int_equal(robot.lease_ms, 15000);
	assert_int_equal(robot.breaker.failures, 0);
	assert_int_equal(robot.sent.count, 2); /* both were attempts */
	assert_int_equal(robot.sent.at_ms[0], 9000);
}

static void that_a_robot_does_not_work_is_news_once_until_it_works(void **state)
{
	struct room *room = *state;
	bool first;
	int64_t sent;

	room_begin(room);
	OK(room, robots_take(room->store, "key", "ops", "me", 1000, 8000, &sent, &room->err));
	OK(room, robots_fail(room->store, "key", "other", &first, &room->err));
	assert_false(first); /* who lost the turn does not know */
	OK(room, robots_fail(room->store, "key", "me", &first, &room->err));
	assert_true(first);
	room_commit(room);
	room_begin(room);
	OK(room, robots_fail(room->store, "key", "me", &first, &room->err));
	assert_false(first);
	OK(room, robots_mend(room->store, "key", "me", &room->err));
	OK(room, robots_fail(room->store, "key", "me", &first, &room->err));
	assert_true(first);
	room_commit(room);
}

static void a_restart_may_try_a_broken_robot_but_not_a_throttled_one(void **state)
{
	struct room *room = *state;
	int64_t sent;

	for (int throttles = 0; throttles < 2; throttles++) {
		struct breaker breaker = {.failures = 2, .throttles = throttles, .retry_at_ms = 90000};
		room_begin(room);
		OK(room, robots_take(room->store, "key", "ops", "me", 1000, 8000, &sent, &room->err));
		OK(room, robots_give(room->store, "key", "me", sent, 1200, &breaker, "x", &room->err));
		OK(room, robots_forgive(room->store, "key", &room->err));
		room_commit(room);
		assert_int_equal(robot_of(room, "me", 1300).breaker.retry_at_ms, throttles ? 90000 : 0);
	}
}

static void a_clock_that_is_put_back_stops_nothing_for_ever(void **state)
{
	struct room *room = *state;
	const int64_t day_ms = 86400000;
	struct breaker breaker = {.failures = 9, .retry_at_ms = day_ms};
	int64_t sent;

	room_begin(room);
	OK(room, robots_take(room->store, "key", "ops", "other", day_ms, day_ms + 7000, &sent, &room->err));
	room_commit(room);
	assert_int_equal(robot_of(room, "me", 1000).lease_ms, 0);
	room_begin(room);
	OK(room, robots_give(room->store, "key", "other", sent, day_ms, &breaker, "x", &room->err));
	room_commit(room);
	struct robots_state now = robot_of(room, "me", 1000);
	assert_int_equal(now.breaker.retry_at_ms, 0);
	assert_int_equal(now.sent.at_ms[0], 1000); /* counts now */
	room_begin(room);
	OK(room, robots_take(room->store, "key", "ops", "me", 1000, 8000, &sent, &room->err));
	room_commit(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_sent WHERE at_ms = 1000"), 1);
}

/* It sends nothing then, so that nothing but this makes it send again. */
static void a_budget_that_was_used_up_by_a_clock_that_was_ahead_is_free_again(void **state)
{
	struct room *room = *state;
	const int64_t day_ms = 86400000;
	struct month month = {.sent = 90, .paced_ms = day_ms, .ends_ms = 20 * day_ms};
	int64_t sent;

	room_begin(room);
	for (int i = 0; i < 18; i++) {
		OK(room, robots_take(room->store, "key", "ops", "me", day_ms, day_ms + i, &sent, &room->err));
	}
	OK(room, robots_spend(room->store, "key", &month, &room->err));
	OK(room, robots_call_back(room->store, 1000, &room->err));
	room_commit(room);
	struct robots_state robot = robot_of(room, "me", 61000);
	assert_int_equal(robot.sent.count, 18);
	struct budget budget = {.rate = 18, .window_ms = 60000, .sent = robot.sent};
	assert_int_equal(budget_left(&budget, false, 60999), 0);
	assert_int_equal(budget_left(&budget, false, 61000), 18);
	assert_int_equal(robot.month.paced_ms, 1000);
	assert_int_equal(robot.month.sent, 90);
}

static void spend(struct room *room, int64_t now_ms, int64_t ends_ms, bool unsent)
{
	struct breaker breaker = {0};
	int64_t sent;

	room_begin(room);
	struct month month = robot_of(room, "me", now_ms).month;
	month_spend(&month, true, now_ms, ends_ms);
	OK(room, robots_take(room->store, "key", "ops", "me", now_ms, now_ms + 10, &sent, &room->err));
	OK(room, robots_spend(room->store, "key", &month, &room->err));
	room_commit(room);
	room_begin(room);
	OK(room, robots_give(room->store, "key", "me", sent, now_ms + 1, &breaker, "", &room->err));
	if (unsent) {
		OK(room, robots_unspend(room->store, "key", &month, &room->err));
	}
	room_commit(room);
}

static void a_month_counts_what_may_have_been_sent_in_it(void **state)
{
	struct room *room = *state;
	const int64_t day_ms = 86400000, ends_ms = 20 * day_ms;

	assert_int_equal(robot_of(room, "me", 1000).month.ends_ms, 0);
	spend(room, 1000, ends_ms, false);
	spend(room, 2000, ends_ms, true);
	spend(room, 3000, 50 * day_ms, false); /* somebody in another zone: the month is what it is */
	struct month month = robot_of(room, "other", 4000).month;
	assert_int_equal(month.sent, 2);
	assert_int_equal(month.ends_ms, ends_ms);
	assert_int_equal(month.paced_ms, 3000);
	assert_int_equal(robot_of(room, "me", ends_ms).month.sent, 0);
	spend(room, ends_ms, 51 * day_ms, false);
	month = robot_of(room, "me", ends_ms + 1).month;
	assert_int_equal(month.sent, 1);
	assert_int_equal(month.ends_ms, 51 * day_ms);
	assert_int_equal(robot_of(room, "me", 1000).month.sent, 0); /* the clock was put back */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)
	const struct CMUnitTest tests[] = {
		TEST(one_sender_at_a_time_and_a_dead_one_is_waited_for),
		TEST(who_comes_after_its_lease_changes_nothing),
		TEST(that_a_robot_does_not_work_is_news_once_until_it_works),
		TEST(a_restart_may_try_a_broken_robot_but_not_a_throttled_one),
		TEST(a_clock_that_is_put_back_stops_nothing_for_ever),
		TEST(a_budget_that_was_used_up_by_a_clock_that_was_ahead_is_free_again),
		TEST(a_month_counts_what_may_have_been_sent_in_it),
	};
	return ROOM_TESTS("robots", tests);
}
