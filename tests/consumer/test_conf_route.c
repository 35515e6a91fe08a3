/* What a route says of when it speaks. */
#include "reading.h"

static void a_route_says_when_it_speaks(void **state)
{
	struct conf *conf = read_fine(*state, ROBOT "[route a]\n[route b]\nthreshold = 5/90s\nback_after = "
						    "3h\nrecovered = 30m\nquiet = 23:30-06:15 UTC\n");
	const struct conf_route *standard = &conf->routes[0], *own = &conf->routes[1];
	assert_int_equal(standard->threshold.events, 1);
	assert_int_equal(standard->threshold.length_s, 60);
	assert_int_equal(standard->back_after_s, 86400);
	assert_int_equal(own->threshold.events, 5);
	assert_int_equal(own->threshold.length_s, 90);
	assert_int_equal(own->back_after_s, 3 * 3600);
	assert_int_equal(standard->recovered_s, 0);
	assert_int_equal(own->recovered_s, 1800);
	assert_false(standard->quiet.is_set);
	assert_true(own->quiet.is_set);
	assert_int_equal(own->quiet.from_s, 23 * 3600 + 30 * 60);
	assert_int_equal(own->quiet.to_s, 6 * 3600 + 15 * 60);
	conf_free(conf);
}

static void a_route_says_whom_it_calls_when_an_issue_grows(void **state)
{
	struct conf *conf = read_fine(*state,
		ROBOT "[robot boss]\nwebhook = https://h/\n"
		      "[route a]\nrobot = ops\nescalate = 50/10m robot=boss mention=13800138000, user:u1\n"
		      "[route b]\nrobot = ops boss\nescalate = 9/90s mention=all, user:u1 robot=boss\n"
		      "[route c]\nrobot = boss\nescalate = 2/1s mention=all\n"
		      "[route d]\nrobot = boss\n");
	const struct conf_escalate *a = &conf->routes[0].escalate, *b = &conf->routes[1].escalate;
	const struct conf_escalate *c = &conf->routes[2].escalate, *d = &conf->routes[3].escalate;

	assert_int_equal(a->when.events, 50);
	assert_int_equal(a->when.length_s, 600);
	assert_int_equal(a->robot, 1);
	assert_true(a->is_copy);
	assert_string_equal(a->mention.mobiles[0], "13800138000");
	assert_string_equal(a->mention.users[0], "u1");
	assert_int_equal(b->robot, 1);
	assert_false(b->is_copy);
	assert_true(b->mention.all);
	assert_string_equal(b->mention.users[0], "u1");
	assert_int_equal(c->robot, 1);
	assert_false(c->is_copy);
	assert_int_equal(d->when.events, 0);
	conf_free(conf);
}

#define FORM                                                                                    \
	"must be N/M with robot=NAME, mention=LIST or both, each once, like 50/10m robot=boss " \
	"mention=13800138000"
#define NOBODY(who) "`" who "` is neither a mobile number (13800138000, +852-12345678) nor user:ID nor all"
#define HOURS                                                                                          \
	"must be two different times of the day, HH:MM-HH:MM, and a time zone, like 23:00-07:00 Asia/" \
	"Shanghai"

static const struct {
	const char *value, *said;
} faults[] = {
	{"threshold = 0/1m", "must be 1 to 1000000 events in a time of 1s to 1d, like 5/1m"},
	{"threshold = 5", "must be 1 to 1000000 events in a time of 1s to 1d, like 5/1m"},
	{"threshold = 5/1m x", "must be 1 to 1000000 events in a time of 1s to 1d, like 5/1m"},
	{"threshold = 5/25h", "must be 1 to 1000000 events in a time of 1s to 1d, like 5/1m"},
	{"recovered = soon", "must be a duration with its unit, like 500ms, 30s, 10m, 24h or 7d"},
	{"recovered = 0s", "must be from 1m to 30d"},
	{"quiet = 23:00", HOURS},
	{"quiet = 23:00-07:60", HOURS},
	{"quiet = 24:01-07:00", HOURS},
	{"quiet = 7:00-8:00 UTC", HOURS},
	{"quiet = 00:00-24:00 UTC", HOURS},
	{"quiet = 23:00-07:00x", HOURS},
	{"quiet = 23:00-07:00 Asia/Nowhere", "/usr/share/zoneinfo/Asia/Nowhere cannot be read"},
	{"escalate = 5/1m", FORM},
	{"escalate = 5/1m boss", FORM},
	{"escalate = 5/1m robot=", FORM},
	{"escalate = 5/1m mention=", FORM},
	{"escalate = 5/1m robot=ops robot=ops", FORM},
	{"escalate = 5/1m mention=all robot=ops mention=all", FORM},
	{"escalate = 5 robot=ops", "must be 1 to 1000000 events in a time of 1s to 1d, like 5/1m"},
	{"escalate = robot=ops 5/1m", "must be 1 to 1000000 events in a time of 1s to 1d, like 5/1m"},
	{"escalate = 5/1m robot=boss", "there is no [robot boss]"},
	{"escalate = 5/1m mention=tom", NOBODY("tom")},
	{"mention = +11234567890", NOBODY("+11234567890")},
	{"mention = +-13800138000", NOBODY("+-13800138000")},
	{"mention = +85212345678-", NOBODY("+85212345678-")},
	{"mention = 852-12345678", NOBODY("852-12345678")},
	{"mention = 1380013800", NOBODY("1380013800")},
	{"mention = 138001380000", NOBODY("138001380000")},
	{"mention = 02812345678", NOBODY("02812345678")},
	{"back_after = 5s", "must be from 1m to 3650d"},
};

static void each_fault_of_a_route_is_told(void **state)
{
	for (size_t i = 0; i < COUNT(faults); i++) {
		char text[512], said[256];
		snprintf(text, sizeof(text), ROBOT "[route a]\n%s\n", faults[i].value);
		snprintf(said, sizeof(said), "[route a] %s: %s", faults[i].value, faults[i].said);
		check_fault(*state, text, 4, said);
	}
}

static void a_route_that_tells_nobody_calls_nobody(void **state)
{
	check_fault(*state, ROBOT "[route a]\nrobot = none\nescalate = 5/1m robot=ops\n", 5,
		"[route a] escalate = 5/1m robot=ops: a route with robot = none tells nobody");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_make, room_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_route_says_when_it_speaks),
		TEST(a_route_says_whom_it_calls_when_an_issue_grows),
		TEST(each_fault_of_a_route_is_told),
		TEST(a_route_that_tells_nobody_calls_nobody),
	};
	return cmocka_run_group_tests_name("conf route", tests, NULL, NULL);
}
