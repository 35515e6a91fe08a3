/* What is kept of an answer. */
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
		OK(room, outcome_record(room->store, &lane, "me", outcome, 0, &room->err));
		int64_t len = room_number(room, "SELECT length(hex(reason)) FROM errnotice_robot") / 2;
		assert_in_range(len, ROBOTS_REASON - 3, ROBOTS_REASON - 1);
		assert_int_equal(
			(len - (int64_t)strlen(problems[i]) - (int64_t)strlen(" (errcode 300001, ")) % 3, 0);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_long_answer_is_cut_at_a_character),
	};
	return ROOM_TESTS("outcome", tests);
}
