/* Hosts whose heartbeat stops: told once, and once more when it is back, by whoever looks. */
#include "crew.h"
#include <inttypes.h>
#include "consumer/ingest/watch.h"

#define ROBOT "[robot ops]\nwebhook = https://h/\nlanguage = en\ntimezone = UTC\n"
#define WATCH ROBOT "[hosts]\nsilent_after = 4m\n"
#define ROWS  "SELECT COUNT(*) FROM errnotice_host"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, HOSTS = 64 };

static struct roster_host hosts[HOSTS];
static char beats[HOSTS][96];
static struct roster roster = {hosts, 0, HOSTS, true};
static struct watch_news news;

static int open_room(void **state)
{
	roster.count = 0;
	return room_open(state);
}

/* The field as docs/event-schema.md has it; the host's clock says what it likes. */
static void beat_at(const char *host, int64_t its_clock, const char *stream)
{
	size_t at = 0;

	while (at < roster.count && !errnotice_span_is(hosts[at].name, host)) {
		at++;
	}
	assert_true(at < HOSTS);
	roster.count += at == roster.count;
	snprintf(beats[at], sizeof(beats[at]), "%" PRId64 " 0.2.0 7 019ab697-ebe8-7000-8000-000000000001 %s",
		its_clock, stream);
	hosts[at] = (struct roster_host){errnotice_span_of(host), errnotice_span_of(beats[at]),
		strcmp(stream, "errnotice:events") == 0};
}

static void beat(const char *host)
{
	beat_at(host, crew_now_s, "errnotice:events");
}

static void look(struct crew *crew)
{
	struct room *room = crew->house->room;
	OK(room, watch_look(room->store, crew->house->conf, &roster, crew_now_s, &news, &room->err));
	room_check_law(room);
}

/* Somebody looks all the while. */
static void watch(struct crew *crew, int64_t seconds)
{
	for (int64_t end_s = crew_now_s + seconds; crew_now_s < end_s;) {
		int64_t step_s = end_s - crew_now_s < MINUTE ? end_s - crew_now_s : MINUTE;
		crew_now_s += step_s;
		look(crew);
	}
}

static void check_told(struct crew *crew, const char *title)
{
	pass(crew, MINUTE);
	check_heard(crew, 0, title);
	check_silent(crew, 0);
}

static void check_nothing(struct crew *crew)
{
	pass(crew, MINUTE);
	check_silent(crew, 0);
}

static void one_that_stops_is_told_once_and_again_when_it_is_back(void **state)
{
	struct crew *crew = open_crew(state, WATCH);

	beat("web-1");
	look(crew);
	watch(crew, 4 * MINUTE - 1);
	check_silent(crew, 0);
	watch(crew, 1 + MINUTE);
	assert_int_equal(news.silent + news.back, 0);
	check_told(crew, "[errnotice] web-1 · no heartbeat");
	watch(crew, 6 * MINUTE);
	check_nothing(crew);
	beat("web-1");
	look(crew);
	assert_int_equal(news.back, 1);
	check_told(crew, "[errnotice] web-1 · heartbeat is back");
	look(crew);
	check_nothing(crew);
	close_crew(crew);
}

static void one_that_goes_on_is_no_news_whatever_its_clock_says(void **state)
{
	struct crew *crew = open_crew(state, WATCH);

	for (int i = 0; i < 6; i++) {
		beat_at("early", crew_now_s + DAY, "errnotice:events");
		beat_at("late", 1000000 - i, "errnotice:events");
		watch(crew, MINUTE);
	}
	check_nothing(crew);
	assert_int_equal(room_number(crew->house->room, ROWS), 2);
	close_crew(crew);
}

static void several_share_a_message(void **state)
{
	struct crew *crew = open_crew(state, WATCH);

	beat("web-1");
	beat("web-2");
	beat("web-3");
	look(crew);
	watch(crew, 5 * MINUTE);
	check_told(crew, "[errnotice] 3 hosts · no heartbeat");
	close_crew(crew);
}

static void whoever_looks_and_whoever_is_killed_it_is_told_once(void **state)
{
	struct crew *crew = open_crew(state, WATCH);
	struct room *room = crew->house->room;

	beat("web-1");
	look(crew);
	for (int i = 0; i < 6; i++) {
		room_die(room);
		crew_now_s += MINUTE;
		look(crew);
		crew_now_s += 7; /* another consumer, soon after */
		look(crew);
		assert_int_equal(news.silent, 0);
		crew_now_s -= 9; /* the clock of a third is a little behind */
		look(crew);
		assert_int_equal(news.silent, 0);
		crew_now_s += 2;
	}
	check_told(crew, "[errnotice] web-1 · no heartbeat");
	room_die(room);
	watch(crew, 6 * MINUTE);
	check_nothing(crew);
	close_crew(crew);
}

static void time_in_which_nobody_looked_does_not_count(void **state)
{
	struct crew *crew = open_crew(state, WATCH);

	beat("web-1");
	look(crew);
	watch(crew, 2 * MINUTE);
	crew_now_s += 3 * HOUR;
	look(crew);
	watch(crew, 2 * MINUTE - 1);
	check_nothing(crew);
	crew_now_s -= MINUTE;
	watch(crew, MINUTE + 1);
	check_told(crew, "[errnotice] web-1 · no heartbeat");
	close_crew(crew);
}

static void a_clock_that_jumps_makes_nobody_silent_and_loses_nobody(void **state)
{
	struct crew *crew = open_crew(state, WATCH);

	beat("web-1");
	look(crew);
	crew_now_s += 400 * DAY;
	look(crew);
	crew_now_s -= 800 * DAY;
	look(crew);
	check_nothing(crew);
	crew_now_s -= MINUTE;
	watch(crew, 5 * MINUTE);
	check_told(crew, "[errnotice] web-1 · no heartbeat");
	close_crew(crew);
}

static void one_that_was_taken_off_by_hand_is_forgotten(void **state)
{
	struct crew *crew = open_crew(state, WATCH);

	beat("web-1");
	look(crew);
	roster.count = 0;
	watch(crew, 6 * MINUTE);
	check_nothing(crew);
	assert_int_equal(room_number(crew->house->room, ROWS), 0);
	close_crew(crew);
}

static void hosts_of_other_streams_are_not_ours(void **state)
{
	struct crew *crew = open_crew(state, WATCH);

	beat_at("other", 1, "another");
	beat("both");
	look(crew);
	assert_int_equal(room_number(crew->house->room, ROWS), 1);
	for (int i = 0; i < 6; i++) { /* two that send to two streams share a field */
		beat_at("both", crew_now_s, "another");
		watch(crew, MINUTE);
	}
	check_nothing(crew);
	close_crew(crew);
}

static void one_that_is_gone_for_a_month_is_forgotten(void **state)
{
	struct crew *crew = open_crew(state, WATCH);
	struct room *room = crew->house->room;

	beat("web-1");
	look(crew);
	watch(crew, 5 * MINUTE);
	check_told(crew, "[errnotice] web-1 · no heartbeat");
	room_run(room, "UPDATE errnotice_host SET changed_at = changed_at - 31 * 86400");
	look(crew);
	assert_int_equal(news.gone_count, 1);
	assert_string_equal(news.gone[0], "web-1");
	assert_int_equal(room_number(room, ROWS), 1); /* until its heartbeat is taken off */
	roster.count = 0;
	watch(crew, MINUTE);
	assert_int_equal(room_number(room, ROWS), 0);
	check_nothing(crew);
	close_crew(crew);
}

static void names_that_lie_are_kept_as_the_text_that_they_are(void **state)
{
	struct crew *crew = open_crew(state, WATCH);

	char *name = calloc(1, 5001);
	memset(name, 'x', 5000);
	beat("\xff[a](http://b)\n# x @all");
	beat(name);
	beat("");
	look(crew);
	watch(crew, 5 * MINUTE);
	check_told(crew, "[errnotice] 3 hosts · no heartbeat");
	close_crew(crew);
	free(name);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_room, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_that_stops_is_told_once_and_again_when_it_is_back),
		TEST(one_that_goes_on_is_no_news_whatever_its_clock_says),
		TEST(several_share_a_message),
		TEST(whoever_looks_and_whoever_is_killed_it_is_told_once),
		TEST(time_in_which_nobody_looked_does_not_count),
		TEST(a_clock_that_jumps_makes_nobody_silent_and_loses_nobody),
		TEST(one_that_was_taken_off_by_hand_is_forgotten),
		TEST(hosts_of_other_streams_are_not_ours),
		TEST(one_that_is_gone_for_a_month_is_forgotten),
		TEST(names_that_lie_are_kept_as_the_text_that_they_are),
	};
	return ROOM_TESTS("watch", tests);
}
