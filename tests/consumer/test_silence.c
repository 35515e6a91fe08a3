/* Silences: nothing of them is told, all of it is counted, and the group hears how much it was. */
#include "crew.h"
#include "consumer/plan/silence.h"
#include "consumer/store/silences.h"

#define ROBOT "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"
#define A     "aaaaaaaaaaaaaaaa"
#define B     "bbbbbbbbbbbbbbbb"

enum { MINUTE = 60, HOUR = 3600 };

static int64_t add(struct crew *crew, struct silences_row row, int64_t seconds)
{
	struct room *room = crew->house->room;
	int64_t id;

	strcpy(row.owner, "zhang");
	strcpy(row.why, "the bank is down");
	row.from_s = crew_now_s;
	row.until_s = crew_now_s + seconds;
	room_begin(room);
	OK(room, silences_add(room->store, &row, &id, &room->err));
	room_commit(room);
	return id;
}

static int64_t muted(struct crew *crew)
{
	return room_number(crew->house->room, COUNTER("muted") " AND reason = 'silence'");
}

static void what_a_silence_takes_is_muted_and_told_of_at_its_end(void **state)
{
	struct crew *crew = open_crew(state, ROBOT);

	add(crew, (struct silences_row){.code = "aaaa*"}, HOUR);
	happens(crew, A, 40);
	happens(crew, B, 1);
	check_heard(crew, 0, "[pro] shop " B " · new");
	check_silent(crew, 0);
	room_die(crew->house->room);
	pass(crew, HOUR - 1);
	happens(crew, A, 2);
	check_silent(crew, 0);
	assert_int_equal(muted(crew), 42);
	pass(crew, 1);
	turn(crew); /* however many consumers see it */
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · new");
	pass(crew, MINUTE);
	check_heard(crew, 0, "[errnotice] aaaa* · muted by a silence that is over: 42");
	pass(crew, HOUR);
	check_silent(crew, 0);
	assert_int_equal(muted(crew), 42);
	close_crew(crew);
}

static void one_that_is_ended_is_over_at_once(void **state)
{
	struct crew *crew = open_crew(state, ROBOT);
	struct room *room = crew->house->room;
	int64_t id = add(crew, (struct silences_row){.fp = A}, HOUR);
	bool ended;

	happens(crew, A, 3);
	pass(crew, MINUTE);
	room_begin(room);
	OK(room, silences_end(room->store, id, crew_now_s, &ended, &room->err));
	assert_true(ended);
	OK(room, silences_end(room->store, id, crew_now_s, &ended, &room->err));
	assert_false(ended);
	OK(room, silences_end(room->store, id + 1, crew_now_s, &ended, &room->err));
	assert_false(ended);
	room_commit(room);
	happens(crew, A, 2);
	check_heard(crew, 0, "[pro] shop " A " ×2 · new");
	pass(crew, MINUTE);
	pass(crew, MINUTE);
	check_heard(crew, 0, "[errnotice] " A " · muted by a silence that is over: 3");
	close_crew(crew);
}

static void one_that_kept_nothing_back_is_not_spoken_of(void **state)
{
	struct crew *crew = open_crew(state, ROBOT);

	add(crew, (struct silences_row){.class = "App\\Nothing"}, HOUR);
	happens(crew, A, 1);
	check_heard(crew, 0, "[pro] shop " A " · new");
	pass(crew, HOUR);
	pass(crew, HOUR);
	check_silent(crew, 0);
	assert_int_equal(room_number(crew->house->room, "SELECT SUM(closed) FROM errnotice_silence"), 1);
	close_crew(crew);
}

/* What nobody would be told of is not the silence's. */
static void what_is_only_counted_stays_with_its_route(void **state)
{
	struct crew *crew =
		open_crew(state, ROBOT "[route c]\ncodes = " A "\nrobot = none\n[route d]\ncodes = cccc*\n");

	add(crew, (struct silences_row){.code = "*"}, HOUR);
	happens(crew, A, 3);
	happens(crew, B, 4);
	happens(crew, "cccccccccccccccc", 5);
	assert_int_equal(muted(crew), 5);
	assert_int_equal(room_number(crew->house->room, COUNTER("muted") " AND reason = 'route'"), 3);
	assert_int_equal(room_number(crew->house->room, COUNTER("unrouted")), 4);
	check_silent(crew, 0);
	close_crew(crew);
}

static bool takes(const char *code, const char *class, const char *fp)
{
	struct silence silence = {0};
	struct errnotice_err err = {""};
	struct errnotice_event event = {0};
	event.field[ERRNOTICE_FIELD_KIND] = errnotice_span_of("exception");
	event.field[ERRNOTICE_FIELD_CODE] = errnotice_span_of("10012");
	event.field[ERRNOTICE_FIELD_CLASS] = errnotice_span_of("App\\Order\\Failed");
	event.field[ERRNOTICE_FIELD_FP] = errnotice_span_of(A);

	bool fine = silence_parse(&silence, code, class, fp, &err),
	     taken = fine && silence_takes(&silence, &event);
	silence_clear(&silence);
	assert_int_equal(fine, !*err.text);
	return taken;
}

static void all_that_a_silence_names_must_match(void **state)
{
	(void)state;
	assert_true(takes("10000-10099", "", ""));
	assert_true(takes("10012", "App\\Order\\*", A));
	assert_true(takes("", "", A));
	assert_false(takes("10012", "App\\Stock\\*", ""));
	assert_false(takes("10013", "App\\Order\\*", ""));
	assert_false(takes("10012", "", B));
	assert_false(takes("E_ERROR", "", ""));
	assert_false(takes("", "", ""));
	assert_false(takes("9-1", "", ""));
	assert_false(takes("", "", "AAAAAAAAAAAAAAAA"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(what_a_silence_takes_is_muted_and_told_of_at_its_end),
		TEST(one_that_is_ended_is_over_at_once),
		TEST(one_that_kept_nothing_back_is_not_spoken_of),
		TEST(what_is_only_counted_stays_with_its_route),
	};
	static const struct CMUnitTest alone[] = {cmocka_unit_test(all_that_a_silence_names_must_match)};
	return ROOM_TESTS("silence", tests) + cmocka_run_group_tests_name("a silence", alone, NULL, NULL);
}
