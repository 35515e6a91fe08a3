/* The sliding window and what the robot is left with, by a clock of our own. */
#include "check.h"
#include "consumer/plan/breaker.h"
#include "consumer/plan/budget.h"

enum { WINDOW = 60000 };

static struct budget fresh_budget(int rate, int reserve)
{
	return (struct budget){.rate = rate, .window_ms = WINDOW, .reserve = reserve};
}

/* As the store does: the newest BUDGET_MOST, ascending. */
static void send_at(struct budget *budget, int64_t at_ms)
{
	struct budget_sent *sent = &budget->sent;
	if (sent->count == BUDGET_MOST) {
		memmove(sent->at_ms, sent->at_ms + 1, (BUDGET_MOST - 1) * sizeof(*sent->at_ms));
		sent->count--;
	}
	sent->at_ms[sent->count++] = at_ms;
}

static int most_in_window(const int64_t *at, size_t count)
{
	int most = 0;
	for (size_t i = 0; i < count; i++) {
		int in = 0;
		for (size_t j = i; j < count && at[j] < at[i] + WINDOW; j++) {
			in++;
		}
		most = in > most ? in : most;
	}
	return most;
}

/* Sends whenever it may for ten minutes; returns how many, with the most of any 60 s in `most`. */
static size_t flood(struct budget *budget, bool fresh, int *most, int64_t *longest_wait)
{
	static int64_t at[4096];
	size_t count = 0;
	*longest_wait = 0;
	for (int64_t now = 1000000; now < 1000000 + 10 * WINDOW; now += 50) {
		if (budget_next(budget, fresh, now) <= now) {
			send_at(budget, now);
			if (count) {
				int64_t wait = now - at[count - 1];
				*longest_wait = wait > *longest_wait ? wait : *longest_wait;
			}
			at[count++] = now;
		}
	}
	*most = most_in_window(at, count);
	return count;
}

static void never_more_than_the_rate_in_any_window(void **state)
{
	for (int rate = 1; rate <= 20; rate++) {
		for (int reserve = 0; reserve < rate; reserve++) {
			struct budget budget = fresh_budget(rate, reserve);
			int most;
			int64_t wait;
			size_t sent = flood(&budget, true, &most, &wait);
			assert_true(most <= rate);
			assert_true(sent >= (size_t)rate * 5); /* and yet the budget is used */
		}
	}
}

static void the_reserve_is_for_new_issues(void **state)
{
	struct budget budget = fresh_budget(18, 6);
	int most;
	int64_t wait;
	flood(&budget, false, &most, &wait);
	assert_true(most <= 12);

	budget = fresh_budget(18, 6);
	for (int i = 0; i < 12; i++) {
		send_at(&budget, 1000 + i);
	}
	assert_int_equal(budget_left(&budget, false, 2000), 0);
	assert_int_equal(budget_left(&budget, true, 2000), 6);
	assert_true(budget_next(&budget, true, 2000) <= 2000);
	assert_int_equal(budget_next(&budget, false, 2000), 1000 + WINDOW);
}

static void a_flood_leaves_no_new_issue_waiting_for_a_minute(void **state)
{
	struct budget budget = fresh_budget(18, 6);
	int most;
	int64_t wait;
	flood(&budget, true, &most, &wait);
	assert_true(wait <= 31000);
}

static void most_of_a_budget_goes_at_once(void **state)
{
	struct budget budget = fresh_budget(18, 6);
	assert_int_equal(budget_burst(&budget, true, 1000), 14);
	assert_int_equal(budget_burst(&budget, false, 1000), 8);
	for (int i = 0; i < 14; i++) {
		assert_int_equal(budget_next(&budget, true, 1000 + i), 1000 + i);
		send_at(&budget, 1000 + i);
	}
	int64_t last = 1013;
	for (int left = 4; left > 0; left--) {
		int64_t next = budget_next(&budget, true, last);
		assert_int_equal(next, last + (WINDOW >> left));
		assert_int_equal(budget_burst(&budget, true, last), 0);
		assert_int_equal(budget_burst(&budget, true, next), 1);
		send_at(&budget, next);
		last = next;
	}
	assert_int_equal(budget_left(&budget, true, last), 0);
	assert_int_equal(budget_next(&budget, true, last), 1000 + WINDOW);
}

static void a_request_under_way_counts_as_if_it_arrived_last(void **state)
{
	struct budget budget = fresh_budget(1, 0);
	send_at(&budget, 7000); /* at 0, with a time-out of 7 s */
	assert_int_equal(budget_left(&budget, true, 0), 0);
	assert_int_equal(budget_next(&budget, true, 0), 7000 + WINDOW);
}

static void digests_keep_a_distance_unless_it_was_quiet(void **state)
{
	struct budget budget = fresh_budget(18, 6);
	assert_true(budget_next_digest(&budget, true, 1000) <= 1000);
	send_at(&budget, 1000);
	assert_true(budget_next_digest(&budget, true, 1000) <= 1000);
	assert_int_equal(budget_next_digest(&budget, false, 1000), 1000 + WINDOW / 18);
	for (int i = 0; i < 5; i++) {
		send_at(&budget, 1001);
	}
	assert_int_equal(budget_next_digest(&budget, true, 1001), 1001 + WINDOW / 18);
}

static void three_failures_open_the_breaker_and_success_closes_it(void **state)
{
	struct breaker breaker = {0};
	breaker_fail(&breaker, 1000, 0, 0);
	breaker_fail(&breaker, 1000, 0, 0);
	assert_true(breaker_allows(&breaker, 1000));
	int64_t waits[] = {5000, 10000, 20000, 40000, 80000, 160000, 300000, 300000};
	for (size_t i = 0; i < COUNT(waits); i++) {
		breaker_fail(&breaker, 1000, 0, 0);
		assert_int_equal(breaker.retry_at_ms, 1000 + waits[i]);
		assert_false(breaker_allows(&breaker, breaker.retry_at_ms - 1));
		assert_true(breaker_allows(&breaker, breaker.retry_at_ms));
	}
	breaker_succeed(&breaker);
	assert_true(breaker_allows(&breaker, 0));
	assert_int_equal(breaker.failures, 0);
}

static void a_throttled_robot_rests_for_a_minute_and_then_twice_as_long(void **state)
{
	struct breaker breaker = {0};
	int64_t waits[] = {60000, 120000, 240000, 480000, 600000, 600000};
	for (size_t i = 0; i < COUNT(waits); i++) {
		breaker_throttle(&breaker, 0, 0, 0);
		assert_int_equal(breaker.retry_at_ms, waits[i]);
	}
	breaker_throttle(&breaker, 0, 3600000, 0);
	assert_int_equal(breaker.retry_at_ms, 3600000);
}

static void a_broken_robot_is_probed_every_few_minutes(void **state)
{
	struct breaker breaker = {0};
	int64_t waits[] = {60000, 120000, 240000, 480000, 600000, 600000};
	for (size_t i = 0; i < COUNT(waits); i++) {
		breaker_break(&breaker, 0, 0, 0);
		assert_int_equal(breaker.retry_at_ms, waits[i]);
	}
}

static void chance_lengthens_a_rest_by_a_tenth_at_most(void **state)
{
	for (uint32_t random = 0; random < 100000; random += 777) {
		struct breaker breaker = {0};
		breaker_throttle(&breaker, 0, 0, random);
		assert_true(breaker.retry_at_ms >= 60000 && breaker.retry_at_ms <= 66000);
	}
}

static void a_message_backs_off_up_to_ten_minutes(void **state)
{
	int64_t most = 1000;
	for (int attempts = 1; attempts < 40; attempts++, most = most * 2 < 600000 ? most * 2 : 600000) {
		int early = 0, late = 0;
		for (uint32_t random = 0; random < 2000000; random += 999) {
			int64_t wait = breaker_wait_ms(attempts, random);
			assert_in_range(wait, 0, most);
			early += wait < most / 4;
			late += wait > most - most / 4;
		}
		assert_true(
			early > 200 && late > 200); /* all over it, so that many do not come back together */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_more_than_the_rate_in_any_window),
		cmocka_unit_test(the_reserve_is_for_new_issues),
		cmocka_unit_test(a_flood_leaves_no_new_issue_waiting_for_a_minute),
		cmocka_unit_test(most_of_a_budget_goes_at_once),
		cmocka_unit_test(a_request_under_way_counts_as_if_it_arrived_last),
		cmocka_unit_test(digests_keep_a_distance_unless_it_was_quiet),
		cmocka_unit_test(three_failures_open_the_breaker_and_success_closes_it),
		cmocka_unit_test(a_throttled_robot_rests_for_a_minute_and_then_twice_as_long),
		cmocka_unit_test(a_broken_robot_is_probed_every_few_minutes),
		cmocka_unit_test(chance_lengthens_a_rest_by_a_tenth_at_most),
		cmocka_unit_test(a_message_backs_off_up_to_ten_minutes),
	};
	return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}
