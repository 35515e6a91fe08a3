/* Which message comes next. */
#include "check.h"
#include "consumer/plan/digest.h"

enum { NOW = 1000000 };

static const struct month any_month = {.most = 0};

static struct budget budget_with(size_t used)
{
	struct budget budget = {.rate = 18, .window_ms = 60000, .reserve = 6};
	for (size_t i = 0; i < used; i++) {
		budget.sent.at_ms[i] = NOW - 20000;
	}
	budget.sent.count = used;
	return budget;
}

static size_t fill(struct digest_row *rows, size_t fresh, size_t known)
{
	for (size_t i = 0; i < fresh + known; i++) {
		rows[i] = (struct digest_row){.index = i, .fresh = i < fresh, .severity = 1, .events = i + 1};
	}
	digest_sort(rows, fresh + known);
	return fresh + known;
}

static enum digest_kind kind(size_t fresh, size_t known, size_t used)
{
	struct digest_row rows[256];
	struct budget budget = budget_with(used);
	size_t count = fill(rows, fresh, known);
	return digest_choose(rows, count, &budget, &any_month, NOW).kind;
}

static void the_heaviest_comes_first(void **state)
{
	struct digest_row rows[] = {
		{.index = 0, .fresh = false, .severity = 0, .events = 1000},
		{.index = 1, .fresh = true, .severity = 2, .events = 1},
		{.index = 2, .fresh = true, .severity = 0, .events = 1},
		{.index = 3, .fresh = true, .severity = 0, .events = 7},
		{.index = 4, .fresh = false, .severity = 1, .events = 5},
		{.index = 5, .fresh = false, .severity = 1, .events = 5},
		{.index = 6, .escalated = true, .severity = 2, .events = 1},
		{.index = 7, .back = true, .severity = 2, .events = 1},
	};
	static const size_t expected[] = {3, 2, 1, 7, 6, 0, 4, 5};
	digest_sort(rows, COUNT(rows));
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(rows[i].index, expected[i]);
	}
}

static void few_are_told_one_by_one(void **state)
{
	assert_int_equal(kind(1, 0, 0), DIGEST_SINGLE);
	assert_int_equal(kind(14, 0, 0), DIGEST_SINGLE);
	assert_int_equal(kind(0, 8, 0), DIGEST_SINGLE);
	assert_int_equal(kind(1, 0, 13), DIGEST_SINGLE);
}

static void more_than_may_go_at_once_become_a_digest(void **state)
{
	assert_int_equal(kind(15, 0, 0), DIGEST_ALL);
	assert_int_equal(kind(200, 0, 0), DIGEST_ALL);
	assert_int_equal(kind(0, 9, 0), DIGEST_ALL);
	assert_int_equal(kind(5, 0, 10), DIGEST_ALL);
}

static void few_new_ones_go_before_a_crowd_of_known_ones(void **state)
{
	assert_int_equal(kind(3, 200, 0), DIGEST_SINGLE);
	assert_int_equal(kind(14, 200, 0), DIGEST_ALL);
	assert_int_equal(kind(1, 200, 12), DIGEST_SINGLE);
}

static void known_ones_wait_when_only_the_reserve_is_left(void **state)
{
	struct digest_row rows[8];
	struct budget budget = budget_with(12);
	fill(rows, 0, 5);
	struct digest_choice choice = digest_choose(rows, 5, &budget, &any_month, NOW);
	assert_int_equal(choice.kind, DIGEST_WAIT);
	assert_int_equal(choice.at_ms, NOW - 20000 + 60000);
	assert_int_equal(kind(1, 0, 12), DIGEST_SINGLE);
}

static struct digest_choice of_a_month(
	int64_t sent, int64_t paced_ms, size_t fresh, size_t known, size_t used)
{
	struct digest_row rows[256];
	const struct month month = {
		.most = 100, .sent = sent, .paced_ms = paced_ms, .ends_ms = NOW + 2200000};
	struct budget budget = budget_with(used);
	size_t count = fill(rows, fresh, known);

	return digest_choose(rows, count, &budget, &month, NOW);
}

static void when_little_of_a_month_is_left_known_ones_come_together_and_seldom(void **state)
{
	const int64_t long_ago = NOW - 3600000;

	struct digest_choice choice = of_a_month(80, long_ago, 0, 3, 0);
	assert_int_equal(choice.kind, DIGEST_ALL);
	assert_int_equal(choice.count, 3);
	assert_true(choice.paced);
	assert_int_equal(of_a_month(80, long_ago, 0, 1, 0).kind, DIGEST_SINGLE);
	choice = of_a_month(80, long_ago + 1, 0, 3, 0);
	assert_int_equal(choice.kind, DIGEST_WAIT);
	assert_int_equal(choice.at_ms, NOW + 1);
	choice = of_a_month(80, NOW, 2, 9, 0); /* new ones do not wait for that, and take none along */
	assert_int_equal(choice.kind, DIGEST_SINGLE);
	assert_false(choice.paced);
	choice = of_a_month(80, NOW, 20, 9, 0);
	assert_int_equal(choice.kind, DIGEST_ALL);
	assert_int_equal(choice.count, 20);
	assert_false(choice.paced);
	choice = of_a_month(80, long_ago, 20, 9, 0);
	assert_int_equal(choice.count, 29);
	assert_true(choice.paced);
}

static void what_escalated_does_not_wait_for_a_month(void **state)
{
	const struct digest_row rows[] = {{.escalated = true, .events = 9}, {.index = 1, .events = 10}};
	const struct month month = {.most = 100, .sent = 80, .paced_ms = NOW, .ends_ms = NOW + 2200000};
	struct budget budget = budget_with(0);
	struct digest_choice choice = digest_choose(rows, COUNT(rows), &budget, &month, NOW);

	assert_int_equal(choice.kind, DIGEST_SINGLE);
	assert_false(choice.paced);
	assert_int_equal(digest_choose(rows + 1, 1, &budget, &month, NOW).kind, DIGEST_WAIT);
}

static void when_very_little_is_left_all_of_it_keeps_a_distance(void **state)
{
	struct digest_choice choice = of_a_month(90, NOW, 2, 3, 0);
	assert_int_equal(choice.kind, DIGEST_WAIT);
	assert_int_equal(choice.at_ms, NOW + 200000); /* ten are left, and eleven distances */
	choice = of_a_month(90, NOW - 300000, 2, 3, 0);
	assert_int_equal(choice.kind, DIGEST_ALL);
	assert_int_equal(choice.count, 5);
	assert_true(choice.paced);
	assert_int_equal(of_a_month(90, NOW - 300000, 2, 3, 18).kind, DIGEST_WAIT); /* the minute's budget */
	choice = of_a_month(100, NOW - 300000, 2, 3, 0);
	assert_int_equal(choice.kind, DIGEST_WAIT);
	assert_int_equal(choice.at_ms, NOW + 2200000);
}

static void nothing_due_waits_for_ever(void **state)
{
	struct budget budget = budget_with(0);
	struct digest_choice choice = digest_choose(NULL, 0, &budget, &any_month, NOW);
	assert_int_equal(choice.kind, DIGEST_WAIT);
	assert_true(choice.at_ms == INT64_MAX);
}

/* 30 minutes of a storm: new issues all the time, all known ones due again every 10 minutes. */
static void a_storm_keeps_within_the_budget_and_tells_each_new_issue_within_a_minute(void **state)
{
	static int64_t due_since[1000], sent[1024];
	struct budget budget = budget_with(0);
	size_t waiting = 0, known = 0, messages = 0;
	int64_t longest = 0;

	for (int64_t now = NOW; now < NOW + 30 * 60000; now += 100) {
		if (now % 1000 == 0 && waiting < COUNT(due_since)) {
			due_since[waiting++] = now;
		}
		known = now % 600000 == 0 ? known + 200 : known;
		struct digest_row rows[1300];
		size_t count = fill(rows, waiting, known);
		struct digest_choice choice = digest_choose(rows, count, &budget, &any_month, now);
		if (choice.kind == DIGEST_WAIT) {
			continue;
		}
		sent[messages++ % COUNT(sent)] = now;
		if (budget.sent.count == BUDGET_MOST) {
			memmove(budget.sent.at_ms, budget.sent.at_ms + 1,
				sizeof(int64_t) * (BUDGET_MOST - 1));
			budget.sent.count--;
		}
		budget.sent.at_ms[budget.sent.count++] = now;
		size_t told = choice.kind == DIGEST_ALL ? waiting : waiting ? 1 : 0;
		if (told && now - due_since[0] > longest) {
			longest = now - due_since[0];
		}
		known = choice.kind == DIGEST_ALL ? 0 : known - (told ? 0 : 1);
		memmove(due_since, due_since + told, (waiting - told) * sizeof(*due_since));
		waiting -= told;
		if (messages > 18) {
			assert_true(now - sent[(messages - 19) % COUNT(sent)] >= 60000);
		}
	}
	assert_true(messages > 300);
	assert_true(longest < 60000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_heaviest_comes_first),
		cmocka_unit_test(few_are_told_one_by_one),
		cmocka_unit_test(more_than_may_go_at_once_become_a_digest),
		cmocka_unit_test(few_new_ones_go_before_a_crowd_of_known_ones),
		cmocka_unit_test(known_ones_wait_when_only_the_reserve_is_left),
		cmocka_unit_test(when_little_of_a_month_is_left_known_ones_come_together_and_seldom),
		cmocka_unit_test(what_escalated_does_not_wait_for_a_month),
		cmocka_unit_test(when_very_little_is_left_all_of_it_keeps_a_distance),
		cmocka_unit_test(nothing_due_waits_for_ever),
		cmocka_unit_test(a_storm_keeps_within_the_budget_and_tells_each_new_issue_within_a_minute),
	};
	return cmocka_run_group_tests_name("digest", tests, NULL, NULL);
}
