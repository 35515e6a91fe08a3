/* What a message about errors must say, whatever its words. */
#include "usual.h"
#include "consumer/deliver/envelope.h"

static void title_and_first_line_say_it_in_one_breath(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct issue issue = usual_issue();
	struct message_item item = {&issue, &order_title, NULL, 37, ISSUE_NEW, 0, {0}};
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

/* --- keyword and mentions --- */

static void the_keyword_stands_once_in_the_text(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct issue issue = usual_issue();
	struct message_item item = {&issue, &order_title, NULL, 1, ISSUE_NEW, 0, {0}};
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
	assert_false(mentions.crowded);
	mentions_add(&mentions, &second);
	assert_int_equal(mentions.mobile_count + mentions.user_count, 50);
	assert_true(mentions.crowded);

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

static void the_lines_of_a_digest_add_up(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct issue issue = usual_issue();
	struct message_item items[2] = {{&issue, &order_title, &order_route, 4000, ISSUE_NEW, 0, {0}},
		{&issue, NULL, NULL, 12, ISSUE_OPEN, 0, {0}}};
	struct message_sum sum = {.app = "shop", .env = "pro", .issues = 15, .fresh = 9, .events = 4400};
	struct message_to to = {&robot, NULL, "u"};
	char *body = message_digest(items, 2, &sum, &to);
	json_t *json = parse(body);

	assert_int_equal(sum_of_lines(part(json, "text")), 4400);
	json_decref(json);
	free(body);
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
			&issue, &order_title, &order_route, UINT64_C(1) << 40, ISSUE_NEW, 0, {0}};
		sum.events += items[i].events;
	}
	sum.events += 480;
	char *body = message_digest(items, MESSAGE_LINES, &sum, &to);
	json_t *json = parse(body);
	assert_true(sum_of_lines(part(json, "text")) == sum.events);
	const char *line = strstr(part(json, "text"), "\n- ×"), *next = strstr(line + 1, "\n- ×");
	/* one more would not have fit: JSON doubles its backslashes */
	assert_true(strlen(body) + 2 * (size_t)(next - line) > ENVELOPE_MOST);
	json_decref(json);
	free(body);
	issue_clear(&issue);
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
		cmocka_unit_test(title_and_first_line_say_it_in_one_breath),
		cmocka_unit_test(the_keyword_stands_once_in_the_text),
		cmocka_unit_test(a_keyword_that_is_no_text_breaks_nothing),
		cmocka_unit_test(at_most_fifty_are_mentioned_and_each_rings),
		cmocka_unit_test(the_lines_of_a_digest_add_up),
		cmocka_unit_test(what_does_not_fit_goes_to_the_rest),
		cmocka_unit_test(a_keyword_configured_later_is_added_once),
	};
	return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
