/* What is told beside errors: adds up exactly, stands in one message, and is repeated no oftener than said. */
#include "room.h"
#include "common/clock.h"
#include "consumer/deliver/choice.h"
#include "consumer/deliver/take.h"
#include "consumer/store/bulletins.h"

enum { NOW = 1700000000 };

static void lose(struct room *room, const char *host, const char *reason, uint64_t count, int64_t now)
{
	room_begin(room);
	OK(room, bulletins_add(room->store, BULLETIN_LOST, errnotice_span_of(host), errnotice_span_of(reason),
			 count, now, &room->err));
	room_commit(room);
}

static int64_t next(struct room *room)
{
	int64_t at;
	OK(room, bulletins_next(room->store, BULLETIN_LOST, &at, &room->err));
	return at;
}

static struct bulletin_list take_at(struct room *room, int64_t now)
{
	struct bulletin_list list;
	room_begin(room);
	OK(room, bulletins_take(room->store, BULLETIN_LOST, now, &list, &room->err));
	room_commit(room);
	return list;
}

static void what_is_first_heard_of_gathers_a_moment(void **state)
{
	struct room *room = *state;
	assert_true(next(room) == INT64_MAX);
	lose(room, "web1", "no_slot", 3, NOW);
	assert_int_equal(next(room), NOW + BULLETIN_GATHER_S);
	lose(room, "web1", "no_slot", 4, NOW + 1);
	lose(room, "web1", "damaged", 9, NOW);
	assert_int_equal(take_at(room, NOW + BULLETIN_GATHER_S - 1).rows, 0);
	struct bulletin_list list = take_at(room, NOW + BULLETIN_GATHER_S);
	assert_int_equal(list.listed, 2);
	assert_int_equal(list.rows, 2);
	assert_int_equal(list.subjects, 1);
	assert_int_equal(list.count, 16);
	assert_string_equal(list.items[0].subject, "web1");
	assert_string_equal(list.items[0].reason, "damaged");
	assert_int_equal(list.items[1].count, 7);
	assert_int_equal(list.items[1].since, NOW);
	assert_true(next(room) == INT64_MAX);
}

static void the_same_is_told_again_after_the_repeat_with_all_since(void **state)
{
	struct room *room = *state;
	int64_t told = NOW + BULLETIN_GATHER_S, later = told + 3 * BULLETIN_REPEAT_S;
	lose(room, "web1", "no_slot", 3, NOW);
	take_at(room, told);
	lose(room, "web1", "no_slot", 4, told + 1);
	lose(room, "web1", "no_slot", 5, told + BULLETIN_REPEAT_S - 1);
	assert_int_equal(next(room), told + BULLETIN_REPEAT_S);
	assert_int_equal(take_at(room, told + BULLETIN_REPEAT_S - 1).rows, 0);
	struct bulletin_list list = take_at(room, told + BULLETIN_REPEAT_S);
	assert_int_equal(list.count, 9);
	assert_int_equal(list.items[0].since, told + 1);
	lose(room, "web1", "no_slot", 1, later);
	assert_int_equal(next(room), later + BULLETIN_GATHER_S);
}

static void others_share_the_next_message(void **state)
{
	struct room *room = *state;
	int64_t told = NOW + BULLETIN_GATHER_S;
	lose(room, "web1", "no_slot", 3, NOW);
	take_at(room, told);
	lose(room, "web2", "no_slot", 4, told + 1);
	lose(room, "web3", "no_slot", 5, told + 30);
	assert_int_equal(next(room), told + BULLETIN_APART_S);
	struct bulletin_list list = take_at(room, told + BULLETIN_APART_S);
	assert_int_equal(list.subjects, 2);
	assert_int_equal(list.count, 9);
}

static void many_are_listed_by_their_counts_and_add_up(void **state)
{
	struct room *room = *state;
	room_begin(room);
	for (int i = 1; i <= 1000; i++) {
		char host[32];
		snprintf(host, sizeof(host), "web%d", i % 500);
		OK(room, bulletins_add(room->store, BULLETIN_LOST, errnotice_span_of(host),
				 errnotice_span_of(i <= 500 ? "no_slot" : "damaged"), (uint64_t)i, NOW,
				 &room->err));
	}
	room_commit(room);
	struct bulletin_list list = take_at(room, NOW + BULLETIN_GATHER_S);
	assert_int_equal(list.listed, BULLETIN_LINES);
	assert_int_equal(list.rows, 1000);
	assert_int_equal(list.subjects, 500);
	assert_int_equal(list.count, 500500);
	assert_int_equal(list.items[0].count, 1000);
	assert_int_equal(list.items[BULLETIN_LINES - 1].count, 1000 - BULLETIN_LINES + 1);
}

static void what_was_told_long_ago_takes_no_room(void **state)
{
	struct room *room = *state;
	int64_t told = NOW + BULLETIN_GATHER_S;
	lose(room, "web1", "no_slot", 3, NOW);
	take_at(room, told);
	lose(room, "web2", "no_slot", 3, told + 1);
	take_at(room, told + BULLETIN_APART_S);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_bulletin"), 2);
	lose(room, "web3", "no_slot", 3, told + BULLETIN_REPEAT_S - BULLETIN_GATHER_S);
	take_at(room, told + BULLETIN_REPEAT_S);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_bulletin"), 2);
	assert_int_equal(
		room_number(room, "SELECT COUNT(*) FROM errnotice_bulletin WHERE subject = 'web1'"), 0);
}

static void a_clock_that_was_ahead_silences_nothing(void **state)
{
	struct room *room = *state;
	lose(room, "web1", "no_slot", 3, NOW + 10000000);
	assert_int_equal(take_at(room, NOW + 10000000 + BULLETIN_GATHER_S).count, 3);
	lose(room, "web1", "no_slot", 3, NOW);
	lose(room, "web2", "no_slot", 3, NOW);
	assert_int_equal(next(room), NOW + BULLETIN_REPEAT_S);
	assert_int_equal(take_at(room, NOW + BULLETIN_REPEAT_S).count, 6);
}

/* --- into the outbox --- */

struct desk {
	struct room *room;
	struct conf *conf;
	struct lane lane;
	struct choice choice;
};

static struct desk *open_desk(struct room *room, const char *text)
{
	struct desk *desk = calloc(1, sizeof(*desk));
	char path[128];
	room_write(room, "consumer.conf", text, path);
	desk->room = room;
	desk->conf = conf_read(path, stderr);
	assert_non_null(desk->conf);
	OK(room, lane_init(&desk->lane, &desk->conf->robots[0], &room->err));
	return desk;
}

static void close_desk(struct desk *desk)
{
	lane_clear(&desk->lane);
	conf_free(desk->conf);
	free(desk);
}

/* The next body that this robot is to be sent; NULL: nothing. */
static char *take_body(struct desk *desk)
{
	char *body;
	struct take with = {desk->room->store, desk->conf, &desk->choice, "me", errnotice_clock_unix_ms};
	OK(desk->room, take(&with, &desk->lane, &body, &desk->room->err));
	room_check_law(desk->room);
	return body;
}

#define TWO                                                                 \
	"[robot a]\nwebhook = https://h/a\ntimezone = UTC\nlanguage = en\n" \
	"[robot b]\nwebhook = https://h/b\n[route r]\nrobot = b\n[hosts]\n"

static int64_t slow_ms; /* how long a commit takes, by the clock below */

static int64_t slow_clock(void)
{
	static int64_t now_ms = (int64_t)NOW * 1000;
	return now_ms += slow_ms;
}

static void a_store_that_is_slow_leaves_the_turn_its_time(void **state)
{
	struct room *room = *state;
	struct desk *desk = open_desk(room, TWO "robot = a\n");
	struct take with = {room->store, desk->conf, &desk->choice, "me", slow_clock};

	for (int i = 0; i < 2; i++) {
		char host[16], *body;
		snprintf(host, sizeof(host), "web%d", i);
		room_run(room, "DELETE FROM errnotice_bulletin; UPDATE errnotice_robot SET lease_ms = 0");
		lose(room, host, "no_slot", 42, NOW - 100);
		slow_ms = 3000;
		OK(room, take(&with, &desk->lane, &body, &room->err));
		assert_non_null(body);
		free(body);
		slow_ms = 0;
		assert_int_equal(desk->lane.took_ms, 3000);
		/* the first time it was not known */
		assert_int_equal(desk->lane.post_ms > slow_clock(), i);
		assert_int_equal(room_number(room, "SELECT lease_ms FROM errnotice_robot"),
			desk->lane.post_ms + desk->lane.robot->timeout_ms);
	}
	close_desk(desk);
}

static void the_message_is_kept_before_it_is_sent_and_tells_no_event(void **state)
{
	struct room *room = *state;
	struct desk *desk = open_desk(room, TWO "robot = a\n");
	struct notice_sending sending;
	lose(room, "web7", "no_slot", 42, NOW);
	char *body = take_body(desk);
	assert_non_null(strstr(body, "[errnotice] web7 \u00b7 errors lost: 42"));
	assert_int_equal(
		room_number(room, "SELECT events + counted FROM errnotice_notice WHERE about = 'lost'"
				  " AND state = 'sending' AND robot = 'a' AND attempts = 1"),
		0);
	assert_true(next(room) == INT64_MAX);

	room_die(room); /* after the commit, before anything was sent: the very same message */
	OK(room, notices_sending(room->store, "a", "a", INT64_MAX, &sending, &room->err));
	assert_string_equal(sending.body, body);
	room_begin(room);
	OK(room, notices_told(room->store, sending.id, NOW, &room->err));
	room_commit(room);
	notice_sending_clear(&sending);
	free(body);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_counter"), 0);
	close_desk(desk);
}

static void killed_before_the_message_is_kept_nothing_is_forgotten(void **state)
{
	struct room *room = *state;
	struct bulletin_list list;
	lose(room, "web7", "no_slot", 42, NOW);
	room_begin(room);
	OK(room, bulletins_take(room->store, BULLETIN_LOST, NOW + BULLETIN_GATHER_S, &list, &room->err));
	assert_int_equal(list.count, 42);
	room_die(room);
	assert_int_equal(take_at(room, NOW + BULLETIN_GATHER_S).count, 42);
}

static void only_the_robot_of_hosts_tells_it(void **state)
{
	struct room *room = *state;
	struct desk *desk = open_desk(room, TWO "robot = b\n");
	lose(room, "web7", "no_slot", 42, NOW);
	assert_null(take_body(desk));
	assert_int_equal(next(room), NOW + BULLETIN_GATHER_S);
	close_desk(desk);
	desk = open_desk(room, TWO "robot = none\n");
	assert_null(take_body(desk));
	lose(room, "web7", "no_slot", 1, NOW);
	close_desk(desk);
	desk = open_desk(room, TWO "robot = a\n"); /* what nobody was told of went on adding up */
	char *body = take_body(desk);
	assert_non_null(strstr(body, "errors lost: 43"));
	free(body);
	close_desk(desk);
}

static void add_issue(struct room *room, const char *fp)
{
	const struct conf_route route = {.name = (char *)"r", .repeat_s = 600, .back_after_s = 86400};
	struct notices_more more = {.fp = fp, .route = &route, .robot = "a", .events = 1, .counted = 1};

	room_begin(room);
	OK(room, store_count(room->store, "ingested", "", 1, &room->err));
	OK(room, notices_add(room->store, &more, NOW, &room->err));
	room_commit(room);
}

/* As when the message under way is answered with a failure, and is tried again much later. */
static void give_back(struct room *room)
{
	room_run(room, "UPDATE errnotice_robot SET lease_ms = 0");
	room_run(room, "UPDATE errnotice_notice SET next_at = 4102444800 WHERE state = 'sending'");
}

static void it_takes_part_in_the_budget_and_not_in_the_reserve(void **state)
{
	struct room *room = *state;
	struct desk *desk = open_desk(room, "[robot a]\nwebhook = https://h/a\nrate = 2/60s\nreserve = 1\n");
	lose(room, "web7", "no_slot", 42, NOW);
	add_issue(room, "aaaaaaaaaaaaaaaa");
	char *first = take_body(desk);
	assert_non_null(strstr(first, "[errnotice] web7"));
	give_back(room);
	room_run(room, "UPDATE errnotice_sent SET at_ms = at_ms - 40000");
	lose(room, "web8", "no_slot", 1,
		NOW); /* due, and only the reserve is left: that is for the new issue */
	char *second = take_body(desk);
	assert_non_null(second);
	assert_null(strstr(second, "[errnotice]"));
	give_back(room);
	assert_null(take_body(desk));
	assert_int_equal(desk->choice.kind, CHOICE_WAIT);
	assert_true(desk->choice.budget);
	room_run(room, "UPDATE errnotice_sent SET at_ms = at_ms - 90000");
	char *third = take_body(desk);
	assert_non_null(third);
	assert_non_null(strstr(third, "[errnotice] web8"));
	free(first);
	free(second);
	free(third);
	close_desk(desk);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_first_heard_of_gathers_a_moment),
		TEST(the_same_is_told_again_after_the_repeat_with_all_since),
		TEST(others_share_the_next_message),
		TEST(many_are_listed_by_their_counts_and_add_up),
		TEST(what_was_told_long_ago_takes_no_room),
		TEST(a_clock_that_was_ahead_silences_nothing),
		TEST(a_store_that_is_slow_leaves_the_turn_its_time),
		TEST(the_message_is_kept_before_it_is_sent_and_tells_no_event),
		TEST(killed_before_the_message_is_kept_nothing_is_forgotten),
		TEST(only_the_robot_of_hosts_tells_it),
		TEST(it_takes_part_in_the_budget_and_not_in_the_reserve),
	};
	return ROOM_TESTS("bulletins", tests);
}
