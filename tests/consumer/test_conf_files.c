/* The files that a configuration names: the team's dictionary and its templates. */
#include "reading.h"

static void the_dictionary_is_read_beside_the_file(void **state)
{
	char path[128];
	room_write(*state, "codes.conf",
		"[10*]\ntitle = 订单\nlink = https://wiki.example.com/10\n"
		"[10012]\ntitle = 下单失败\nseverity = critical\nowner = 13800138000\n[E_ERROR]\ntitle = "
		"致命错误\n",
		path);
	struct conf *conf = read_fine(*state, "[codes]\nfile = codes.conf\n");
	assert_int_equal(conf->title_count, 3);
	const struct conf_title *title = conf_title_of(conf, errnotice_span_of("10012"));
	assert_string_equal(title->title, "下单失败");
	assert_int_equal(title->severity, CONF_CRITICAL);
	assert_string_equal(title->owner.mobiles[0], "13800138000");
	assert_string_equal(conf_title_of(conf, errnotice_span_of("10013"))->title, "订单");
	assert_int_equal(conf_title_of(conf, errnotice_span_of("10013"))->severity, CONF_ERROR);
	assert_string_equal(conf_title_of(conf, errnotice_span_of("E_ERROR"))->title, "致命错误");
	assert_null(conf_title_of(conf, errnotice_span_of("9")));
	conf_free(conf);
}

static void a_certificate_is_looked_for_beside_the_file(void **state)
{
	char path[128];
	room_write(*state, "ca.pem", "a certificate\n", path);
	struct conf *conf = read_fine(*state, ROBOT "ca_file = ca.pem\n");
	assert_string_equal(conf->robots[0].ca_file, path);
	conf_free(conf);
}

static void a_certificate_that_cannot_be_read_is_a_fault(void **state)
{
	check_fault(*state, ROBOT "ca_file = ca.pem\n", 3,
		"[robot ops] ca_file = ca.pem: cannot be read: No such file or directory");
	check_fault(
		*state, ROBOT "ca_file = .\n", 3, "[robot ops] ca_file = .: cannot be read: Is a directory");
}

static void faults_of_the_dictionary_name_its_file(void **state)
{
	char path[128], wanted[512];
	room_write(*state, "codes.conf", "[10012]\nseverity = bad\n[9-1]\ntitle = x\n", path);
	struct reading reading = read_text(*state, "[codes]\nfile = codes.conf\n");
	snprintf(wanted, sizeof(wanted),
		"%s:1: [10012] needs title\n%s:2: [10012] severity = bad: must be one of: critical, error, "
		"warning\n",
		path, path);
	assert_null(reading.conf);
	assert_memory_equal(reading.faults, wanted, strlen(wanted));
	assert_non_null(strstr(reading.faults, "codes.conf:3: [9-1]: "));
	clear_reading(&reading);
}

/* A team's dictionary in GBK, the usual encoding of older editors: \xb6\xa9\xb5\xa5 is 订单. */
static void a_dictionary_in_another_encoding_is_refused_line_by_line(void **state)
{
	char path[128], wanted[512];
	room_write(*state, "codes.conf",
		"[10012]\ntitle = \xb6\xa9\xb5\xa5\nlink = https://w/\xb6\xa9\n[ORDER_\xb6\xa9]\ntitle = x\n",
		path);
	struct reading reading = read_text(*state, "[codes]\nfile = codes.conf\n");
	snprintf(wanted, sizeof(wanted),
		"%s:4: [ORDER_\uFFFD\uFFFD]: is not UTF-8\n%s:2: [10012] title = \uFFFD\uFFFD\uFFFD\uFFFD: "
		"is not UTF-8\n"
		"%s:3: [10012] link = https://w/\uFFFD\uFFFD: is not UTF-8\n",
		path, path, path);
	assert_null(reading.conf);
	assert_string_equal(reading.faults, wanted);
	clear_reading(&reading);
}

static void mistakes_in_a_template_have_line_and_column_and_are_told_once(void **state)
{
	char path[128], wanted[1024];
	room_write(*state, "own.md", "\xef\xbb\xbf×{count}\n位置 {place\n}", path);
	struct reading reading = read_text(*state,
		ROBOT "[route a]\ntemplate = own.md\n[route b]\ntemplate = own.md\n[route c]\ntemplate = "
		      "gone.md\n");
	snprintf(wanted, sizeof(wanted),
		"%s:2:4: a { without its }; write {{ for the character itself\n"
		"%s:3:1: a } without its {; write }} for the character itself\n"
		"%.*sgone.md: cannot be opened: No such file or directory\n",
		path, path, (int)(strlen(path) - strlen("own.md")), path);
	assert_null(reading.conf);
	assert_string_equal(reading.faults, wanted);
	clear_reading(&reading);
}

static void a_template_belongs_to_its_route(void **state)
{
	char path[128];
	room_write(*state, "own.md", "{head}\n{message}", path);
	struct conf *conf = read_fine(*state, ROBOT
		"[route a]\ntemplate = own.md\ncontinue = yes\n[route b]\n[route c]\ntemplate = own.md\n");
	assert_int_equal(conf->routes[0].template->count, 2);
	assert_null(conf->routes[1].template);
	assert_int_equal(conf->routes[2].template->lines[1].pieces[0].word, TEMPLATE_MESSAGE);
	conf_free(conf);
}

/* `count` numbers from `first` on. */
static void write_people(char *into, int first, int count)
{
	*into = '\0';
	for (int i = first; i < first + count; i++) {
		sprintf(into + strlen(into), " 138001380%02d", i);
	}
}

static void more_people_than_a_message_mentions_are_told_where_they_surely_meet(void **state)
{
	char own[1024], owners[1024], text[4096], path[128];

	write_people(own, 0, 40);
	write_people(owners, 30, 21); /* ten of them are in both */
	snprintf(text, sizeof(text), "[10012]\ntitle = x\nowner = %s\n[2*]\ntitle = y\nowner = %s\n", owners,
		owners);
	room_write(*state, "codes.conf", text, path);
	snprintf(text, sizeof(text),
		ROBOT "[codes]\nfile = codes.conf\n[route a]\nmention = %s\ncodes = 10000-10999\n[route b]\n"
		      "mention = %s\ncodes = 30*\n[route c]\nmention = %s\nrobot = none\n",
		own, own, own);
	check_fault(*state, text, 6,
		"[route a] mention: with the owners of [10012] these are more than 50 people, DingTalk's "
		"limit");
	snprintf(text, sizeof(text),
		ROBOT "[codes]\nfile = codes.conf\n[route a]\nmention = %s\nignore_codes = 10012, 2*\n", own);
	conf_free(read_fine(*state, text));
	snprintf(text, sizeof(text), ROBOT "[route a]\nmention = %s\nescalate = 9/1m mention=%s\n", own,
		owners + 1);
	check_fault(*state, text, 4,
		"[route a] mention: with those of escalate these are more than 50 people, DingTalk's limit");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_dictionary_is_read_beside_the_file, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			a_certificate_is_looked_for_beside_the_file, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			a_certificate_that_cannot_be_read_is_a_fault, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			faults_of_the_dictionary_name_its_file, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			a_dictionary_in_another_encoding_is_refused_line_by_line, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			mistakes_in_a_template_have_line_and_column_and_are_told_once, room_make, room_close),
		cmocka_unit_test_setup_teardown(a_template_belongs_to_its_route, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			more_people_than_a_message_mentions_are_told_where_they_surely_meet, room_make,
			room_close),
	};
	return cmocka_run_group_tests_name("conf_files", tests, NULL, NULL);
}
