/* Storms: never more than the robot takes, the new at once, and the books exact at every moment. */
#include "crew.h"

#define ROBOT "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"

enum { MINUTE = 60, MOST = 2048 };

struct sent {
	int64_t at_s[MOST];
	size_t count;
	uint64_t events;
};

static uint64_t told_by(const char *title)
{
	const char *times = strstr(title, "×");
	return times ? strtoull(times + strlen("×"), NULL, 10) : 1;
}

/* All that the robot may say in this second; crew looks into the books each time. */
static void tell(struct crew *crew, struct sent *sent)
{
	for (const char *title; (title = hear(crew, 0));) {
		assert_true(sent->count < MOST);
		sent->at_s[sent->count++] = crew_now_s;
		sent->events += told_by(title);
	}
}

static void check_rate(const struct sent *sent)
{
	for (size_t i = 18; i < sent->count; i++) {
		assert_true(sent->at_s[i] - sent->at_s[i - 18] >= MINUTE);
	}
}

static void fp_of(char into[17], unsigned number)
{
	snprintf(into, 17, "%016x", number);
}

static void a_hundred_new_issues_in_a_second_are_told_within_a_minute(void **state)
{
	struct crew *crew = open_crew(state, ROBOT);
	struct sent sent = {.count = 0};
	char fps[100][17];

	for (unsigned i = 0; i < 100; i++) {
		fp_of(fps[i], 1000 + i);
		arrives(crew, fps[i], 1);
		if (i % 50 == 49) {
			commit_at(crew->house, crew_now_s);
		}
	}
	tell(crew, &sent);
	assert_true(sent.count > 0); /* the first at once */
	for (int second = 0; second < MINUTE; second++) {
		pass(crew, 1);
		tell(crew, &sent);
	}
	assert_int_equal(sent.events, 100);
	assert_int_equal(room_number(crew->house->room, COUNTER("told")), 100);
	check_rate(&sent);
	close_crew(crew);
}

static void in_a_storm_what_is_new_is_told_within_a_minute(void **state)
{
	struct crew *crew = open_crew(state, ROBOT "[route r]\nrepeat = 10s\n");
	struct sent sent = {.count = 0};
	uint64_t happened = 0;
	char fps[7][17];

	for (unsigned second = 0; second < 1200; second += 5) {
		for (unsigned i = 0; i < 6; i++, happened += 2) {
			fp_of(fps[i], 1000 + (second + 7 * i) % 60);
			arrives(crew, fps[i], 2);
		}
		if (second % 150 == 0) { /* a new one */
			fp_of(fps[6], 5000 + second);
			arrives(crew, fps[6], 1);
			happened++;
		}
		commit_at(crew->house, crew_now_s);
		for (int step = 0; step < 5; step++) {
			tell(crew, &sent);
			pass(crew, 1);
		}
	}
	assert_int_equal(room_number(crew->house->room,
				 "SELECT COUNT(*) FROM errnotice_notice n JOIN errnotice_notice_item i"
				 " ON i.notice = n.id JOIN errnotice_issue s ON s.fp = i.fp WHERE i.fresh = 1"
				 " AND n.told_at > s.first_seen + 60"),
		0);
	for (int second = 0; second < 2 * MINUTE; second++) {
		pass(crew, 1);
		tell(crew, &sent);
	}
	assert_int_equal(sent.events, happened);
	assert_int_equal(room_number(crew->house->room, COUNTER("told")), happened);
	check_rate(&sent);
	close_crew(crew);
}

/* All that a bad day has, at once: the books are looked at after each step. */
static void thresholds_quiet_hours_and_recoveries_lose_nothing(void **state)
{
	struct crew *crew = open_crew(state,
		ROBOT "[route r]\nthreshold = 3/1m\nrepeat = 2m\nrecovered = 5m\nback_after = 10m\n"
		      "quiet = 16:10-16:30 UTC\n");
	struct sent sent = {.count = 0};
	unsigned seed = 7, happened = 0;
	char fp[17];

	for (int step = 0; step < 200; step++) {
		unsigned count = 1 + (unsigned)rand_r(&seed) % 4;
		fp_of(fp, 1 + (unsigned)rand_r(&seed) % 12);
		happens(crew, fp, count);
		happened += count;
		pass(crew, rand_r(&seed) % 40);
		if (rand_r(&seed) % 3 == 0) {
			tell(crew, &sent);
		}
		if (rand_r(&seed) % 50 == 0) {
			room_die(crew->house->room);
		}
		if (rand_r(&seed) % 60 == 0) {
			pass(crew, 15 * MINUTE);
		}
	}
	for (int minute = 0; minute < 60; minute++) {
		pass(crew, MINUTE);
		tell(crew, &sent);
	}
	struct room *room = crew->house->room;
	assert_int_equal(room_number(room, COUNTER("ingested")), happened);
	assert_int_equal(room_number(room, COUNTER("pending")), 0);
	assert_int_equal(room_number(room, COUNTER("told")), sent.events);
	assert_int_equal(room_number(room, COUNTER("muted")), happened - sent.events);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_window"), 0);
	assert_true(sent.events > 0 && sent.events < happened);
	close_crew(crew);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_hundred_new_issues_in_a_second_are_told_within_a_minute),
		TEST(in_a_storm_what_is_new_is_told_within_a_minute),
		TEST(thresholds_quiet_hours_and_recoveries_lose_nothing),
	};
	return cmocka_run_group_tests_name("storm", tests, NULL, NULL);
}
