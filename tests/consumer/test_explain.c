/* Whom an event would reach, and why. */
#include "reading.h"
#include <jansson.h>
#include "consumer/command/explain.h"

#define ROUTES                                                                                             \
	"[robot ops]\nwebhook = https://h/\n[robot dev]\nwebhook = https://h/\n"                           \
	"[route fatals]\nenvironments = pro\ncodes = E_*\nrobot = ops\n"                                   \
	"[route orders]\ncodes = ORDER_*\nignore_codes = ORDER_2\nrobot = dev ops\nmention = 13800138000 " \
	"user:u1\nescalate = 50/10m robot=ops mention=user:chief\ncontinue = yes\n"                        \
	"[route quiet]\napps = cron\nrobot = none\n"                                                       \
	"[route rest]\nclasses = App\\*\nrobot = ops\nthreshold = 5/1m\nquiet = 23:00-07:30 UTC\n"         \
	"[route last]\nrobot = ops\n"                                                                      \
	"[codes]\nfile = codes.conf\n"
#define CODES                                                                                              \
	"[ORDER_*]\ntitle = 订单\nowner = +852-12345678\nlink = https://wiki.example.com/o\n[7]\ntitle " \
	"= x\nseverity = critical\n"

static struct errnotice_event event_of(const char *kind, const char *code, const char *app, const char *class)
{
	struct errnotice_event event = {.count = 1};

	event.field[ERRNOTICE_FIELD_KIND] = errnotice_span_of(kind);
	event.field[ERRNOTICE_FIELD_CODE] = errnotice_span_of(code);
	event.field[ERRNOTICE_FIELD_APP] = errnotice_span_of(app);
	event.field[ERRNOTICE_FIELD_CLASS] = errnotice_span_of(class);
	return event;
}

static struct explain_silences silences;

static char *said(
	const struct room *room, const char *text, const struct errnotice_event *event, enum explain_how how)
{
	char path[128], *told;
	size_t len;

	room_write(room, "codes.conf", CODES, path);
	struct conf *conf = read_fine(room, text);
	FILE *out = open_memstream(&told, &len);
	explain(conf, event, how, &silences, out);
	fclose(out);
	conf_free(conf);
	return told;
}

static void check_said(const struct room *room, const struct errnotice_event *event, const char *expected)
{
	char *told = said(room, ROUTES, event, EXPLAIN_WORDS);

	assert_string_equal(told, expected);
	free(told);
}

static void every_route_says_why(void **state)
{
	struct errnotice_event event = event_of("exception", "ORDER_1", "shop", "App\\Order");

	check_said(*state, &event,
		"event: kind exception code ORDER_1 app shop class App\\Order\n"
		"dictionary: [ORDER_*] 订单, severity error\n"
		"  owner: +852-12345678\n"
		"  runbook: https://wiki.example.com/o\n"
		"route fatals: does not, by its codes\n"
		"route orders: takes it\n"
		"  robots: dev, ops\n"
		"  mentions: 13800138000, +852-12345678, user:u1\n"
		"  escalates when 50 come in 600 s, by robot ops, until it has calmed\n"
		"    mentions besides: user:chief\n"
		"  an issue once in 600 s at most\n"
		"route quiet: does not, by its apps\n"
		"route rest: takes it\n"
		"  robots: ops\n"
		"  mentions: +852-12345678\n"
		"  first told when 5 come in 60 s\n"
		"  an issue once in 600 s at most\n"
		"  quiet 23:00-07:30\n"
		"route last: is not asked, for rest does not say continue\n"
		"told by robot dev, whose messages count\n");
}

static void what_only_counts_is_told_to_nobody(void **state)
{
	struct errnotice_event event = event_of("exception", "ORDER_2", "cron", "X");

	check_said(*state, &event,
		"event: kind exception code ORDER_2 app cron class X\n"
		"dictionary: [ORDER_*] 订单, severity error\n"
		"  owner: +852-12345678\n"
		"  runbook: https://wiki.example.com/o\n"
		"route fatals: does not, by its codes\n"
		"route orders: does not, by its ignore_codes\n"
		"route quiet: takes it\n"
		"  robot = none: it only counts\n"
		"route rest: is not asked, for quiet does not say continue\n"
		"route last: is not asked, for quiet does not say continue\n"
		"nobody is told: muted\n");
}

/* One names the fingerprint, which this event has; another a class that it has not. */
static void a_silence_that_holds_for_it_is_named(void **state)
{
	static const struct silences_row rows[] = {
		{.id = 3, .class = "Other\\*", .owner = "li", .why = "no"}, {.id = 7,
										    .code = "7",
										    .fp = "0123456789abcdef",
										    .owner = "zhang",
										    .why = "a\x1b[31mb\n",
										    .until_s = 1795543210}};
	struct errnotice_event event = event_of("exception", "7", "shop", "App\\Order");
	const char *conf = "[robot ops]\nwebhook = https://h/\n";

	silences = (struct explain_silences){.rows = rows, .count = COUNT(rows)};
	char *told = said(*state, conf, &event, EXPLAIN_WORDS);
	assert_null(strstr(told, "silence"));
	assert_non_null(strstr(told, "told by robot ops"));
	free(told);

	event.field[ERRNOTICE_FIELD_FP] = errnotice_span_of("0123456789abcdef");
	told = said(*state, conf, &event, EXPLAIN_WORDS);
	assert_non_null(strstr(told, "\nsilence 7 holds for it until 2026-11-2"));
	assert_non_null(strstr(told, ": zhang: a?[31mb?\nnobody is told: muted\n"));
	assert_null(strstr(told, "silence 3"));
	free(told);

	told = said(*state, conf, &event, EXPLAIN_JSON);
	json_t *json = json_loads(told, 0, NULL), *list = json_object_get(json, "silences");
	assert_int_equal(json_array_size(list), 1);
	assert_int_equal(json_integer_value(json_object_get(json_array_get(list, 0), "until")), 1795543210);
	assert_true(json_is_null(json_object_get(json, "told_by")));
	json_decref(json);
	free(told);
	silences = (struct explain_silences){NULL, 0, NULL};
}

static void that_nobody_could_be_asked_for_silences_is_said(void **state)
{
	struct errnotice_event event = event_of("exception", "7", "shop", "App\\Order");

	silences.unknown = "store: it is not there";
	char *told = said(*state, "[robot ops]\nwebhook = https://h/\n", &event, EXPLAIN_WORDS);
	assert_non_null(strstr(told, "\nsilences: not looked up, store: it is not there\ntold by robot ops"));
	silences.unknown = NULL;
	free(told);
}

static void a_loss_is_no_matter_of_routes(void **state)
{
	struct errnotice_event event = event_of("lost", "no_slot", "shop", "");

	check_said(*state, &event,
		"event: kind lost code no_slot app shop\n"
		"a host's loss, which no route sees: [hosts] robot is ops\n");
}

static void as_json(void **state)
{
	struct errnotice_event event = event_of("fatal", "E_ERROR", "a\x1b[31m\n", "");
	event.field[ERRNOTICE_FIELD_ENV] = errnotice_span_of("dev");
	char *told = said(*state, ROUTES, &event, EXPLAIN_JSON);
	json_t *json = json_loads(told, 0, NULL), *routes = json_object_get(json, "routes");
	const char *app = json_string_value(json_object_get(json_object_get(json, "event"), "app"));

	assert_string_equal(app, "a?[31m?");
	assert_true(json_is_null(json_object_get(json, "dictionary")));
	assert_int_equal(json_array_size(routes), 5);
	assert_string_equal(
		json_string_value(json_object_get(json_array_get(routes, 0), "because")), "environments");
	assert_string_equal(
		json_string_value(json_object_get(json_array_get(routes, 4), "verdict")), "takes");
	assert_string_equal(json_string_value(json_object_get(json, "told_by")), "ops");
	assert_string_equal(json_string_value(json_object_get(json, "events")), "told");
	json_decref(json);
	free(told);

	told = said(
		*state, "[robot ops]\nwebhook = https://h/\n[route a]\nhosts = web*\n", &event, EXPLAIN_JSON);
	json = json_loads(told, 0, NULL);
	assert_true(json_is_null(json_object_get(json, "told_by")));
	assert_string_equal(json_string_value(json_object_get(json, "events")), "unrouted");
	json_decref(json);
	free(told);
}

static void the_message_is_shown_and_not_sent(void **state)
{
	struct errnotice_event event = event_of("exception", "ORDER_1", "shop", "App\\Order");
	event.field[ERRNOTICE_FIELD_MESSAGE] = errnotice_span_of("see http://evil.com");
	char path[128];
	room_write(*state, "own.md", "{head}\n{message}\n{mention}\n[digest]\n{code} at {site}", path);
	char *told = said(*state,
		"[robot ops]\nwebhook = https://h/\n[robot dev]\nwebhook = https://h/\n"
		"[route a]\nrobot = ops dev\ntemplate = own.md\nmention = 13800138000\n",
		&event, EXPLAIN_MESSAGE);

	assert_non_null(strstr(told, "  message of robot ops: shop ORDER_1 · new\n"
				     "    shop ORDER\\_1 · new\n"
				     "    see http\\[:\\]//evil\\[.\\]com\n"
				     "    @13800138000 \n"
				     "  digest of robot ops: shop 1 类错误 ×1 · 1 new\n"
				     "    ### shop 1 类错误 ×1 · 1 new\n"
				     "    \n"
				     "    - ×1 ORDER\\_1 at \n"
				     "    \n"
				     "    @13800138000 \n"
				     "  message of robot dev: shop ORDER_1 · new\n"));
	free(told);
}

static void what_is_not_known_has_no_line(void **state)
{
	struct errnotice_event event = event_of("exception", "10012", "", "");
	char *told =
		said(*state, "[robot ops]\nwebhook = https://h/\nlanguage = en\n[route a]\nrobot = ops\n",
			&event, EXPLAIN_MESSAGE);

	assert_non_null(strstr(told, "    ### 10012 · new\n    \n    - first seen: "));
	assert_null(strstr(told, ": \n"));
	assert_null(strstr(told, "> "));
	free(told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_route_says_why, room_make, room_close),
		cmocka_unit_test_setup_teardown(what_only_counts_is_told_to_nobody, room_make, room_close),
		cmocka_unit_test_setup_teardown(the_message_is_shown_and_not_sent, room_make, room_close),
		cmocka_unit_test_setup_teardown(what_is_not_known_has_no_line, room_make, room_close),
		cmocka_unit_test_setup_teardown(a_silence_that_holds_for_it_is_named, room_make, room_close),
		cmocka_unit_test_setup_teardown(
			that_nobody_could_be_asked_for_silences_is_said, room_make, room_close),
		cmocka_unit_test_setup_teardown(a_loss_is_no_matter_of_routes, room_make, room_close),
		cmocka_unit_test_setup_teardown(as_json, room_make, room_close),
	};
	return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
