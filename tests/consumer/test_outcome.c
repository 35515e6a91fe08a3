/* What is kept of an answer, and what becomes of the message. */
#include "room.h"
#include "consumer/deliver/outcome.h"

/* Three bytes a character, and so one of three lengths before them has the cut fall between two. */
static void a_long_answer_is_cut_at_a_character(void **state)
{
	static const char *const problems[] = {"a", "ab", "abc"};
	struct room *room = *state;
	struct conf_robot robot = {.name = "ops"};

	room_run(room,
		"INSERT INTO errnotice_robot (token_hash, name, sender) VALUES ('key', 'ops', 'me');"
		"INSERT INTO errnotice_notice (robot, route, state, events, counted, created_at, next_at)"
		" VALUES ('ops', 'orders', 'sending', 1, 1, 1, 1)");
	for (size_t i = 0; i < 3; i++) {
		struct lane lane = {.robot = &robot,
			.key = "key",
			.notice = 1,
			.ended_ms = 1764000000000,
			.answer = {.class = ANSWER_BROKEN, .errcode = 300001, .problem = problems[i]}};
		while (strlen(lane.answer.said) + 3 < sizeof(lane.answer.said)) {
			strcat(lane.answer.said, "\u9519");
		}
		enum outcome outcome = outcome_judge(&lane, 0);
		OK(room, outcome_record(room->store, &lane, "me", &outcome, 0, &room->err));
		int64_t len = room_number(room, "SELECT length(hex(reason)) FROM errnotice_robot") / 2;
		assert_in_range(len, ROBOTS_REASON - 3, ROBOTS_REASON - 1);
		assert_int_equal(
			(len - (int64_t)strlen(problems[i]) - (int64_t)strlen(" (errcode 300001, ")) % 3, 0);
	}
}

static const char with_links[] =
	"{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"shop\",\"text\":\"### shop \u00d75"
	"[details](https://logs.example.com/"
	")\"},\"at\":{\"atMobiles\":[],\"atUserIds\":[],\"isAtAll\":false},"
	"\"msgUuid\":\"uuid1\"}";

static void put_message(struct room *room)
{
	char sql[1024];

	snprintf(sql, sizeof(sql),
		"INSERT INTO errnotice_notice (robot, route, state, events, counted, created_at, next_at, "
		"body,"
		" msg_uuid, attempts, unsure, via) VALUES ('ops', 'orders', 'sending', 5, 5, 1, 1, '%s', "
		"'uuid1',"
		" 1, 1, 'ops')",
		with_links);
	room_run(room, sql);
	room_run(room, "INSERT INTO errnotice_notice_item (notice, fp, route, events, counted, fresh)"
		       " VALUES (1, 'a', 'orders', 5, 5, 1);"
		       "INSERT INTO errnotice_counter (name, reason, value) VALUES ('ingested', '', 5), "
		       "('pending', '', 5)");
}

/* One more attempt was answered so. */
static enum outcome answer_with(struct room *room, const char *body)
{
	struct conf_robot robot = {.name = "ops", .keyword = "", .language = CONF_EN};
	struct lane lane = {.robot = &robot, .key = "key", .notice = 1, .ended_ms = 1764000000000};

	lane.attempts = (int)room_number(room, "SELECT attempts FROM errnotice_notice");
	lane.unsure = false;
	answer_read(&lane.answer, 200, body, strlen(body));
	enum outcome outcome = outcome_judge(&lane, 0);
	OK(room, outcome_record(room->store, &lane, "me", &outcome, 0, &room->err));
	room_check_law(room);
	room_run(room, "UPDATE errnotice_notice SET attempts = attempts + 1 WHERE state = 'sending'");
	return outcome;
}

#define MESSAGE(like) \
	"SELECT COUNT(*) FROM errnotice_notice WHERE msg_uuid = 'uuid1' AND body LIKE '" like "'"

static void what_is_refused_is_said_with_less_until_nothing_is_left(void **state)
{
	static const char unsafe[] = "{\"errcode\":430101,\"errmsg\":\"unSafe URL\"}";
	struct room *room = *state;

	put_message(room);
	assert_int_equal(answer_with(room, unsafe), OUTCOME_REWORDED);
	assert_int_equal(room_number(room, MESSAGE("%example.com%")), 0);
	assert_int_equal(room_number(room, MESSAGE("%\"markdown\"%")), 1);
	assert_int_equal(answer_with(room, unsafe), OUTCOME_REWORDED);
	assert_int_equal(room_number(room, MESSAGE("%\"markdown\"%")), 0);
	assert_int_equal(room_number(room, MESSAGE("%shop%")), 1);
	assert_int_equal(answer_with(room, unsafe), OUTCOME_REWORDED);
	assert_int_equal(room_number(room, MESSAGE("%shop%")), 0);
	assert_int_equal(room_number(room, MESSAGE("%×5%")), 1);
	assert_int_equal(answer_with(room, unsafe), OUTCOME_FAILED);
	room_check_text(room, "SELECT original FROM errnotice_notice WHERE state = 'failed'", with_links);
}

static void words_that_are_not_wanted_are_all_taken_away_at_once(void **state)
{
	static const char *const unwanted[] = {"{\"errcode\":430104,\"errmsg\":\"content\"}",
		"{\"errcode\":460101,\"errmsg\":\"description: body 大小不合法;\"}"};
	struct room *room = *state;

	put_message(room);
	assert_int_equal(answer_with(room, unwanted[0]), OUTCOME_REWORDED);
	assert_int_equal(room_number(room, MESSAGE("%shop%")), 0);
	assert_int_equal(answer_with(room, unwanted[1]), OUTCOME_FAILED);
}

/* Eight times the very same, then plainer, then the ids alone: perhaps the message is at fault. */
static void an_answer_that_nobody_knows_is_borne_eight_times(void **state)
{
	static const char strange[] = "{\"errcode\":302033,\"errmsg\":\"?\"}";
	struct room *room = *state;

	put_message(room);
	for (int attempt = 1; attempt < 8; attempt++) {
		assert_int_equal(answer_with(room, strange), OUTCOME_RETRY);
		assert_int_equal(room_number(room, "SELECT unsure FROM errnotice_notice"), 1);
		room_check_text(room, "SELECT body FROM errnotice_notice", with_links);
	}
	assert_int_equal(answer_with(room, strange), OUTCOME_REWORDED);
	assert_int_equal(room_number(room, MESSAGE("%\"markdown\"%")), 0);
	assert_int_equal(answer_with(room, strange), OUTCOME_REWORDED);
	assert_int_equal(answer_with(room, strange), OUTCOME_FAILED);
}

static void a_wall_before_this_host_is_no_fault_of_the_robot(void **state)
{
	struct room *room = *state;

	put_message(room);
	room_run(room, "INSERT INTO errnotice_robot (token_hash, name, sender) VALUES ('key', 'ops', 'me')");
	assert_int_equal(answer_with(room, "{\"status\":1111,\"source\":\"x5\"}"), OUTCOME_RETRY);
	/* another host may say it, and at once */
	assert_int_equal(room_number(room, "SELECT failures + retry_at_ms FROM errnotice_robot"), 0);
	assert_int_equal(room_number(room, "SELECT unsure FROM errnotice_notice"), 0);
	assert_int_equal(room_number(room, "SELECT next_at FROM errnotice_notice"), 1764000000);
}

static void that_this_process_stood_still_is_no_fault_of_the_robot(void **state)
{
	struct room *room = *state;
	struct conf_robot robot = {.name = "ops", .keyword = "", .language = CONF_EN};
	struct lane lane = {.robot = &robot, .key = "key", .notice = 1, .ended_ms = 1764000000000};

	put_message(room);
	room_run(room, "INSERT INTO errnotice_robot (token_hash, name, sender) VALUES ('key', 'ops', 'me')");
	for (lane.attempts = 1; lane.attempts < 9; lane.attempts++) {
		answer_unreached(&lane.answer, ANSWER_FAULT_OTHER, false, "this process stood still");
		lane.answer.ours = true;
		enum outcome outcome = outcome_judge(&lane, 0);
		assert_int_equal(outcome, OUTCOME_RETRY);
		OK(room, outcome_record(room->store, &lane, "me", &outcome, 0, &room->err));
	}
	assert_int_equal(room_number(room, "SELECT failures + retry_at_ms FROM errnotice_robot"), 0);
	assert_int_equal(room_number(room, "SELECT unsure FROM errnotice_notice"), 0);
	room_check_law(room);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_refused_is_said_with_less_until_nothing_is_left),
		TEST(words_that_are_not_wanted_are_all_taken_away_at_once),
		TEST(that_this_process_stood_still_is_no_fault_of_the_robot),
		TEST(an_answer_that_nobody_knows_is_borne_eight_times),
		TEST(a_wall_before_this_host_is_no_fault_of_the_robot),
		TEST(a_long_answer_is_cut_at_a_character),
	};
	return ROOM_TESTS("outcome", tests);
}
