/* What the group reads: golden/ has it as it must be. */
#include "golden.h"
#include "consumer/deliver/envelope.h"

static void one_issue_in(enum conf_language language, const char *name)
{
	struct errnotice_err err = {0};
	struct zone *zone = zone_open("Asia/Shanghai", &err);
	struct conf_robot robot = usual_robot(language);
	struct issue issue = usual_issue();
	struct message_item item = {&issue, &order_title, &order_route, 37, ISSUE_NEW, 0};
	struct message_to to = {&robot, zone, "u"};

	compare(name, message_single(&item, &to));
	issue_clear(&issue);
	zone_free(zone);
}

static void one_issue_in_chinese(void **state)
{
	one_issue_in(CONF_ZH, "single_zh");
}

static void one_issue_in_english(void **state)
{
	one_issue_in(CONF_EN, "single_en");
}

static void one_issue_in_both(void **state)
{
	one_issue_in(CONF_BOTH, "single_both");
}

static void title_and_first_line_say_it_in_one_breath(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct issue issue = usual_issue();
	struct message_item item = {&issue, &order_title, NULL, 37, ISSUE_NEW, 0};
	struct message_to to = {&robot, NULL, "u"};

	char *body = message_single(&item, &to);
	json_t *json = parse(body);
	assert_string_equal(part(json, "title"), "[pro] shop 下单失败 ORDER_404 ×37 · new");
	assert_memory_equal(part(json, "text"), "### [pro] shop 下单失败 ORDER\\_404 ×37 · new\n", 50);
	json_decref(json);
	free(body);

	item.events = 1;
	item.state = ISSUE_OPEN;
	item.title = NULL;
	replace(&issue.code, "0");
	body = message_single(&item, &to);
	json = parse(body);
	assert_string_equal(part(json, "title"), "[pro] shop App\\Order\\PaymentException");
	json_decref(json);
	free(body);
	issue_clear(&issue);
}

static void a_command_line_program_without_detail(void **state)
{
	struct conf_robot robot = usual_robot(CONF_EN);
	struct issue issue = usual_issue();
	struct message_item item = {&issue, NULL, &order_route, 2, ISSUE_OPEN, 0};
	struct message_to to = {&robot, NULL, "u"};

	replace(&issue.detail, "{\"script\":\"/app/bin/work.php\"}");
	replace(&issue.release, "");
	replace(&issue.env, "");
	compare("single_cli", message_single(&item, &to));
	issue_clear(&issue);
}

static void a_test_message(void **state)
{
	struct conf_robot robot = usual_robot(CONF_BOTH);
	struct message_to to = {&robot, NULL, "u"};
	robot.keyword = (char *)"报警_*";
	compare("test_both", message_test(&to, "web-1", 1795543210));
}

/* --- keyword and mentions --- */

static void the_keyword_stands_once_in_the_text(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct issue issue = usual_issue();
	struct message_item item = {&issue, &order_title, NULL, 1, ISSUE_NEW, 0};
	struct message_to to = {&robot, NULL, "u"};

	robot.keyword = (char *)"下单";
	char *body = message_single(&item, &to);
	json_t *json = parse(body);
	const char *first = strstr(part(json, "text"), "下单");
	assert_non_null(first);
	assert_null(strstr(first + 1, "下单"));
	json_decref(json);
	free(body);

	robot.keyword = (char *)"监控";
	body = message_single(&item, &to);
	json = parse(body);
	const char *text = part(json, "text");
	assert_string_equal(text + strlen(text) - strlen("\n\n监控"), "\n\n监控");
	json_decref(json);
	free(body);
	issue_clear(&issue);
}

static void a_keyword_that_is_no_text_breaks_nothing(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct message_to to = {&robot, NULL, "u"};
	robot.keyword = (char *)"\xff\xfe";
	char *body = message_test(&to, "h", 0);
	json_decref(parse(body));
	free(body);
}

static void at_most_fifty_are_mentioned_and_each_rings(void **state)
{
	char numbers[60][32], *many[60];
	for (int i = 0; i < 60; i++) {
		snprintf(numbers[i], sizeof(numbers[i]), "138001380%02d", i);
		many[i] = numbers[i];
	}
	struct conf_mention first = {.mobiles = many, .mobile_count = 40, .users = users, .user_count = 1};
	struct conf_mention second = {.mobiles = many + 20, .mobile_count = 40, .all = true};
	struct mentions mentions = {0};
	mentions_add(&mentions, &first);
	mentions_add(&mentions, &second);
	assert_int_equal(mentions.mobile_count + mentions.user_count, 50);

	struct conf_robot robot = usual_robot(CONF_ZH);
	struct markdown text;
	markdown_init(&text, false);
	markdown_add(&text, "x");
	char *body = envelope_make(&robot, "t", &text, &mentions, "u");
	json_t *json = parse(body), *at = json_object_get(json, "at"), *who;
	size_t index;
	json_array_foreach(json_object_get(at, "atMobiles"), index, who)
	{
		char word[32];
		snprintf(word, sizeof(word), "@%s ", json_string_value(who));
		assert_non_null(strstr(part(json, "text"), word));
	}
	assert_int_equal(index, 49);
	assert_non_null(strstr(part(json, "text"), "@manager7 "));
	assert_non_null(strstr(part(json, "text"), "@所有人"));
	assert_true(json_is_true(json_object_get(at, "isAtAll")));
	json_decref(json);
	free(body);
}

/* --- digests --- */

static uint64_t sum_of_lines(const char *text)
{
	uint64_t sum = 0;
	for (const char *at = text; (at = strstr(at, "\n- ×")); at += 4) {
		sum += strtoull(at + strlen("\n- ×"), NULL, 10);
	}
	return sum;
}

static void a_digest_lists_by_weight_and_ends_with_the_exact_rest(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct issue issue = usual_issue(), other = usual_issue();
	struct message_item items[3] = {
		{&issue, &order_title, &order_route, 4000, ISSUE_NEW, 0},
		{&other, NULL, &order_route, 300, ISSUE_NEW, 0},
		{&other, NULL, NULL, 12, ISSUE_OPEN, 0},
	};
	struct message_sum sum = {.app = "shop", .env = "pro", .issues = 15, .fresh = 9, .events = 4400};
	struct message_to to = {&robot, NULL, "u"};

	replace(&other.code, "10012");
	replace(&other.message, "disk\nfull @all [x](http://y)");
	compare("digest_zh", message_digest(items, 3, &sum, &to));
	robot.language = CONF_BOTH;
	sum.app = sum.env = "";
	compare("digest_both", message_digest(items, 3, &sum, &to));

	char *body = message_digest(items, 3, &sum, &to);
	json_t *json = parse(body);
	assert_int_equal(sum_of_lines(part(json, "text")), 4400);
	json_decref(json);
	free(body);
	issue_clear(&issue);
	issue_clear(&other);
}

static void a_digest_without_a_rest_has_no_last_line(void **state)
{
	struct conf_robot robot = usual_robot(CONF_EN);
	struct issue issue = usual_issue();
	struct message_item items[2] = {
		{&issue, NULL, NULL, 3, ISSUE_OPEN, 0}, {&issue, NULL, NULL, 2, ISSUE_OPEN, 0}};
	struct message_sum sum = {.app = "shop", .env = "pro", .issues = 2, .events = 5};
	struct message_to to = {&robot, NULL, "u"};
	compare("digest_whole_en", message_digest(items, 2, &sum, &to));
	issue_clear(&issue);
}

static void what_does_not_fit_goes_to_the_rest(void **state)
{
	struct conf_robot robot = usual_robot(CONF_BOTH);
	struct issue issue = usual_issue();
	struct message_item items[MESSAGE_LINES];
	struct message_sum sum = {.app = "", .env = "", .issues = 500, .fresh = 500, .events = 0};
	struct message_to to = {&robot, NULL, "u"};
	char long_text[4096];

	memset(long_text, '\\', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
#define X(field) replace(&issue.field, long_text);
	ISSUE_TEXTS(X)
#undef X
	for (int i = 0; i < MESSAGE_LINES; i++) {
		items[i] = (struct message_item){
			&issue, &order_title, &order_route, UINT64_C(1) << 40, ISSUE_NEW, 0};
		sum.events += items[i].events;
	}
	sum.events += 480;
	char *body = message_digest(items, MESSAGE_LINES, &sum, &to);
	json_t *json = parse(body);
	assert_true(sum_of_lines(part(json, "text")) == sum.events);
	json_decref(json);
	free(body);
	issue_clear(&issue);
}

/* --- beside errors --- */

static void what_hosts_had_to_drop(void **state)
{
	struct errnotice_err err = {0};
	struct zone *zone = zone_open("Asia/Shanghai", &err);
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct message_to to = {&robot, zone, "u"};
	struct bulletin_list list = {
		.items = {{"web-1", "no_slot", 4000, 1795543210}, {"web-2", "damaged", 12, 1795543211},
			{"web-2", "a later reason", 3, 1795543212}},
		.listed = 1,
		.rows = 1,
		.subjects = 1,
		.count = 4000,
	};

	robot.keyword = (char *)"告警";
	compare("lost_zh", message_bulletin(BULLETIN_LOST, &list, &to));
	list.listed = 3;
	list.rows = 15;
	list.subjects = 9;
	list.count = 4115;
	robot.language = CONF_EN;
	compare("lost_en", message_bulletin(BULLETIN_LOST, &list, &to));
	robot.language = CONF_BOTH;
	compare("lost_both", message_bulletin(BULLETIN_LOST, &list, &to));
	zone_free(zone);
}

static void a_stream_that_began_anew(void **state)
{
	struct conf_robot robot = usual_robot(CONF_BOTH);
	struct message_to to = {&robot, NULL, "u"};
	const struct bulletin_list list = {
		.items = {{"errnotice:events", "errnotice", 2, 1795543210}},
		.listed = 1,
		.rows = 1,
		.subjects = 1,
		.count = 2,
	};
	compare("epoch_both", message_bulletin(BULLETIN_EPOCH, &list, &to));
}

static void a_keyword_configured_later_is_added_once(void **state)
{
	static const char body[] =
		"{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"t\",\"text\":\"x\"},\"msgUuid\":\"u\"}";
	char *mended = envelope_add_keyword(body, "\xE6\x8A\xA5\xE8\xAD\xA6");
	assert_string_equal(mended,
		"{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"t\",\"text\":\"x\\n\\n"
		"\xE6\x8A\xA5\xE8\xAD\xA6\"},\"msgUuid\":\"u\"}");
	assert_null(envelope_add_keyword(mended, "\xE6\x8A\xA5\xE8\xAD\xA6"));
	assert_null(envelope_add_keyword(body, ""));
	free(mended);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_issue_in_chinese),
		cmocka_unit_test(one_issue_in_english),
		cmocka_unit_test(one_issue_in_both),
		cmocka_unit_test(title_and_first_line_say_it_in_one_breath),
		cmocka_unit_test(a_command_line_program_without_detail),
		cmocka_unit_test(a_test_message),
		cmocka_unit_test(the_keyword_stands_once_in_the_text),
		cmocka_unit_test(a_keyword_that_is_no_text_breaks_nothing),
		cmocka_unit_test(at_most_fifty_are_mentioned_and_each_rings),
		cmocka_unit_test(a_digest_lists_by_weight_and_ends_with_the_exact_rest),
		cmocka_unit_test(a_digest_without_a_rest_has_no_last_line),
		cmocka_unit_test(what_does_not_fit_goes_to_the_rest),
		cmocka_unit_test(what_hosts_had_to_drop),
		cmocka_unit_test(a_stream_that_began_anew),
		cmocka_unit_test(a_keyword_configured_later_is_added_once),
	};
	return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
