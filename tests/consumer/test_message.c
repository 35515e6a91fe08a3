/*
 * What the group reads.  golden/NAME.txt holds title and text of each message as it
 * must be; after a change that is wanted, GOLDEN=write makes them anew: look at the
 * difference.
 */
#include "check.h"
#include <jansson.h>
#include "consumer/deliver/envelope.h"
#include "consumer/deliver/message.h"

static char detail[] =
	"{\"trace\":[{\"file\":\"/app/vendor/pay/Client.php\",\"line\":9,\"call\":\"Pay\\\\Client::post\"},"
	"{\"file\":\"/app/src/Order.php\",\"line\":42,\"call\":\"App\\\\Order::pay\"},"
	"{\"file\":\"/app/src/Checkout.php\",\"line\":7,\"call\":\"App\\\\Checkout::{closure}\"},"
	"{\"file\":\"/app/public/index.php\",\"line\":3,\"call\":\"{main}\"},"
	"{\"file\":\"/app/public/more.php\",\"line\":3,\"call\":\"more\"}],"
	"\"request\":{\"method\":\"POST\",\"uri\":\"/orders/17/"
	"payment?retry=1\",\"ip\":\"10.0.0.1\",\"trace_id\":\"4bf92f35\"}}";
static char empty[] = "";

static struct issue usual_issue(void)
{
	struct issue issue = {
		.fp = "0123456789abcdef",
		.app = (char[]){"shop"},
		.env = (char[]){"pro"},
		.class = (char[]){"App\\Order\\PaymentException"},
		.code = (char[]){"ORDER_404"},
		.site = (char[]){"App\\Order::pay"},
		.message = (char[]){"payment gateway said no"},
		.release = (char[]){"1.4.2"},
		.host = (char[]){"web-1"},
		.sapi = (char[]){"fpm-fcgi"},
		.file = (char[]){"/app/src/Order.php"},
		.line = (char[]){"42"},
		.event_id = (char[]){"01a20d3f-0b8b-7c5e-9f52-6d8f3a4b1c2d"},
		.detail = detail,
		.first_seen = 1795543210,
		.total = 1234,
		.hour = 37,
		.hour_before = 5,
	};
	/* compound literals end with this block: keep what they point to */
#define X(field) issue.field = strdup(issue.field);
	ISSUE_TEXTS(X)
#undef X
	return issue;
}

static void replace(char **text, const char *by)
{
	free(*text);
	*text = strdup(by);
}

static struct conf_robot usual_robot(enum conf_language language)
{
	return (struct conf_robot){.name = (char *)"ops", .keyword = empty, .language = language};
}

static char *mobiles[] = {(char *)"13800138000", (char *)"+852-12345678"};
static char *users[] = {(char *)"manager7"};

static const struct conf_title order_title = {
	.title = (char *)"下单失败",
	.severity = CONF_CRITICAL,
	.owner = {.mobiles = mobiles, .mobile_count = 1, .names = (char *)"张三"},
	.link = (char *)"https://wiki.example.com/runbook?code=404",
};

static const struct conf_route order_route = {
	.name = (char *)"orders",
	.mention = {.mobiles = mobiles, .mobile_count = 2, .users = users, .user_count = 1},
	.link = (char *)"https://trace.example.com/t/{trace_id}?fp={fp}&id={id}&x=(1)",
};

static json_t *parse(const char *body)
{
	assert_non_null(body);
	assert_true(strlen(body) < 18000);
	json_t *json = json_loads(body, 0, NULL);
	assert_non_null(json);
	assert_string_equal(json_string_value(json_object_get(json, "msgtype")), "markdown");
	assert_string_equal(json_string_value(json_object_get(json, "msgUuid")), "u");
	return json;
}

static const char *part(const json_t *json, const char *key)
{
	return json_string_value(json_object_get(json_object_get(json, "markdown"), key));
}

static char *read_file(const char *path)
{
	static char content[65536];
	FILE *file = fopen(path, "r");
	size_t len = file ? fread(content, 1, sizeof(content) - 1, file) : 0;
	if (file) {
		fclose(file);
	}
	content[len] = '\0';
	return content;
}

static void compare(const char *name, char *body)
{
	char path[256], *shown;
	json_t *json = parse(body);
	char *at = json_dumps(json_object_get(json, "at"), JSON_COMPACT);

	snprintf(path, sizeof(path), "golden/%s.txt", name);
	assert_true(
		asprintf(&shown, "%s\n---\n%s\n---\n%s\n", part(json, "title"), part(json, "text"), at) > 0);
	if (getenv("GOLDEN")) {
		FILE *file = fopen(path, "w");
		fputs(shown, file);
		fclose(file);
	}
	assert_string_equal(shown, read_file(path));
	free(shown);
	free(at);
	free(body);
	json_decref(json);
}

static void one_issue_in(enum conf_language language, const char *name)
{
	struct errnotice_err err = {0};
	struct zone *zone = zone_open("Asia/Shanghai", &err);
	struct conf_robot robot = usual_robot(language);
	struct issue issue = usual_issue();
	struct message_item item = {&issue, &order_title, &order_route, 37, true};
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
	struct message_item item = {&issue, &order_title, NULL, 37, true};
	struct message_to to = {&robot, NULL, "u"};

	char *body = message_single(&item, &to);
	json_t *json = parse(body);
	assert_string_equal(part(json, "title"), "[pro] shop 下单失败 ORDER_404 ×37 · new");
	assert_memory_equal(part(json, "text"), "### [pro] shop 下单失败 ORDER\\_404 ×37 · new\n", 50);
	json_decref(json);
	free(body);

	item.events = 1;
	item.fresh = false;
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
	struct message_item item = {&issue, NULL, &order_route, 2, false};
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
	struct message_item item = {&issue, &order_title, NULL, 1, true};
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
	char numbers[60][16], *many[60];
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
		{&issue, &order_title, &order_route, 4000, true},
		{&other, NULL, &order_route, 300, true},
		{&other, NULL, NULL, 12, false},
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
	struct message_item items[2] = {{&issue, NULL, NULL, 3, false}, {&issue, NULL, NULL, 2, false}};
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
		items[i] = (struct message_item){&issue, &order_title, &order_route, UINT64_C(1) << 40, true};
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

/* --- whatever an application says --- */

static const char *const hostile[] = {
	"[refund here](http://evil.example/pay) ![](http://evil.example/p.png)",
	"<http://evil.example> dingtalk://dingtalkclient/page/link?url=x WWW.evil.example www.evil.example",
	"@all @所有人 @13800138000 @+852-12345678 @manager7",
	"<script>alert(1)</script><font color=\"red\">red</font>&lt;b&gt;&#64;13800138000",
	"first\r\n\r\n# heading\n> quote\n- item\n1. one\n---\n| a | b |\n```\ncode\n```\rlast",
	"- item",
	"+ item",
	"1. one",
	"12) twelve",
	"# heading",
	"> quote",
	"---",
	"***",
	"===",
	"    code",
	"\tcode",
	"~~~",
	"first\u2028# second\u2029third\xc2\x85"
	"fourth\v\f# fifth",
	"**bold** _italic_ ~~gone~~ `code` \\*z\\* \\[a\\](b) \\",
	"abc\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c \ufeff\u200b",
	"htt\u200bp://evil.example h\u202ettp:\u200e//evil.example www\u200b.evil.example",
	"a\x01"
	"b\x1b[31mred\x1b[0m\x07\x7f\xc2\x9b",
	"\"},\"at\":{\"isAtAll\":true},\"x\":{\"y\":\"\\u0000",
	"\xff\xfe \xc3( \xed\xa0\x80 \xf4\x90\x80\x80 \xc0\xaf \xf0\x9f\x91",
	"×99 · new ×1",
	"👩‍👩‍👧‍👦 🇨🇳 e\u0301\u0301",
};

static void assert_no_character_of(const char *text, const char *const *bad, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strstr(text, bad[i])) {
			print_error("holds %s: %s\n", bad[i], text);
			fail();
		}
	}
}

static void assert_inert(const char *text, bool plain)
{
	static const char *const never[] = {"@", "<", "://", "www.", "WWW.", "\n", "\r", "\x1b", "\x7f", "×",
		"\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\u200b", "\u2028", "\u2029", "\xc2\x85",
		"\xc2\x9b"};
	static const char *const marks[] = {"](", "**", "~~", "``", "__"};
	assert_no_character_of(text, never, COUNT(never));
	if (!plain) {
		assert_no_character_of(text, marks, COUNT(marks));
	}
	size_t backslashes = strspn(text, "\\");
	if (!plain && *text && backslashes == 0) {
		assert_null(strchr("#>-+|`~*", *text));
		size_t digits = strspn(text, "0123456789");
		assert_true(digits == 0 || !strchr(".)", text[digits]) || !text[digits]);
	}
	json_t *utf8 = json_string(text);
	assert_non_null(utf8);
	json_decref(utf8);
}

static void application_text_is_inert(void **state)
{
	for (size_t i = 0; i < COUNT(hostile); i++) {
		for (int plain = 0; plain < 2; plain++) {
			struct markdown markdown;
			markdown_init(&markdown, plain);
			markdown_inert(&markdown, errnotice_span_of(hostile[i]), 1000);
			assert_inert(markdown.text, plain);
		}
	}
}

/* The same text in every place that an application fills; only the template's own marks remain. */
static void assert_template_stands(json_t *json)
{
	const char *text = part(json, "text"), *title = part(json, "title");
	int headings = 0, quotes = 0, links = 0, mentions = 0;

	assert_null(strpbrk(title, "@<\r\n"));
	for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		headings += *line == '#';
		quotes += *line == '>';
		assert_true(strchr("#>-@[\n", *line) != NULL);
	}
	for (const char *at = text; *at; at++) {
		links += at[0] == ']' && at[1] == '(';
		mentions += *at == '@';
	}
	assert_int_equal(headings, 1);
	assert_int_equal(quotes, 1);
	assert_int_equal(links, 1);
	assert_int_equal(mentions, 3);
	json_t *at = json_object_get(json, "at");
	assert_int_equal(json_array_size(json_object_get(at, "atMobiles")), 2);
	assert_true(json_is_false(json_object_get(at, "isAtAll")));
}

static void every_field_may_lie(void **state)
{
	static const struct conf_route route = {
		.name = (char *)"orders",
		.mention = {.mobiles = mobiles, .mobile_count = 2, .users = users, .user_count = 1},
		.link = (char *)"https://trace.example.com/t/{id}",
	};
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct message_to to = {&robot, NULL, "u"};
	for (size_t i = 0; i < COUNT(hostile); i++) {
		struct issue issue = usual_issue();
		struct message_item item = {&issue, NULL, &route, 5, true};
#define X(field) replace(&issue.field, hostile[i]);
		ISSUE_TEXTS(X)
#undef X
		json_t *lie = json_stringn_nocheck(hostile[i], strlen(hostile[i]));
		json_t *deep = json_pack("{s:[{s:O,s:O}],s:{s:O,s:O,s:O}}", "trace", "file", lie, "call", lie,
			"request", "method", lie, "uri", lie, "trace_id", lie);
		char *dumped = json_dumps(deep, 0);
		if (dumped) {
			replace(&issue.detail, dumped);
		}
		char *body = message_single(&item, &to);
		json_t *json = parse(body);
		assert_template_stands(json);
		json_decref(json);
		free(body);
		free(dumped);
		json_decref(deep);
		json_decref(lie);
		issue_clear(&issue);
	}
}

static void ten_megabytes_are_cut_at_a_character(void **state)
{
	enum { SIZE = 10 * 1024 * 1024 };
	static const char *const fillers[] = {"大", "\\", "\"", "\x01", "<", "@", "\xff", "👩", "_", "\n"};
	struct conf_robot robot = usual_robot(CONF_BOTH);
	struct message_to to = {&robot, NULL, "u"};

	for (size_t i = 0; i < COUNT(fillers); i++) {
		struct issue issue = usual_issue();
		struct message_item item = {&issue, &order_title, &order_route, UINT64_MAX, true};
		size_t len = strlen(fillers[i]);
		char *huge = malloc(SIZE + 1);
		for (size_t at = 0; at < SIZE; at++) {
			huge[at] = fillers[i][at % len];
		}
		huge[SIZE - SIZE % len] = '\0';
		free(issue.message);
		issue.message = huge;
		char *body = message_single(&item, &to);
		json_t *json = parse(body);
		assert_non_null(strstr(part(json, "text"), "…"));
		json_decref(json);
		free(body);
		issue_clear(&issue);
	}
}

/* Random bytes, and marks oftener than chance would have them. */
static void fuzzed_messages_stay_within_the_template(void **state)
{
	static const char *const marks[] = {"[", "](", ")", "@", "<", "http://", "\n", "#", "**", "\\", "`",
		"|", "\u202e", "\xe2\x80", "://", "&#64;", "www.", "\r", "- ", "1. "};
	static const struct conf_route route = {
		.name = (char *)"orders",
		.mention = {.mobiles = mobiles, .mobile_count = 2, .users = users, .user_count = 1},
		.link = (char *)"https://trace.example.com/t/{id}",
	};
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct message_to to = {&robot, NULL, "u"};
	unsigned seed = 4711;

	for (int round = 0; round < 3000; round++) {
		struct issue issue = usual_issue();
		struct message_item item = {&issue, NULL, &route, 5, true};
#define X(field)                                                                                      \
	{                                                                                             \
		char text[700] = "";                                                                  \
		for (int n = rand_r(&seed) % 60; n > 0; n--) {                                        \
			char byte[2] = {(char)(1 + rand_r(&seed) % 255), '\0'};                       \
			strcat(text, rand_r(&seed) % 2 ? byte : marks[rand_r(&seed) % COUNT(marks)]); \
		}                                                                                     \
		replace(&issue.field, text);                                                          \
	}
		ISSUE_TEXTS(X)
#undef X
		char *body = message_single(&item, &to);
		json_t *json = parse(body);
		assert_template_stands(json);
		json_decref(json);
		free(body);
		issue_clear(&issue);
	}
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
		cmocka_unit_test(application_text_is_inert),
		cmocka_unit_test(every_field_may_lie),
		cmocka_unit_test(ten_megabytes_are_cut_at_a_character),
		cmocka_unit_test(fuzzed_messages_stay_within_the_template),
	};
	return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
