/* Who hears of an event: the first route that matches, and those behind it while each says `continue`. */
#include "room.h"
#include "consumer/plan/route.h"

static struct errnotice_event event_of(const char *app, const char *env, const char *class, const char *code)
{
	struct errnotice_event event = {.count = 1};
	event.field[ERRNOTICE_FIELD_APP] = errnotice_span_of(app);
	event.field[ERRNOTICE_FIELD_ENV] = errnotice_span_of(env);
	event.field[ERRNOTICE_FIELD_CLASS] = errnotice_span_of(class);
	event.field[ERRNOTICE_FIELD_CODE] = errnotice_span_of(code);
	event.field[ERRNOTICE_FIELD_KIND] = errnotice_span_of("exception");
	event.field[ERRNOTICE_FIELD_PATH] = errnotice_span_of("handler");
	event.field[ERRNOTICE_FIELD_HOST] = errnotice_span_of("web1");
	return event;
}

static struct conf *read_routes(const struct room *room, const char *routes)
{
	char text[2048], path[128];
	snprintf(text, sizeof(text), "[robot a]\nwebhook = https://h/\n%s", routes);
	room_write(room, "consumer.conf", text, path);
	struct conf *conf = conf_read(path, stderr);
	assert_non_null(conf);
	return conf;
}

/* The names of the routes that take the event, with a comma behind each. */
static void check_routes(
	const struct room *room, const char *routes, struct errnotice_event event, const char *wanted)
{
	struct conf *conf = read_routes(room, routes);
	size_t chosen[16], count = route_choose(conf, &event, chosen);
	char names[256] = "";
	for (size_t i = 0; i < count; i++) {
		strcat(strcat(names, conf->routes[chosen[i]].name), ",");
	}
	assert_string_equal(names, wanted);
	conf_free(conf);
}

static void the_first_match_takes_it(void **state)
{
	const char *routes = "[route x]\ncodes = 1\n[route y]\ncodes = 1-9\n[route z]\n";
	check_routes(*state, routes, event_of("", "", "", "1"), "x,");
	check_routes(*state, routes, event_of("", "", "", "5"), "y,");
	check_routes(*state, routes, event_of("", "", "", "ORDER"), "z,");
}

static void continue_asks_the_next_ones(void **state)
{
	const char *routes =
		"[route x]\ncontinue = yes\n[route y]\ncodes = 2\ncontinue = yes\n[route z]\ncodes = 1\n"
		"[route rest]\n";
	check_routes(*state, routes, event_of("", "", "", "1"), "x,z,");
	check_routes(*state, routes, event_of("", "", "", "2"), "x,y,rest,");
}

static void no_match_is_unrouted(void **state)
{
	check_routes(*state, "[route x]\ncodes = 1\n", event_of("", "", "", "2"), "");
}

static void ignored_codes_win(void **state)
{
	const char *routes = "[route x]\ncodes = 1-9\nignore_codes = 5, ORDER_*\n[route rest]\n";
	check_routes(*state, routes, event_of("", "", "", "4"), "x,");
	check_routes(*state, routes, event_of("", "", "", "5"), "rest,");
}

static void every_filter_must_agree(void **state)
{
	const char *routes =
		"[route x]\napps = shop\nenvironments = pro\nclasses = App\\Order\\*\npaths = handler\n"
		"hosts = web*\n";
	check_routes(*state, routes, event_of("shop", "pro", "App\\Order\\Failed", "1"), "x,");
	check_routes(*state, routes, event_of("blog", "pro", "App\\Order\\Failed", "1"), "");
	check_routes(*state, routes, event_of("shop", "dev", "App\\Order\\Failed", "1"), "");
	check_routes(*state, routes, event_of("shop", "pro", "App\\User\\Failed", "1"), "");
	struct errnotice_event event = event_of("shop", "pro", "App\\Order\\Failed", "1");
	event.field[ERRNOTICE_FIELD_PATH] = errnotice_span_of("fatal");
	check_routes(*state, routes, event, "");
	event.field[ERRNOTICE_FIELD_PATH] = errnotice_span_of("handler");
	event.field[ERRNOTICE_FIELD_HOST] = errnotice_span_of("db1");
	check_routes(*state, routes, event, "");
}

static void constants_name_fatals_only(void **state)
{
	const char *routes = "[route fatal]\ncodes = E_*\n[route rest]\n";
	struct errnotice_event event = event_of("", "", "", "E_ERROR");
	check_routes(*state, routes, event, "rest,");
	event.field[ERRNOTICE_FIELD_KIND] = errnotice_span_of("fatal");
	check_routes(*state, routes, event, "fatal,");
	event.field[ERRNOTICE_FIELD_CODE] = errnotice_span_of("500");
	check_routes(*state, "[route x]\ncodes = 500\n", event, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_make, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_first_match_takes_it),
		TEST(continue_asks_the_next_ones),
		TEST(no_match_is_unrouted),
		TEST(ignored_codes_win),
		TEST(every_filter_must_agree),
		TEST(constants_name_fatals_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
