/* Whatever an application says stays the text that it is. */
#include "usual.h"
#include "consumer/deliver/markdown.h"

static const char *const hostile[] = {
	"[refund here](http://evil.example/pay) ![](http://evil.example/p.png)",
	"<http://evil.example> dingtalk://dingtalkclient/page/link?url=x WWW.evil.example www.evil.example",
	"evil.com EVIL.CN/pay a.evil.com.cn https://evil.com/x 访问evil.com查看 e\u200bvil.\u200bcom",
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
	static const char *const never[] = {"@", "<", "://", "www.", "WWW.", "evil.com", "EVIL.CN", "com.cn",
		"\n", "\r", "\x1b", "\x7f", "×", "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\u200b",
		"\u2028", "\u2029", "\xc2\x85", "\xc2\x9b"};
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

static void check_shown(const char *said, const char *shown)
{
	struct markdown markdown;

	markdown_init(&markdown, true);
	markdown_inert(&markdown, errnotice_span_of(said), 1000);
	assert_string_equal(markdown.text, shown);
}

static void a_domain_is_broken_up_and_a_file_or_a_member_is_not(void **state)
{
	static const char *const names[] = {"foo.php", "App.Foo", "App\\Foo.Bar", "vendor/a.js:12",
		"deploy.sh", "user.name", "order.id", "com.example.Order", "PHP 8.2.30", "10.0.0.5:6379",
		"foo.comment", "end.Come", ".com", "..com", "a.", "1.5"};

	for (size_t i = 0; i < COUNT(names); i++) {
		check_shown(names[i], names[i]);
	}
	check_shown("Could not resolve host: api.partner.com", "Could not resolve host: api.partner[.]com");
	check_shown("https://a.example.com:8443/x.php", "https[:]//a.example[.]com:8443/x.php");
	check_shown("EXAMPLE.COM.", "EXAMPLE[.]COM.");
	check_shown("例子.cn，", "例子[.]cn，");
	check_shown("shop.example.com.cn", "shop.example[.]com[.]cn");
}

static void an_entity_is_broken_up_and_a_query_is_not(void **state)
{
	static const char said[] = "/pay?a=1&b=2&lt &lt;b&gt; &#64;all &; R&D";
	struct markdown markdown;

	markdown_init(&markdown, false);
	markdown_inert(&markdown, errnotice_span_of(said), 1000);
	assert_string_equal(markdown.text, "/pay?a=1&b=2&lt \\&lt;b\\&gt; \\&\\#64;all \\&; R&D");
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
		struct message_item item = {&issue, NULL, &route, 5, ISSUE_NEW, 0, {0}};
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

/* So many items, each line begins as ours do, and nothing links, rings or counts. */
static void assert_text_stands(const char *text, size_t lines, const char *first_letters)
{
	size_t items = 0;

	assert_memory_equal(text, "### [errnotice] ", 16);
	for (const char *line = text; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		items += strncmp(line, "- ", 2) == 0;
		assert_true(line == text || strchr(first_letters, *line) != NULL);
	}
	assert_int_equal(items, lines);
	assert_null(strstr(text, "]("));
	assert_null(strpbrk(text, "@<"));
	assert_null(strstr(text, "×"));
	assert_null(strstr(text, "://"));
}

/* A bulletin has neither links nor mentions, and its first line says that it is ours. */
static void assert_bulletin_stands(char *body, size_t lines)
{
	json_t *json = parse(body);
	const char *text = part(json, "text");

	assert_memory_equal(part(json, "title"), "[errnotice] ", 12);
	assert_null(strpbrk(part(json, "title"), "@<\r\n"));
	assert_text_stands(text, lines, "-TR\n");
	json_decref(json);
	free(body);
}

static void lie(enum bulletin_kind kind)
{
	struct conf_robot robot = usual_robot(CONF_EN);
	struct message_to to = {&robot, NULL, "u"};
	struct bulletin_list list = {
		.listed = BULLETIN_LINES, .rows = BULLETIN_LINES, .subjects = 1, .count = 1};

	for (size_t i = 0; i < COUNT(hostile); i++) {
		for (size_t at = 0; at < BULLETIN_LINES; at++) {
			struct bulletin *item = &list.items[at];
			snprintf(item->subject, sizeof(item->subject), "%s",
				hostile[(i + at) % COUNT(hostile)]);
			snprintf(item->reason, sizeof(item->reason), "%s", hostile[i]);
		}
		assert_bulletin_stands(message_bulletin(kind, &list, &to), BULLETIN_LINES);
	}
	for (size_t at = 0; at < BULLETIN_LINES; at++) { /* each byte grows to the most that it can */
		memset(list.items[at].subject, '\\', sizeof(list.items[at].subject) - 1);
		memset(list.items[at].reason, '"', sizeof(list.items[at].reason) - 1);
	}
	assert_bulletin_stands(message_bulletin(kind, &list, &to), BULLETIN_LINES);
	memset(&list.items[0], 0, sizeof(list.items[0]));
	list.listed = list.rows = 1;
	assert_bulletin_stands(message_bulletin(kind, &list, &to), 1);
}

static void what_is_told_beside_errors_may_lie(void **state)
{
	for (int kind = 0; kind < BULLETIN_KINDS_; kind++) {
		lie(kind);
	}
}

/* Nor has a summary; each line is ours, and begins as ours do. */
static void assert_summary_stands(const struct summary *summary, size_t lines)
{
	struct conf_robot robot = usual_robot(CONF_EN);
	struct conf conf = {.title_count = 0};
	char *body = message_summary(summary, &conf, &(struct message_to){&robot, NULL, "u"});
	json_t *json = parse(body);
	const char *text = part(json, "text");

	assert_true(strlen(body) < 18000);
	assert_string_equal(part(json, "title"), "[errnotice] 1970-01-01 · errors: 20 (the day before 40)");
	assert_text_stands(text, lines, "-me\n");
	json_decref(json);
	free(body);
}

#define LIE(field, text) snprintf(field, sizeof(field), "%s", text)

static void what_a_summary_names_may_lie(void **state)
{
	struct summary summary = {.listed = SUMMARY_LINES,
		.rows = SUMMARY_LINES,
		.events = 20,
		.before = 40,
		.muted = {.listed = SUMMARY_NAMES, .rows = SUMMARY_NAMES},
		.lost = {.listed = SUMMARY_NAMES, .rows = SUMMARY_NAMES}};

	for (size_t i = 0; i < COUNT(hostile); i++) {
		for (size_t at = 0; at < SUMMARY_LINES; at++) {
			struct summary_line *line = &summary.lines[at];
			line->events = 1;
			line->before = 2;
			LIE(line->app, hostile[(i + at) % COUNT(hostile)]);
			LIE(line->env, hostile[(i + at + 1) % COUNT(hostile)]);
			LIE(line->code, at % 2 ? hostile[i] : "");
			LIE(line->class, hostile[i]);
		}
		for (size_t at = 0; at < SUMMARY_NAMES; at++) {
			LIE(summary.lost.items[at].text, hostile[(i + at) % COUNT(hostile)]);
			LIE(summary.muted.items[at].text, hostile[(i + at) % COUNT(hostile)]);
		}
		assert_summary_stands(&summary, SUMMARY_LINES);
	}
	for (size_t at = 0; at < SUMMARY_LINES; at++) { /* each byte grows to the most that it can */
		memset(summary.lines[at].app, '\\', sizeof(summary.lines[at].app) - 1);
		memset(summary.lines[at].env, '"', sizeof(summary.lines[at].env) - 1);
		LIE(summary.lines[at].code, "");
		memset(summary.lines[at].class, '*', sizeof(summary.lines[at].class) - 1);
	}
	assert_summary_stands(&summary, SUMMARY_LINES);
}

static void ten_megabytes_are_cut_at_a_character(void **state)
{
	enum { SIZE = 10 * 1024 * 1024 };
	static const char *const fillers[] = {"大", "\\", "\"", "\x01", "<", "@", "\xff", "👩", "_", "\n"};
	struct conf_robot robot = usual_robot(CONF_BOTH);
	struct message_to to = {&robot, NULL, "u"};

	for (size_t i = 0; i < COUNT(fillers); i++) {
		struct issue issue = usual_issue();
		struct message_item item = {
			&issue, &order_title, &order_route, UINT64_MAX, ISSUE_NEW, 0, {0}};
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

/* Where everything is long and grows threefold when it is escaped, less of each is shown. */
static void a_message_of_limits_only_fits(void **state)
{
	static const char *const fillers[] = {"\\", "\x01", "<", "@", "\"", "大"};
	struct conf_robot robot = usual_robot(CONF_BOTH);
	struct message_to to = {&robot, NULL, "u"};

	for (size_t i = 0; i < COUNT(fillers); i++) {
		struct issue issue = usual_issue();
		struct message_item item = {
			&issue, &order_title, &order_route, UINT64_MAX, ISSUE_NEW, 0, {0}};
		char text[2049] = "";
		while (strlen(text) + 4 < sizeof(text)) {
			strcat(text, fillers[i]);
		}
#define X(field) replace(&issue.field, text);
		ISSUE_TEXTS(X)
#undef X
		json_t *frame = json_pack("{s:s,s:s}", "file", text, "call", text);
		json_t *deep = json_pack("{s:[O,O,O],s:{s:s,s:s}}", "trace", frame, frame, frame, "request",
			"method", text, "uri", text);
		free(issue.detail);
		issue.detail = json_dumps(deep, 0);
		char *body = message_single(&item, &to);
		json_t *json = parse(body);
		assert_non_null(strstr(part(json, "text"), "@13800138000 "));
		json_decref(json);
		free(body);
		json_decref(deep);
		json_decref(frame);
		issue_clear(&issue);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(application_text_is_inert),
		cmocka_unit_test(a_domain_is_broken_up_and_a_file_or_a_member_is_not),
		cmocka_unit_test(an_entity_is_broken_up_and_a_query_is_not),
		cmocka_unit_test(every_field_may_lie),
		cmocka_unit_test(what_is_told_beside_errors_may_lie),
		cmocka_unit_test(what_a_summary_names_may_lie),
		cmocka_unit_test(ten_megabytes_are_cut_at_a_character),
		cmocka_unit_test(a_message_of_limits_only_fits),
	};
	return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
