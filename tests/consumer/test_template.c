/* A team's own text: every mistake in it is told with its place, and what it says stays its own. */
#include "golden.h"
#include "consumer/template.h"

/* --- mistakes --- */

static void note(void *context, int line, int column, const char *what)
{
	fprintf(context, "%d:%d %s\n", line, column, what);
}

/* What was told of it, one mistake a line; "" and `*template` for none. */
static char *parse_text(const char *text, size_t size, struct template **template)
{
	char *told;
	size_t len;
	FILE *out = open_memstream(&told, &len);
	const struct template_faults faults = {note, out};

	*template = template_parse(text, size, &faults);
	fclose(out);
	return told;
}

static void each_mistake_is_told_with_line_and_column(void **state)
{
	static const struct {
		const char *text, *told;
	} rows[] = {
		{"{head}\n{message", "2:1 a { without its }; write {{ for the character itself\n"},
		{"{head}\n位置 { {place}", "2:4 a { without its }; write {{ for the character itself\n"},
		{"{head} }", "1:8 a } without its {; write }} for the character itself\n"},
		{"{head}\n[x](https://h/{place})", "2:15 {place} is no part of an address\n"},
		{"{head} https://h/{mention}", "1:18 {mention} is no part of an address\n"},
		{"{head}\r\n\r\n\x1b", "3:1 holds a control character\n"},
		{"{head}\n中\xff\xfe", "2:2 is not UTF-8\n"},
		{"{head} \\\\{app} \\\\\\{env}",
			"1:19 a \\ right before {env}; write \\\\ for the character itself\n"},
		{"", "1:1 the first line says how often: {head} or ×{count} must stand in it\n"},
		{"\n{head}", "1:1 the first line says how often: {head} or ×{count} must stand in it\n"},
		{"{count}", "1:1 the first line says how often: {head} or ×{count} must stand in it\n"},
		{"{head}\n[digest]\n{head} {count} {mention}\n\nmore",
			"3:1 {head} has no place in a digest, which says ×N and the mentions itself\n"
			"3:8 {count} has no place in a digest, which says ×N and the mentions itself\n"
			"3:16 {mention} has no place in a digest, which says ×N and the mentions itself\n"
			"5:1 behind [digest] stands one line, that of an issue\n"},
		{"[digest]\n次 ×{total}", "2:3 a × in a digest, which says ×N itself\n"},
		{"[digest]\n \t\n", "2:1 behind [digest] the line of an issue is missing\n"},
		{"[digest]\n{code}\n[digest] \t\n", "3:1 [digest] stands there twice\n"},
		{"{\x1b}{head}\n}{",
			"1:1 there is no {?}; there is: env app title code class message file line site "
			"method uri "
			"script host sapi release first_release severity route state escalated count total "
			"hour "
			"hour_before id fp "
			"trace_id head place frames request first_seen last_seen last_told link runbook "
			"mention\n"
			"2:1 a } without its {; write }} for the character itself\n"
			"2:2 a { without its }; write {{ for the character itself\n"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct template *template;
		char *told = parse_text(rows[i].text, strlen(rows[i].text), &template);
		assert_string_equal(told, rows[i].told);
		assert_null(template);
		free(told);
	}
}

static void a_template_has_limits(void **state)
{
	char text[TEMPLATE_MOST + 2] = "{head}";
	struct template *template;

	for (size_t i = 6; i < sizeof(text) - 1; i++) {
		text[i] = 'x';
	}
	char *told = parse_text(text, TEMPLATE_MOST, &template);
	assert_string_equal(told, "");
	assert_non_null(template);
	template_free(template);
	free(told);
	told = parse_text(text, TEMPLATE_MOST + 1, &template);
	assert_string_equal(told, "0:0 is larger than 4096 bytes\n");
	free(told);
	for (int i = 0; i < TEMPLATE_VALUES; i++) {
		memcpy(text + 6 + 5 * i, "{app}", 5);
	}
	told = parse_text(text, 6 + 5 * TEMPLATE_VALUES, &template);
	assert_string_equal(told, "1:322 there are more than 64 placeholders\n");
	free(told);
}

/* --- messages --- */

static struct conf_route own_route(const char *text)
{
	struct conf_route route = order_route;
	char *told = parse_text(text, strlen(text), &route.template);

	assert_string_equal(told, "");
	free(told);
	return route;
}

static char *make(const char *text, const struct issue *issue, uint64_t events)
{
	struct errnotice_err err = {0};
	struct zone *zone = zone_open("Asia/Shanghai", &err);
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct conf_route route = own_route(text);
	struct message_item item = {
		.issue = issue, .title = &order_title, .route = &route, .events = events, .state = ISSUE_NEW};
	struct message_to to = {&robot, zone, "u"};

	char *body = message_single(&item, &to);
	template_free(route.template);
	zone_free(zone);
	return body;
}

static void check_text(const char *text, const struct issue *issue, const char *shown)
{
	char *body = make(text, issue, 37);
	json_t *json = parse(body);

	assert_string_equal(part(json, "text"), shown);
	json_decref(json);
	free(body);
}

static void the_sample_is_a_message(void **state)
{
	struct issue issue = usual_issue();
	char *text = strdup(read_text_file("../../docs/template.sample"));

	compare("own_sample", make(text, &issue, 37));
	replace(&issue.detail, "{}");
	replace(&issue.release, "");
	compare("own_sample_short", make(text, &issue, 1));
	issue_clear(&issue);
	free(text);
}

#define CALLED "\n\n@13800138000 @+852-12345678 @manager7 张三 "

static void each_value_stands_where_it_is_named(void **state)
{
	struct issue issue = usual_issue();

	check_text("×{count} {state} {severity} {route} {code}", &issue,
		"×37 new critical orders ORDER\\_404" CALLED);
	check_text("×{count} {{{env}}} {{}}", &issue, "×37 {pro} {}" CALLED);
	check_text("×{count}\r\n\r\n{method} {uri} {script}\r\n{script}\r\n{total} {hour} {hour_before}",
		&issue, "×37\n\nPOST /orders/17/payment?retry=1 \n1234 37 5" CALLED);
	check_text("×{count}\nit grows: {escalated}", &issue, "×37" CALLED);
	issue_clear(&issue);
}

static void mentions_stand_and_ring_once(void **state)
{
	struct issue issue = usual_issue();

	check_text("×{count}:{mention}请看\n{mention}", &issue,
		"×37: @13800138000 @+852-12345678 @manager7 张三 请看");
	issue_clear(&issue);
}

static void values_in_addresses_are_encoded(void **state)
{
	struct issue issue = usual_issue();

	replace(&issue.release, "1/2)](http://evil.com) ?&=大");
	check_text("×{count} [{release}](https://h/{release}?q={trace_id}) https://h/{code} {code}", &issue,
		"×37 [1/2)\\]\\(http\\[:\\]//evil\\[.\\]com) ?&=大]"
		"(https://h/1%2F2%29%5D%28http%3A%2F%2Fevil.com%29%20%3F%26%3D%E5%A4%A7?q=4bf92f35) "
		"https://h/ORDER_404 ORDER\\_404" CALLED);
	issue_clear(&issue);
}

static void what_begins_a_line_makes_no_list_and_no_heading(void **state)
{
	struct issue issue = usual_issue();

	replace(&issue.message, "===");
	replace(&issue.site, "- x");
	replace(&issue.host, "1. x");
	replace(&issue.release, "12");
	replace(&issue.app, ". x");
	check_text("×{count}\n{message}\n> {site}\n- {host}\n{release}{app}", &issue,
		"×37\n\\===\n> \\- x\n- 1\\. x\n12\\. x" CALLED);
	issue_clear(&issue);
}

/* --- digests --- */

static char *make_digest(const struct message_item *items, size_t count, uint64_t issues, uint64_t events)
{
	struct conf_robot robot = usual_robot(CONF_ZH);
	const struct message_sum sum = {
		.app = "shop", .env = "pro", .issues = issues, .fresh = 1, .events = events};

	return message_digest(items, count, &sum, &(struct message_to){&robot, NULL, "u"});
}

static void a_digest_has_lines_of_each_routes_own(void **state)
{
	struct issue issue = usual_issue(), hostile = usual_issue();
	char *text = strdup(read_text_file("../../docs/template.sample"));
	struct conf_route own = own_route(text), other = own_route("[digest]\n{severity}{runbook}\n");
	const struct message_item items[] = {
		{&issue, &order_title, &own, 40, ISSUE_NEW, 0, {0}},
		{&hostile, NULL, &own, 30, ISSUE_OPEN, 0, {0}},
		{&issue, &order_title, &other, 20, ISSUE_OPEN, 0, {0}},
		{&issue, NULL, &other, 10, ISSUE_BACK, 0, {0}}, /* none of its placeholders has a value */
		{&issue, NULL, &order_route, 2, ISSUE_OPEN, 0, {0}},
	};

	replace(&hostile.message, "x\n- ×9 @all [y](http://z)");
	compare("own_digest", make_digest(items, COUNT(items), 8, 107));
	template_free(own.template);
	template_free(other.template);
	issue_clear(&issue);
	issue_clear(&hostile);
	free(text);
}

static void without_a_message_of_its_own_a_route_has_the_built_in_one(void **state)
{
	struct issue issue = usual_issue();
	char *body = make("[digest]\n{code}", &issue, 37);
	json_t *json = parse(body);

	assert_ptr_equal(strstr(part(json, "text"), "### [pro] shop 下单失败 ORDER\\_404 ×37 · new\n\n> "),
		part(json, "text"));
	json_decref(json);
	free(body);
	check_text("×{count}\n\n\n[digest]\n{code}", &issue, "×37" CALLED);
	issue_clear(&issue);
}

static void lines_that_are_long_leave_the_numbers_exact(void **state)
{
	char text[TEMPLATE_MOST] = "[digest]\n{code} ";
	struct issue issue = usual_issue();
	struct message_item items[MESSAGE_LINES];
	uint64_t told = 0, listed = 0;

	memset(text + strlen(text), 'y', 1900);
	struct conf_route own = own_route(text);
	strcat(text, "{message}{message}{message}{message}");
	struct conf_route longer = own_route(text);
	for (int i = 0; i < MESSAGE_LINES; i++) {
		items[i] =
			(struct message_item){&issue, NULL, i % 2 ? &own : &longer, 100, ISSUE_OPEN, 0, {0}};
	}
	char *body = make_digest(items, MESSAGE_LINES, 30, 5000);
	json_t *json = parse(body);
	for (const char *at = part(json, "text"); (at = strstr(at, "\n- ×")); listed++) {
		at += strlen("\n- ×");
		told += strtoull(at, NULL, 10);
	}
	assert_int_equal(told, 5000);
	assert_in_range(
		listed, 10, 20); /* the longer ones have the built-in line, and leave room for the others */
	json_decref(json);
	free(body);
	template_free(own.template);
	template_free(longer.template);
	issue_clear(&issue);
}

/* Links do not shrink. */
static void one_that_does_not_fit_has_the_built_in_text(void **state)
{
	char text[TEMPLATE_MOST] = "×{count}", link[600] = "https://h/";
	struct conf_robot robot = usual_robot(CONF_ZH);
	struct issue issue = usual_issue();
	struct message_to to = {&robot, NULL, "u"};

	memset(link + strlen(link), 'x', sizeof(link) - 1 - strlen(link));
	for (int i = 0; i < 60; i++) {
		strcat(text, i % 2 ? "{link}" : "{message}");
	}
	struct conf_route route = own_route(text);
	route.link = link;
	struct message_item item = {.issue = &issue, .route = &route, .events = 37};
	char *body = message_single(&item, &to);
	json_t *json = parse(body);
	assert_ptr_equal(
		strstr(part(json, "text"), "### [pro] shop ORDER\\_404 ×37\n\n> "), part(json, "text"));
	json_decref(json);
	free(body);
	template_free(route.template);
	issue_clear(&issue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mistake_is_told_with_line_and_column),
		cmocka_unit_test(a_template_has_limits),
		cmocka_unit_test(the_sample_is_a_message),
		cmocka_unit_test(each_value_stands_where_it_is_named),
		cmocka_unit_test(mentions_stand_and_ring_once),
		cmocka_unit_test(values_in_addresses_are_encoded),
		cmocka_unit_test(what_begins_a_line_makes_no_list_and_no_heading),
		cmocka_unit_test(a_digest_has_lines_of_each_routes_own),
		cmocka_unit_test(without_a_message_of_its_own_a_route_has_the_built_in_one),
		cmocka_unit_test(lines_that_are_long_leave_the_numbers_exact),
		cmocka_unit_test(one_that_does_not_fit_has_the_built_in_text),
	};
	return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
