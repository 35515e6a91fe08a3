/* What is left of a message whose content DingTalk refused, rung by rung. */
#include "usual.h"
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/ladder.h"
#include "consumer/deliver/reword.h"

static const struct ladder_stub stub = {
	17, 1, 37, "01a20d3f-0b8b-7c5e-9f52-6d8f3a4b1c2d", "0123456789abcdef"};

static char *whole(const struct conf_robot *robot, const char *message)
{
	struct issue issue = usual_issue();
	struct message_item item = {.issue = &issue,
		.title = &order_title,
		.route = &order_route,
		.events = 37,
		.state = ISSUE_NEW};
	struct message_to to = {robot, NULL, "u"};

	replace(&issue.message, message);
	char *body = message_single(&item, &to);
	issue_clear(&issue);
	return body;
}

static json_t *parse_any(const char *body)
{
	assert_non_null(body);
	assert_true(strlen(body) < 18000);
	json_t *json = json_loads(body, 0, NULL);
	assert_non_null(json);
	assert_string_equal(json_string_value(json_object_get(json, "msgUuid")), "u");
	return json;
}

static const char *content(const json_t *json)
{
	assert_string_equal(json_string_value(json_object_get(json, "msgtype")), "text");
	return json_string_value(json_object_get(json_object_get(json, "text"), "content"));
}

static void assert_rings_as(const json_t *json, const char *whole_body, const char *text)
{
	json_t *before = json_loads(whole_body, 0, NULL), *who;
	json_t *at = json_object_get(json, "at");
	size_t index;

	assert_true(json_equal(at, json_object_get(before, "at")));
	json_array_foreach(json_object_get(at, "atMobiles"), index, who)
	{
		char word[32];
		snprintf(word, sizeof(word), "@%s ", json_string_value(who));
		char spaced[70000];
		snprintf(spaced, sizeof(spaced), "%s ", text);
		assert_non_null(strstr(spaced, word));
	}
	assert_int_equal(index, 2);
	json_decref(before);
}

static void without_links_all_else_stays(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	char *body = whole(&robot, "see [this](x) at https://evil.com"),
	     *less = ladder_without_links(body, &robot);
	json_t *before = parse(body), *json = parse(less);
	const char *text = part(json, "text"), *links = strstr(part(before, "text"), "[查看详情](");
	size_t same = (size_t)(links - part(before, "text"));

	assert_memory_equal(text, part(before, "text"), same);
	assert_string_equal(text + same, "\n@13800138000 @+852-12345678 @manager7 张三");
	assert_string_equal(part(json, "title"), part(before, "title"));
	assert_rings_as(json, body, text);
	json_decref(json);
	json_decref(before);
	free(less);
	free(body);
}

static void plain_text_has_no_marks(void **state)
{
	struct conf_robot robot = usual_robot(CONF_EN);
	char *body = whole(&robot, "no `rows` of *App\\Order* [x](y)"), *less = ladder_plain(body, &robot);
	json_t *json = parse_any(less);
	const char *text = content(json);

	assert_memory_equal(text,
		"[pro] shop 下单失败 ORDER_404 ×37 · new\n\nno `rows` of *App\\Order* [x](y)\n",
		strlen("[pro] shop 下单失败 ORDER_404 ×37 · new\n\nno `rows` of *App\\Order* [x](y)\n"));
	assert_non_null(strstr(text, "\n- class: App\\Order\\PaymentException\n"));
	assert_null(strstr(text, "https:"));
	assert_rings_as(json, body, text);
	json_decref(json);
	free(less);
	free(body);
}

static void a_stub_has_numbers_and_ids_and_nothing_of_the_application(void **state)
{
	struct conf_robot robot = usual_robot(CONF_BOTH);
	char *body = whole(&robot, "bad words"), *less = ladder_stub(body, &robot, &stub);
	json_t *json = parse_any(less);

	assert_string_equal(content(json),
		"1 类错误 issues ×37\n"
		"消息内容被钉钉拒绝；在消费者所在主机上查询通知 DingTalk refused what this message said; on "
		"the "
		"consumer's host look up the notice 17\n"
		"查询编号 look up by: 01a20d3f-0b8b-7c5e-9f52-6d8f3a4b1c2d · 0123456789abcdef\n"
		"@13800138000 @+852-12345678 @manager7 ");
	assert_rings_as(json, body, content(json));
	json_decref(json);
	free(less);
	free(body);
}

static void a_stub_of_what_tells_no_events_claims_none(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct message_to to = {&robot, NULL, "u"};
	struct ladder_stub nothing = {18, 0, 0, "", ""};
	char *body = message_test(&to, "h", 0), *less = ladder_stub(body, &robot, &nothing);
	json_t *json = parse_any(less);

	assert_memory_equal(content(json), "[errnotice]\n", 12);
	assert_null(strstr(content(json), "×"));
	json_decref(json);
	free(less);
	free(body);
}

static void a_stub_of_what_is_told_beside_errors_keeps_its_number(void **state)
{
	struct conf_robot robot = usual_robot(CONF_EN);
	struct message_to to = {&robot, NULL, "u"};
	struct ladder_stub beside = {18, 0, 0, "", ""};
	const struct bulletin_list list = {.rows = 1,
		.subjects = 1,
		.count = 42,
		.listed = 1,
		.items = {{"bad · words: 7", "full", 42, 0}}};
	char *body = message_bulletin(BULLETIN_LOST, &list, &to), *plain = ladder_plain(body, &robot);
	const char *const bodies[] = {body, plain};

	for (size_t i = 0; i < COUNT(bodies); i++) {
		char *less = ladder_stub(bodies[i], &robot, &beside);
		json_t *json = parse_any(less);
		assert_memory_equal(content(json), "[errnotice] errors lost: 42\n", 28);
		assert_null(strstr(content(json), "bad"));
		json_decref(json);
		free(less);
	}
	free(plain);
	free(body);
}

/* An issue that has recovered, with nothing that waited. */
static void a_stub_of_an_issue_without_events_says_so(void **state)
{
	struct conf_robot robot = usual_robot(CONF_EN);
	struct ladder_stub over = {18, 1, 0, "", "0123456789abcdef"};
	char *body = whole(&robot, "bad words"), *less = ladder_stub(body, &robot, &over);
	json_t *json = parse_any(less);

	assert_memory_equal(content(json), "1 issues ×0\n", 13);
	json_decref(json);
	free(less);
	free(body);
}

/* What is sent instead of `body`, of which `*gone` is gone already. */
static char *further_down(const char *body, enum answer_less *gone, const struct conf_robot *robot)
{
	struct notice_refused refused = {
		.body = (char *)body, .less = *gone, .issues = stub.issues, .events = stub.events};

	*gone = ANSWER_LESS_LINKS;
	return reword(&refused, stub.notice, robot, gone);
}

static void the_way_down_ends(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	char *body = whole(&robot, "x");
	static const char *const kinds[] = {"markdown", "text", "text"};
	enum answer_less gone = ANSWER_LESS_NOTHING;
	size_t rungs = 0;

	robot.keyword = (char *)"报警_*";
	for (char *less; (less = further_down(body, &gone, &robot)); body = less) {
		json_t *json = parse_any(less);
		assert_true(rungs < COUNT(kinds));
		assert_string_equal(json_string_value(json_object_get(json, "msgtype")), kinds[rungs++]);
		assert_non_null(strstr(less, "报警_*"));
		json_decref(json);
		free(body);
	}
	assert_int_equal(rungs, COUNT(kinds));
	free(body);
}

static void one_without_links_goes_to_plain_text_at_once(void **state)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct message_to to = {&robot, NULL, "u"};
	enum answer_less gone = ANSWER_LESS_NOTHING;
	char *body = message_test(&to, "h", 0), *less = further_down(body, &gone, &robot);
	json_t *json = parse_any(less);

	assert_non_null(content(json));
	json_decref(json);
	free(less);
	free(body);
}

/* A template may write links wherever it likes; the application's brackets have backslashes. */
static void links_of_every_form_are_found(void **state)
{
	static const struct {
		const char *text, *less;
	} rows[] = {
		{"see [a](https://x/y) or https://x/z now", "see  or  now"},
		{"![image](https://x/p.png)\nnext", "next"},
		{"a \\[b\\](c) [d\\]](e) f", "a \\[b\\](c)  f"},
		{"[open", "[open"},
		{"[a](b", "[a](b"},
		{"![", "!["},
		{"a\n\n[b](c) [d](e)\n\nz", "a\n\n\nz"},
		{"ends in \\", "ends in \\"},
	};
	struct conf_robot robot = usual_robot(CONF_ZH);

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mentions nobody = {0};
		struct markdown text;
		markdown_init(&text, false);
		markdown_add(&text, rows[i].text);
		char *body = envelope_make(&robot, "t", &text, &nobody, "u");
		char *less = ladder_without_links(body, &robot);
		json_t *json = parse(less);
		assert_string_equal(part(json, "text"), rows[i].less);
		json_decref(json);
		free(less);
		free(body);
	}
}

static void what_is_no_message_of_ours_is_left(void **state)
{
	static const char *const bodies[] = {
		"", "{}", "[]", "{\"markdown\":7}", "{\"text\":{\"content\":1}}"};
	struct conf_robot robot = usual_robot(CONF_ZH);

	for (size_t i = 0; i < COUNT(bodies); i++) {
		assert_null(ladder_without_links(bodies[i], &robot));
		assert_null(ladder_plain(bodies[i], &robot));
		assert_null(ladder_stub(bodies[i], &robot, &stub));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_links_all_else_stays),
		cmocka_unit_test(plain_text_has_no_marks),
		cmocka_unit_test(a_stub_has_numbers_and_ids_and_nothing_of_the_application),
		cmocka_unit_test(a_stub_of_what_tells_no_events_claims_none),
		cmocka_unit_test(a_stub_of_what_is_told_beside_errors_keeps_its_number),
		cmocka_unit_test(a_stub_of_an_issue_without_events_says_so),
		cmocka_unit_test(the_way_down_ends),
		cmocka_unit_test(one_without_links_goes_to_plain_text_at_once),
		cmocka_unit_test(links_of_every_form_are_found),
		cmocka_unit_test(what_is_no_message_of_ours_is_left),
	};
	return cmocka_run_group_tests_name("ladder", tests, NULL, NULL);
}
