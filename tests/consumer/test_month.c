/* What a month's budget lets through, and that it lasts. */
#include "crew.h"
#include "consumer/plan/month.h"

static const int64_t DAY = 86400000, NOW = 100 * 86400000LL;

static struct month month_with(int64_t most, int64_t sent)
{
	return (struct month){most, sent, NOW - 60000, NOW + 10 * DAY};
}

static void how_much_is_used_decides(void **state)
{
	static const struct {
		int64_t most, sent;
		enum month_stage stage;
	} rows[] = {
		{0, 1000000, MONTH_PLENTY},
		{5000, 3999, MONTH_PLENTY},
		{5000, 4000, MONTH_SPARING},
		{5000, 4499, MONTH_SPARING},
		{5000, 4500, MONTH_EVEN},
		{5000, 4999, MONTH_EVEN},
		{5000, 5000, MONTH_OUT},
		{5000, 5001, MONTH_OUT},
		{1, 0, MONTH_PLENTY},
		{1, 1, MONTH_OUT},
		{3, 2, MONTH_PLENTY},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct month month = month_with(rows[i].most, rows[i].sent);
		assert_int_equal(month_stage(&month), rows[i].stage);
	}
}

static void what_is_not_urgent_waits_first(void **state)
{
	struct month month = month_with(5000, 3999);
	assert_int_equal(month_next(&month, false, NOW), NOW);
	month.sent = 4000;
	assert_int_equal(month_next(&month, true, NOW), NOW);
	assert_int_equal(month_next(&month, false, NOW), NOW - 60000 + 3600000);
	month.sent = 4989; /* eleven are left, and twelve distances */
	assert_int_equal(month_next(&month, false, NOW), NOW - 60000 + (10 * DAY + 60000) / 12);
	assert_int_equal(month_next(&month, true, NOW), NOW - 60000 + 3600000);
	month.sent = 4500; /* and here the distance is less than an hour */
	assert_int_equal(month_next(&month, false, NOW), NOW - 60000 + (10 * DAY + 60000) / 501);
	assert_int_equal(month_next(&month, true, NOW), month_next(&month, false, NOW));
	month.sent = 5000;
	assert_int_equal(month_next(&month, true, NOW), NOW + 10 * DAY);
	month.sent = 4000;
	month.paced_ms = NOW + DAY; /* the clock was put back; it stays so until the store calls it back */
	assert_int_equal(month_next(&month, false, NOW), NOW + 3600000);
}

static void few_bulletins_and_few_issues_take_turns(void **state)
{
	struct month month = month_with(5000, 3999);
	assert_true(month_lets_bulletins_first(&month));
	month_spend(&month, false, NOW, NOW + DAY);
	assert_true(month_lets_bulletins_first(&month));
	month_spend(&month, false, NOW, NOW + DAY);
	assert_false(month_lets_bulletins_first(&month));
}

static void a_new_month_begins_with_nothing_spent(void **state)
{
	struct month month = {.most = 5000, .sent = 0, .paced_ms = NOW - DAY, .ends_ms = 0};
	month_spend(&month, false, NOW, NOW + DAY);
	assert_int_equal(month.sent, 1);
	assert_int_equal(month.ends_ms, NOW + DAY);
	assert_int_equal(month.paced_ms, NOW - DAY);
	month_spend(&month, true, NOW + 1, NOW + 40 * DAY); /* this one goes on */
	assert_int_equal(month.sent, 2);
	assert_int_equal(month.ends_ms, NOW + DAY);
	assert_int_equal(month.paced_ms, NOW + 1);
}

struct days {
	int64_t sent, last_ms, longest_ms;
};

/* Thirty days in which somebody has something to say every minute, and something new every `fresh` minutes. */
static struct days live(int fresh)
{
	const int64_t end = NOW + 30 * DAY;
	struct month month = {.most = 5000};
	struct days days = {.last_ms = NOW};

	for (int64_t now = NOW; now < end; now += 60000) {
		bool urgent = fresh && now / 60000 % fresh == 0;
		if (month_next(&month, urgent, now) > now) {
			continue;
		}
		month_spend(&month, month_stage(&month) != MONTH_SPARING || !urgent, now, end);
		days.longest_ms = now - days.last_ms > days.longest_ms ? now - days.last_ms : days.longest_ms;
		days.last_ms = now;
	}
	days.sent = month.sent;
	return days;
}

static void whoever_asks_however_often_the_month_lasts(void **state)
{
	struct days days = live(0);
	assert_in_range(days.sent, 4990, 5000);
	assert_true(NOW + 30 * DAY - days.last_ms < 2 * 3600000);
	assert_true(days.longest_ms < 2 * 3600000);
	/* new ones all the time are heard every hour, and that is almost the month */
	days = live(10);
	assert_int_equal(days.sent, 5000);
	assert_true(days.last_ms > NOW + 26 * DAY);
	assert_true(days.longest_ms <= 3600000);
}

/* --- a robot whose month is nearly used up, and a service that answers with HTTP 502 --- */

static bool is_refused(struct crew *crew)
{
	static const char gateway[] = "<html>502 Bad Gateway</html>";
	struct room *room = crew->house->room;
	struct take with = {room->store, crew->house->conf, &crew->choice, "me", crew_clock};
	struct lane *lane = &crew->lanes[0];
	char *body;

	OK(room, take(&with, lane, &body, &room->err));
	if (!body) {
		return false;
	}
	free(body);
	lane->ended_ms = crew_clock();
	lane->date_s = -1;
	answer_read(&lane->answer, 502, gateway, strlen(gateway));
	enum outcome outcome = outcome_judge(lane, 0);
	OK(room, outcome_record(room->store, lane, "me", &outcome, 0, &room->err));
	return true;
}

static void answers_that_may_pass_do_not_use_it_up(void **state)
{
	struct crew *crew = open_crew(state,
		"[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\nmonth = 100\n[route r]\n");
	int attempts = 0;

	happens(crew, FP_A, 1);
	hear(crew, 0);
	room_run(crew->house->room, "UPDATE errnotice_robot SET month_sent = 90, month_paced_ms = 0");
	happens(crew, FP_B, 3);
	for (int minute = 0; minute < 5 * 60; minute++) {
		attempts += is_refused(crew);
		pass(crew, 60);
	}
	assert_in_range(attempts, 4, 6); /* one an hour */
	crew_now_s += 3600;
	check_heard(crew, 0, "[pro] shop " FP_B " ×3 · new");
	close_crew(crew);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(how_much_is_used_decides),
		cmocka_unit_test(what_is_not_urgent_waits_first),
		cmocka_unit_test(few_bulletins_and_few_issues_take_turns),
		cmocka_unit_test(a_new_month_begins_with_nothing_spent),
		cmocka_unit_test(whoever_asks_however_often_the_month_lasts),
		TEST(answers_that_may_pass_do_not_use_it_up),
	};
	return ROOM_TESTS("month", tests);
}
