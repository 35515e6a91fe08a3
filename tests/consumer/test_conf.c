/* The configuration: every fault is told with its place, all at once, and no secret is shown. */
#include "reading.h"
#include "consumer/conf_table.h"
#include "consumer/duration.h"
#include "consumer/log.h"

static void defaults_hold_without_a_word(void **state)
{
	struct conf *conf = read_fine(*state, "");
	assert_string_equal(conf->queue.redis.host, "127.0.0.1");
	assert_string_equal(conf->queue.stream, "errnotice:events");
	assert_string_equal(conf->queue.group, "errnotice");
	assert_int_equal(conf->queue.batch, 1000);
	assert_int_equal(conf->queue.claim_after_ms, 15000);
	assert_string_equal(conf->store.address.path, "/var/lib/errnotice/errnotice.db");
	assert_int_equal(conf->store.keep_events, 20);
	assert_int_equal(conf->store.keep_minutes_s, 90 * 86400);
	assert_int_equal(conf->store.keep_days_s, 3 * 365 * 86400);
	assert_int_equal(conf->store.keep_ids_s, 7 * 86400);
	assert_string_equal(conf->http.listen.host, "127.0.0.1");
	assert_int_equal(conf->http.listen.port, 9479);
	assert_int_equal(conf->log.level, LOG_INFO_);
	assert_false(conf->log.json);
	assert_int_equal(conf->route_count, 0);
	conf_free(conf);
}

static void every_key_takes_effect(void **state)
{
	struct conf *conf = read_fine(*state,
		"\xef\xbb\xbf# a comment\r\n"
		"[queue]\n redis = unix://:p%40ss@/run/redis.sock?db=2\n stream=s\n group = g\n name = me\n"
		" batch = 7\n claim_after = 2m\n"
		"; another\n"
		"[store]\nurl = sqlite:/tmp/x.db\nkeep_events = 5\nkeep_minutes = 2d\nkeep_days = "
		"1y\nkeep_ids = 48h\n"
		"[robot ops]\nwebhook = https://oapi.dingtalk.com/robot/send?access_token=t\nsecret = "
		"SECabc=;#x\n"
		"keyword = \" 报警 \"\nrate = 10/60s\nreserve = 2\nmonth = 5000\nproxy = http://p:1\nca_file "
		"= /dev/null\n"
		"language = both\ntimezone = UTC\ntimeout = 700ms\nipv4 = yes\nfallback = dev\n"
		"[robot dev]\nwebhook = http://127.0.0.1:8080/robot/send?access_token=u\n"
		"[route   orders]\ncodes = 10000-10999, ORDER_*\nignore_codes = 10404\napps = shop\n"
		"environments = pro\nclasses = App\\Order\\*\npaths = fatal\nhosts = web*\nrobot = ops, dev\n"
		"mention = 13800138000 +852-12345678, user:u1 all\nmention_names = 张三\nrepeat = 1h\n"
		"link = https://logs.example.com/?q={trace_id}\ncontinue = on\n"
		"[route rest]\nrobot = none\n[hosts]\nrobot = dev\n"
		"[http]\nlisten = [::1]:81\ntoken = t\n[log]\nlevel = warn\nformat = json\n");
	assert_true(conf->queue.redis.unix_socket);
	assert_string_equal(conf->queue.redis.password, "p@ss");
	assert_int_equal(conf->queue.claim_after_ms, 120000);
	assert_int_equal(conf->store.keep_days_s, 365 * 86400);
	const struct conf_robot *ops = &conf->robots[0];
	assert_string_equal(ops->secret, "SECabc=;#x");
	assert_string_equal(ops->keyword, " 报警 ");
	assert_int_equal(ops->rate, 10);
	assert_int_equal(ops->rate_s, 60);
	assert_int_equal(ops->month, 5000);
	assert_int_equal(ops->language, CONF_BOTH);
	assert_int_equal(ops->timeout_ms, 700);
	assert_true(ops->ipv4);
	assert_int_equal(conf->robots[1].rate, 18);
	assert_int_equal(conf->robots[1].language, CONF_ZH);
	const struct conf_route *orders = &conf->routes[0];
	assert_string_equal(orders->name, "orders");
	assert_int_equal(orders->robot_count, 2);
	assert_int_equal(orders->robots[1], 1);
	assert_int_equal(orders->mention.mobile_count, 2);
	assert_string_equal(orders->mention.mobiles[1], "+852-12345678");
	assert_string_equal(orders->mention.users[0], "u1");
	assert_true(orders->mention.all);
	assert_int_equal(orders->repeat_s, 3600);
	assert_true(orders->go_on);
	assert_int_equal(conf->routes[1].robot_count, 0);
	assert_null(conf->routes[1].codes);
	assert_ptr_equal(conf->hosts.robot, &conf->robots[1]);
	assert_string_equal(conf->http.listen.host, "::1");
	assert_int_equal(conf->log.level, LOG_WARN_);
	assert_true(conf->log.json);
	conf_free(conf);
}

static void long_values_are_not_cut(void **state)
{
	char *text = calloc(1, 100000);
	strcpy(text, ROBOT "[route everything-that-has-a-name-of-more-than-forty-nine-characters]\ncodes =");
	for (int code = 0; code < 10000; code++) {
		sprintf(text + strlen(text), " %d", 10000 + code);
	}
	struct conf *conf = read_fine(*state, text);
	assert_string_equal(
		conf->routes[0].name, "everything-that-has-a-name-of-more-than-forty-nine-characters");
	assert_int_equal(errnotice_codes_match_exception(conf->routes[0].codes, errnotice_span_of("19999")),
		ERRNOTICE_MATCH_NAMED);
	conf_free(conf);
	free(text);
}

static void one_robot_needs_no_route(void **state)
{
	struct conf *conf = read_fine(*state, ROBOT);
	assert_int_equal(conf->route_count, 1);
	assert_string_equal(conf->routes[0].name, "default");
	assert_int_equal(conf->routes[0].robot_count, 1);
	assert_int_equal(conf->routes[0].repeat_s, 600);
	conf_free(conf);
}

static void check_hosts_robot(const struct room *room, const char *text, const char *name)
{
	struct conf *conf = read_fine(room, text);
	if (name) {
		assert_non_null(conf->hosts.robot);
		assert_string_equal(conf->hosts.robot->name, name);
	} else {
		assert_null(conf->hosts.robot);
	}
	conf_free(conf);
}

static void hosts_are_told_of_where_errors_are_told_first(void **state)
{
#define TWO "[robot a]\nwebhook = https://h/\n[robot b]\nwebhook = https://h/\n"
	check_hosts_robot(*state, "", NULL);
	check_hosts_robot(*state, ROBOT, "ops");
	check_hosts_robot(*state, ROBOT "[hosts]\nrobot = none\n", NULL);
	check_hosts_robot(*state, TWO "[route x]\nrobot = none\n[route y]\nrobot = b a\n", "b");
	check_hosts_robot(*state, TWO "[route x]\nrobot = none\n", "a");
	check_hosts_robot(*state, TWO "[hosts]\nrobot = a\n[route y]\nrobot = b\n", "a");
}

/* Text, line, what is said: one fault each. */
static const struct {
	const char *text;
	int line;
	const char *said;
} faults[] = {
	{"[queue]\nbatch 5\n", 2, "expected `key = value`, a [section] or a comment"},
	{"[queue\nbatch = 5\n", 1, "a section is written [name]; the ] is missing"},
	{"[]\n", 1, "a section without a name"},
	{"batch = 5\n", 1, "`batch` stands before the first [section]"},
	{"\x1b[31m\xff = 5\n", 1, "`?[31m\uFFFD` stands before the first [section]"},
	{"[robot \xff]\n", 1, "[robot \uFFFD]: is not UTF-8"},
	{ROBOT "keyword = a\xff\n", 3, "[robot ops] keyword = a\uFFFD: is not UTF-8"},
	{ROBOT "secret = Sup3r\xffS3cret\n", 3, "[robot ops] secret: is not UTF-8"},
	{"[queue]\n[store]\n[queue]\n", 3, "[queue] is there twice, first at line 1"},
	{"[queue]\nbatch = 5\nbatch = 6\n", 3, "[queue] batch is there twice, first at line 2"},
	{"[queu]\n", 1, "[queu]: unknown section"},
	{"[queue fast]\n", 1, "[queue fast]: unknown section"},
	{"[robot]\n", 1, "[robot]: needs a name, as in [robot ops]"},
	{"[summary]\nat = 9:00\n", 2,
		"[summary] at = 9:00: must be a time of the day from 00:00 to 23:59, and a time zone, like "
		"09:00 "
		"Asia/Shanghai"},
	{"[summary]\nat = 24:00 UTC\n", 2,
		"[summary] at = 24:00 UTC: must be a time of the day from 00:00 to 23:59, and a time zone, "
		"like "
		"09:00 Asia/Shanghai"},
	{"[summary]\nat = 09:00+08:00\n", 2,
		"[summary] at = 09:00+08:00: must be a time of the day from 00:00 to 23:59, and a time zone, "
		"like "
		"09:00 Asia/Shanghai"},
	{"[summary]\nat = 09:00 Asia/Nowhere\n", 2,
		"[summary] at = 09:00 Asia/Nowhere: /usr/share/zoneinfo/Asia/Nowhere cannot be read"},
	{ROBOT "[summary]\nrobot = dev\n", 4, "[summary] robot = dev: there is no such robot"},
	{ROBOT "[store]\nkeep_minutes = 3d\n[summary]\nat = 09:00\n", 6,
		"[summary] at: needs [store] keep_minutes of at least 4d"},
	{"[hosts]\nsilent_after = 1m\n", 2, "[hosts] silent_after = 1m: must be from 2m to 7d"},
	{ROBOT "[hosts]\nrobot = dev\n", 4, "[hosts] robot = dev: there is no such robot"},
	{ROBOT "[hosts]\nrobot = ops, ops\n", 4, "[hosts] robot = ops, ops: there is no such robot"},
	{"[spool]\nrate = 0\n", 2, "[spool] rate = 0: must be a number from 1 to 1000000"},
	{"[queue]\nbach = 5\n", 2, "[queue] bach = 5: unknown key (check --keys shows those there are)"},
	{"[queue]\nbatch = 0\n", 2, "[queue] batch = 0: must be a number from 1 to 10000"},
	{"[queue]\nbatch = 5x\n", 2, "[queue] batch = 5x: must be a number from 1 to 10000"},
	{"[queue]\nclaim_after = 15\n", 2,
		"[queue] claim_after = 15: must be a duration with its unit, like 500ms, 30s, 10m, 24h or "
		"7d"},
	{"[queue]\nclaim_after = 10ms\n", 2, "[queue] claim_after = 10ms: must be from 1s to 1d"},
	{"[queue]\nstream =\n", 2, "[queue] stream = : must have 1 to 255 bytes"},
	{"[store]\nkeep_ids = 1500ms\n", 2, "[store] keep_ids = 1500ms: must be from 1d to 3650d"},
	{"[store]\nurl = mysq://u:Sup3rS3cret@h/db\n", 2,
		"[store] url: must be sqlite: and an absolute path, or mysql://…"},
	{"[store]\nurl = sqlite:relative.db\n", 2,
		"[store] url: must be sqlite: and an absolute path, or mysql://…"},
	{"[robot ops]\n", 1, "[robot ops] needs webhook"},
	{"[robot ops]\nwebhook = https://oapi.dingtalk.com/robot/send\n", 2,
		"[robot ops] webhook: has no access_token: copy the whole address from the robot's page"},
	{"[robot ops]\nwebhook = https://oapi.dingtalk.com/robot/send?access_token=\n", 2,
		"[robot ops] webhook: has no access_token: copy the whole address from the robot's page"},
	{"[robot ops]\nwebhook = http://oapi.dingtalk.com/robot/send?access_token=Sup3rS3cret\n", 2,
		"[robot ops] webhook: http:// is taken for addresses of this host only; use https://"},
	{"[robot ops]\nwebhook = http://127.0.0.1@evil.example/?access_token=Sup3rS3cret\n", 2,
		"[robot ops] webhook: has no host that can be read in one way only"},
	{"[robot ops]\nwebhook = Sup3rS3cret\n", 2, "[robot ops] webhook: must begin with https://"},
	{"[robot none]\nwebhook = https://h/\n", 1,
		"[robot none]: a name has up to 64 letters, digits, `_`, `-` or `.`, and is not `none`"},
	{ROBOT "rate = 21/60s\n", 3,
		"[robot ops] rate = 21/60s: is more than 20 messages in some minute, for which DingTalk "
		"silences a "
		"robot for ten"},
	{ROBOT "rate = 11/30s\n", 3,
		"[robot ops] rate = 11/30s: is more than 20 messages in some minute, for which DingTalk "
		"silences a "
		"robot for ten"},
	{ROBOT "rate = many\n", 3,
		"[robot ops] rate = many: must be messages in a time of 1s to 1h, like 18/60s"},
	{ROBOT "rate = 5/60s\n", 1, "[robot ops] reserve = 6: must be less than the 5 messages of rate"},
	{ROBOT "language = fr\n", 3, "[robot ops] language = fr: must be one of: zh, en, both"},
	{ROBOT "ipv4 = maybe\n", 3, "[robot ops] ipv4 = maybe: must be yes or no"},
	{ROBOT "fallback = dev\n", 3, "[robot ops] fallback = dev: there is no such robot"},
	{ROBOT "[robot dev]\nlanguage = en\nwebhook = http://127.0.0.1/relay?x=1&access_token=t0ken#y\n"
	       "[route a]\nrobot = ops\n",
		5, "[robot dev] webhook: has the access_token of [robot ops]"},
	{ROBOT "secrt = Sup3rS3cret\n", 3,
		"[robot ops] secrt: unknown key (check --keys shows those there are)"},
	{ROBOT "secret = ${ERRNOTICE_TEST_UNSET}\n", 3,
		"[robot ops] secret: the environment has no variable ERRNOTICE_TEST_UNSET"},
	{ROBOT "secret_file = /nowhere/Sup3r\n", 3,
		"[robot ops] secret_file = /nowhere/Sup3r: cannot be read: No such file or directory"},
	{ROBOT "[route a]\nrobot = dev\n", 4, "[route a] robot = dev: there is no [robot dev]"},
	{ROBOT "[route a]\nrobot = ops ops\n", 4, "[route a] robot = ops ops: names ops twice"},
	{ROBOT "[route a]\nmention = someone\n", 4,
		"[route a] mention = someone: `someone` is neither a mobile number (13800138000, "
		"+852-12345678) nor "
		"user:ID nor all"},
	{ROBOT "[route a]\nlink = https://h/{password}\n", 4,
		"[route a] link = https://h/{password}: knows the placeholders {id}, {fp} and {trace_id} "
		"only"},
	{"[http]\nlisten = 0.0.0.0:9479\n", 2,
		"[http] listen = 0.0.0.0:9479: an address that others reach needs [http] token"},
	{"[http]\nlisten = localhost:9479\n", 2,
		"[http] listen = localhost:9479: must be a numeric address and a port, like 127.0.0.1:9479 "
		"or "
		"[::1]:9479"},
	{"[http]\nlisten = 127.0.0.1:0\n", 2,
		"[http] listen = 127.0.0.1:0: must end in a port from 1 to 65535"},
	{"[log]\nlevel = loud\n", 2, "[log] level = loud: must be one of: debug, info, warn, error"},
};

static void each_fault_is_told_with_its_place(void **state)
{
	struct room *room = *state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		check_fault(room, faults[i].text, faults[i].line, faults[i].said);
	}
}

static void all_faults_are_told_at_once(void **state)
{
	struct reading reading =
		read_text(*state, "[queue]\nbatch = 0\nredis = http://Sup3rS3cret@h\n[summary]\nat = "
				  "9\n[robot ops]\nsecret = s\n"
				  "[route a]\nrobot = x\ncodes = 9-1\n[log]\nlevel = loud\n");
	const char *wanted[] = {":2: [queue] batch", ":3: [queue] redis", ":5: [summary] at = 9",
		":6: [robot ops] needs webhook", ":9: [route a] robot = x", ":10: [route a] codes = 9-1",
		":12: [log] level"};
	assert_null(reading.conf);
	size_t lines = 0;
	for (const char *at = reading.faults; *at; at++) {
		lines += *at == '\n';
	}
	assert_int_equal(lines, COUNT(wanted));
	for (size_t i = 0; i < COUNT(wanted); i++) {
		if (!strstr(reading.faults, wanted[i])) {
			fail_msg("%s is not in\n%s", wanted[i], reading.faults);
		}
	}
	assert_null(strstr(reading.faults, "Sup3rS3cret"));
	clear_reading(&reading);
}

static void no_fault_shows_a_secret(void **state)
{
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct reading reading = read_text(*state, faults[i].text);
		assert_null(strstr(reading.faults, "Sup3rS3cret"));
		clear_reading(&reading);
	}
	/* a secret value with a fault, for every secret key of the table */
	for (size_t i = 0; i < conf_key_count; i++) {
		const struct conf_key *key = &conf_keys[i];
		char text[512];
		if (!key->secret) {
			continue;
		}
		snprintf(text, sizeof(text), "[%s%s]\n%s = Sup3rS3cret ${\n", conf_section_word(key->section),
			conf_section_is_named(key->section) ? " x" : "", key->key);
		struct reading reading = read_text(*state, text);
		assert_null(reading.conf);
		assert_non_null(strstr(reading.faults, key->key));
		assert_null(strstr(reading.faults, "Sup3rS3cret"));
		clear_reading(&reading);
	}
}

static void a_file_that_is_not_there_is_told(void **state)
{
	(void)state;
	char *told;
	size_t len;
	FILE *errors = open_memstream(&told, &len);
	assert_null(conf_read("/nowhere/consumer.conf", errors));
	fclose(errors);
	assert_string_equal(told, "/nowhere/consumer.conf: cannot be opened: No such file or directory\n");
	free(told);
}

static void values_come_from_files_and_the_environment(void **state)
{
	char path[128], text[512];
	room_write(*state, "token", "Sup3rS3cret \r\nsecond line\n", path);
	setenv("ERRNOTICE_TEST_NAME", "value", 1);
	snprintf(text, sizeof(text),
		ROBOT
		"secret_file = token\nkeyword = a${ERRNOTICE_TEST_NAME}b $${x} $y\n[http]\ntoken_file = %s\n",
		path);
	struct conf *conf = read_fine(*state, text);
	assert_string_equal(conf->robots[0].secret, "Sup3rS3cret");
	assert_string_equal(conf->robots[0].keyword, "avalueb ${x} $y");
	assert_string_equal(conf->http.token, "Sup3rS3cret");
	conf_free(conf);
	check_fault(*state, ROBOT "secret = a\nsecret_file = token\n", 4,
		"[robot ops] secret_file = token: is there beside the value itself; only one of them may be");
}

static void a_value_may_be_a_file_for_every_key(void **state)
{
	/* ca_file is a key, not the file of `ca` */
	struct conf *conf = read_fine(*state, ROBOT "ca_file = /dev/null\n");
	assert_string_equal(conf->robots[0].ca_file, "/dev/null");
	conf_free(conf);
	check_fault(*state, ROBOT "ca = x\n", 3,
		"[robot ops] ca = x: unknown key (check --keys shows those there are)");
}

static void several_robots_need_routes(void **state)
{
	check_fault(*state, "[robot a]\nwebhook = https://h/\n[robot b]\nwebhook = https://h/\n", 0,
		"there are 2 robots and no [route NAME] that says who is told what");
	check_fault(*state, "[robot a]\nwebhook = https://h/\n[robot b]\nwebhook = https://h/\n[route r]\n",
		5, "[route r] needs robot = NAME, or none to count only: there are 2 robots");
}

static void a_value_shown_makes_no_line_of_its_own(void **state)
{
	check_fault(*state, "[queue]\nbatch = 5\x1b[31m\x07\n", 2,
		"[queue] batch = 5?[31m?: must be a number from 1 to 10000");
}

static void durations_have_units_and_limits(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t ms; /* -1: refused */
	} cases[] = {{"500ms", 500}, {"30s", 30000}, {"10m", 600000}, {"24h", 86400000}, {"7d", 604800000},
		{"1y", 31536000000}, {"0s", 0}, {"", -1}, {"5", -1}, {"-5s", -1}, {"5 s", -1}, {"5S", -1},
		{"s", -1}, {"1.5s", -1}, {"99999999999999999999s", -1}, {"9007199254740993y", -1}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t ms;
		bool fine = duration_read(&ms, cases[i].text);
		assert_int_equal(fine ? ms : -1, cases[i].ms);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(defaults_hold_without_a_word, room_make, room_close),
		cmocka_unit_test_setup_teardown(every_key_takes_effect, room_make, room_close),
		cmocka_unit_test_setup_teardown(long_values_are_not_cut, room_make, room_close),
		cmocka_unit_test_setup_teardown(one_robot_needs_no_route, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			hosts_are_told_of_where_errors_are_told_first, room_make, room_close),
		cmocka_unit_test_setup_teardown(each_fault_is_told_with_its_place, room_make, room_close),
		cmocka_unit_test_setup_teardown(all_faults_are_told_at_once, room_make, room_close),
		cmocka_unit_test_setup_teardown(no_fault_shows_a_secret, room_make, room_close),
		cmocka_unit_test(a_file_that_is_not_there_is_told),
		cmocka_unit_test_setup_teardown(
			values_come_from_files_and_the_environment, room_make, room_close),
		cmocka_unit_test_setup_teardown(a_value_may_be_a_file_for_every_key, room_make, room_close),
		cmocka_unit_test_setup_teardown(several_robots_need_routes, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			a_value_shown_makes_no_line_of_its_own, room_make, room_close),
		cmocka_unit_test(durations_have_units_and_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
