/* tools/simulate: a day against a configuration says what a group would have read of it, the same every time. */
#include "room.h"

#define CONF                                                                                               \
	"[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = Asia/Shanghai\n"                     \
	"[robot boss]\nwebhook = https://b/\nlanguage = en\ntimezone = Asia/Shanghai\n"                    \
	"[route night]\nrobot = ops\nthreshold = 3/10m\nrepeat = 30m\nquiet = 23:00-07:00 Asia/Shanghai\n" \
	"recovered = 20m\nescalate = 50/1m robot=boss\n"

#define PAY  "\tshop\tpro\tPAY_500\tApp\\Pay\tApp\\Checkout::pay\tr1\n"
#define RARE "\tshop\tpro\tRARE\tApp\\Rare\tApp\\Rare::job\tr1\n"

/* At 6:50 errors come twelve at a time, from 6:51:45 on faster; another comes once, which is no three; one more by day. */
#define DAY                                                                                             \
	"# a night\n\n24600\t12" PAY "24630\t12" PAY "24660\t12" PAY "24690\t12" PAY "24700\t1" RARE    \
	"24705\t12" PAY "24710\t12" PAY "24715\t12" PAY "24720\t12" PAY "24725\t12" PAY "24730\t12" PAY \
	"25300\t1" PAY

/* What the tool prints, less its folder; heap. */
static char *simulated(
	const struct room *room, const char *conf, const char *day, const char *how, int status)
{
	char conf_path[128], day_path[128], tool[512], command[1024], *said = NULL;
	size_t len = 0;
	ssize_t at = readlink("/proc/self/exe", tool, sizeof(tool) - 1);

	assert_true(at > 0);
	tool[at] = '\0';
	*strrchr(tool, '/') = '\0'; /* the tests' folder: the tool is beside it */
	room_write(room, "consumer.conf", conf, conf_path);
	room_write(room, "day", day, day_path);
	snprintf(command, sizeof(command), "cd %s && %s/../simulate consumer.conf day store.db %s 2>&1",
		room->folder, tool, how);
	FILE *out = popen(command, "re");
	assert_non_null(out);
	assert_true(getdelim(&said, &len, '\0', out) > 0);
	assert_int_equal(pclose(out), status << 8);
	return said;
}

static void check_simulated(
	void **state, const char *conf, const char *day, const char *how, int status, const char *expected)
{
	char *said = simulated(*state, conf, day, how, status);

	assert_string_equal(said, expected);
	free(said);
}

#define BOOKS                                                                               \
	"events 122 = told 121 + pending 0 + muted 1 + unrouted 0\n"                        \
	"issues 2, of these told 1\n"                                                       \
	"first message after 600.1 s (median), 600.1 s (95 in 100), 600.1 s (the latest)\n" \
	"robot ops: 2 messages, at most 1 in any minute\nrobot boss: 1 messages, at most 1 in any minute\n"

static void a_night_is_told_as_it_would_have_been(void **state)
{
	check_simulated(state, CONF, DAY, "", 0,
		"06:51:55  boss  [pro] shop PAY_500 ×60 · escalated\n"
		"07:00:00  ops  [pro] shop PAY_500 ×120 · new\n"
		"07:21:40  ops  [pro] shop PAY_500 · recovered\n" BOOKS);
}

static void the_books_alone_are_there_as_well(void **state)
{
	check_simulated(state, CONF, DAY, "--quiet", 0, BOOKS);
}

static void what_is_no_day_is_said_with_its_line(void **state)
{
	check_simulated(state, CONF, "1\t1" PAY "0\t1" PAY, "", 1,
		"simulate: day:2: is no line of a day (8 columns, in the order of time)\n");
	check_simulated(state, CONF, "# nothing\n", "", 1, "simulate: day: nothing happens in it\n");
}

static void a_configuration_that_is_wrong_is_said_as_check_does(void **state)
{
	check_simulated(state, "[robot ops]\nwebhook = https://h/\n[route a]\nescalate = 5/1m robot=boss\n",
		DAY, "", 1,
		"consumer.conf:4: [route a] escalate = 5/1m robot=boss: there is no [robot boss]\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_make, room_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_night_is_told_as_it_would_have_been),
		TEST(the_books_alone_are_there_as_well),
		TEST(what_is_no_day_is_said_with_its_line),
		TEST(a_configuration_that_is_wrong_is_said_as_check_does),
	};
	return cmocka_run_group_tests_name("simulate", tests, NULL, NULL);
}
