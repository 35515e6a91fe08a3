/* A robot that is left alone is spoken for by its fallback, and only then. */
#include "crew.h"
#include "consumer/deliver/standin.h"
#include "consumer/deliver/webhook.h"
#include "consumer/store/robots.h"

enum { NOW_MS = 1000000 };

#define ROBOT(name, fallback) \
	"[robot " name "]\nwebhook = https://h/?access_token=" name "\nfallback = " fallback "\n"
#define ROUTE "[route all]\nrobot = a\n"

struct desk {
	struct room *room;
	struct conf *conf;
};

static struct desk open_desk(void **state, const char *text)
{
	struct desk desk = {.room = *state};
	char path[128];
	room_write(desk.room, "consumer.conf", text, path);
	desk.conf = conf_read(path, stderr);
	assert_non_null(desk.conf);
	return desk;
}

static void leave_alone(struct desk *desk, size_t robot, int64_t until_ms)
{
	struct breaker breaker = {.failures = 1, .retry_at_ms = until_ms};
	char key[WEBHOOK_KEY];
	int64_t sent;

	webhook_key(key, desk->conf->robots[robot].webhook);
	room_begin(desk->room);
	OK(desk->room,
		robots_take(desk->room->store, key, "x", "me", NOW_MS, NOW_MS + 1, &sent, &desk->room->err));
	OK(desk->room, robots_give(desk->room->store, key, "me", sent, NOW_MS, &breaker, "broken",
			       &desk->room->err));
	room_commit(desk->room);
}

/* The names of the robots whose messages `robot` says, itself first. */
static void check_says(struct desk *desk, size_t robot, const char *wanted)
{
	struct standin standin;
	char names[64] = "";

	OK(desk->room, standin_find(&standin, desk->room->store, desk->conf, &desk->conf->robots[robot],
			       NOW_MS, &desk->room->err));
	for (size_t i = 0; i < standin.count; i++) {
		strcat(names, standin.robots[i]->name);
		assert_true(standin_says(&standin, standin.robots[i]));
	}
	assert_string_equal(names, wanted);
	assert_false(standin_says(&standin, NULL));
}

static void no_robot_is_its_own_fallback(void **state)
{
	char path[128], *said = NULL;
	size_t len = 0;
	FILE *errors = open_memstream(&said, &len);

	room_write(*state, "consumer.conf", ROBOT("a", "a"), path);
	assert_null(conf_read(path, errors));
	fclose(errors);
	assert_non_null(strstr(said, ":3: [robot a] fallback = a: is the robot itself"));
	free(said);
}

static void only_a_robot_that_is_left_alone_is_spoken_for(void **state)
{
	struct desk desk = open_desk(state, ROBOT("a", "b") ROBOT("b", "") ROBOT("c", "") ROUTE);

	check_says(&desk, 0, "a");
	check_says(&desk, 1, "b");
	leave_alone(&desk, 0, NOW_MS + 1);
	check_says(&desk, 0, "a"); /* its own breaker is looked at elsewhere */
	check_says(&desk, 1, "ba");
	check_says(&desk, 2, "c");
	leave_alone(&desk, 0, NOW_MS); /* it may be tried again */
	check_says(&desk, 1, "b");
	conf_free(desk.conf);
}

static void the_fallback_of_a_fallback_speaks_when_both_are_left_alone(void **state)
{
	struct desk desk = open_desk(state, ROBOT("a", "b") ROBOT("b", "c") ROBOT("c", "") ROUTE);

	leave_alone(&desk, 0, NOW_MS + 1);
	check_says(&desk, 2, "c");
	leave_alone(&desk, 1, NOW_MS + 1);
	check_says(&desk, 2, "cab");
	conf_free(desk.conf);
}

static void robots_that_stand_in_for_each_other_wait_when_all_are_left_alone(void **state)
{
	struct desk desk =
		open_desk(state, ROBOT("a", "b") ROBOT("b", "a") ROBOT("c", "") ROBOT("d", "a") ROUTE);

	leave_alone(&desk, 1, NOW_MS + 1);
	check_says(&desk, 0, "ab");
	leave_alone(&desk, 0, NOW_MS + 1);
	check_says(&desk, 2, "c");
	leave_alone(&desk, 3, NOW_MS + 1);
	check_says(&desk, 2, "c");
	conf_free(desk.conf);
}

static uint64_t told_by(const char *title)
{
	const char *times = strstr(title, "×");
	return times ? strtoull(times + strlen("×"), NULL, 10) : 1;
}

/* More than singly may be said: the group of b hears all of it twice, in digests, and it counts once. */
static void a_route_may_name_a_robot_and_its_fallback(void **state)
{
	enum { ISSUES = 30, SECONDS = 180 };
	struct crew *crew = open_crew(state, ROBOT("a", "b") ROBOT("b", "") "[route all]\nrobot = a b\n");
	struct room *room = crew->house->room;
	struct desk desk = {room, crew->house->conf};
	uint64_t told = 0;
	char fps[ISSUES][17];

	for (unsigned i = 0; i < ISSUES; i++) {
		snprintf(fps[i], sizeof(fps[i]), "%016x", 1000 + i);
		arrives(crew, fps[i], 1);
	}
	commit_at(crew->house, crew_now_s);
	leave_alone(&desk, 0, crew_clock() + 3600000);
	for (int second = 0; second < SECONDS; second++) {
		for (const char *title; (title = hear(crew, 1));) {
			told += told_by(title);
		}
		pass(crew, 1);
	}
	assert_int_equal(told, 2 * ISSUES);
	assert_int_equal(room_number(room, COUNTER("told")), ISSUES);
	assert_int_equal(room_number(room, COUNTER("pending")), 0);
	assert_true(room_number(room, "SELECT COUNT(*) FROM errnotice_notice") < ISSUES); /* digests */
	close_crew(crew);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_robot_is_its_own_fallback),
		TEST(only_a_robot_that_is_left_alone_is_spoken_for),
		TEST(the_fallback_of_a_fallback_speaks_when_both_are_left_alone),
		TEST(robots_that_stand_in_for_each_other_wait_when_all_are_left_alone),
		TEST(a_route_may_name_a_robot_and_its_fallback),
	};
	return ROOM_TESTS("standin", tests);
}
