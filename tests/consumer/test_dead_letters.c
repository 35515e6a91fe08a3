/* What does not get through: looked at, sent again, or given up; the law holds all the time. */
#include "room.h"
#include "consumer/store/dead_letters.h"
#include "consumer/store/notice_list.h"
#include "consumer/store/notices.h"

enum { NOW = 1700000000 };

static const int64_t MS = 1000;

static void happen(struct room *room, const char *fp, uint64_t events)
{
	static const struct conf_route orders = {
		.name = (char *)"orders", .repeat_s = 600, .back_after_s = 86400, .threshold = {1, 60}};
	struct notices_more more = {
		.fp = fp, .route = &orders, .robot = "ops", .events = events, .counted = events};

	room_begin(room);
	OK(room, store_count(room->store, "ingested", "", (int64_t)events, &room->err));
	OK(room, notices_add(room->store, &more, NOW, &room->err));
	room_commit(room);
}

/* One issue of five events was told without success, in two wordings. */
static int64_t refuse(struct room *room)
{
	struct notice_end end = {1, false, 430104, "not wanted"};
	struct notice_due due;
	size_t count;
	int64_t id;

	happen(room, "a", 5);
	room_begin(room);
	OK(room, notices_due(room->store, "ops", NOW, &due, 1, &count, &room->err));
	OK(room, notices_freeze(room->store, "ops", &due, 1, "{\"body\":1}", "uuid1", NOW, NOW + 7, &id,
			 &room->err));
	OK(room, notices_reword(room->store, id, &end, "{\"less\":1}", 3, NOW, &room->err));
	OK(room, notices_attempt(room->store, id, "ops", NOW + 7, &room->err));
	end.attempts = 2;
	OK(room, notices_fail(room->store, id, &end, NOW, &room->err));
	room_commit(room);
	return id;
}

static void a_replay_is_the_first_message_under_the_same_uuid(void **state)
{
	struct room *room = *state;
	struct notice_sending sending;
	int64_t id = refuse(room);
	struct dead_letter letter;

	OK(room, dead_letters_replay(room->store, id, (NOW + 100) * MS, &letter, &room->err));
	assert_int_equal(letter.end, DEAD_LETTER_DONE);
	assert_false(letter.unsure);
	room_check_law(room);
	OK(room, notices_sending(room->store, "ops", "ops", NOW + 100, &sending, &room->err));
	assert_int_equal(sending.id, id);
	assert_string_equal(sending.body, "{\"body\":1}");
	assert_int_equal(sending.attempts, 0);
	assert_false(sending.unsure);
	notice_sending_clear(&sending);
	room_check_text(room, "SELECT msg_uuid FROM errnotice_notice", "uuid1");

	room_begin(room);
	OK(room, notices_told(room->store, id, NOW + 101, &room->err));
	room_commit(room);
	assert_int_equal(room_number(room, COUNTER("told")), 5);
	OK(room, dead_letters_replay(room->store, id, (NOW + 102) * MS, &letter, &room->err));
	assert_int_equal(letter.end, DEAD_LETTER_NONE); /* what was accepted is never sent again */
}

static void check_dropped(struct room *room, int64_t id, uint64_t events)
{
	struct dead_letter letter;

	OK(room, dead_letters_drop(room->store, id, NOW * MS, &letter, &room->err));
	assert_int_equal(letter.end, DEAD_LETTER_DONE);
	assert_int_equal(letter.events, events);
	room_check_law(room);
	assert_int_equal(
		room_number(room,
			"SELECT value FROM errnotice_counter WHERE name = 'muted' AND reason = 'dropped'"),
		(int64_t)events);
	assert_int_equal(room_number(room, COUNTER("pending")), 0);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice_item"), 0);
	OK(room, dead_letters_drop(room->store, id, NOW * MS, &letter, &room->err));
	assert_int_equal(letter.end, DEAD_LETTER_NONE);
	room_check_law(room);
}

static void what_is_given_up_is_muted_once(void **state)
{
	check_dropped(*state, refuse(*state), 5);
}

static void what_is_not_made_yet_can_be_given_up_and_comes_again(void **state)
{
	struct room *room = *state;
	struct dead_letter letter;

	happen(room, "a", 5);
	int64_t id = room_number(room, "SELECT id FROM errnotice_notice");
	OK(room, dead_letters_replay(room->store, id, NOW * MS, &letter, &room->err));
	assert_int_equal(letter.end, DEAD_LETTER_UNMADE);
	check_dropped(room, id, 5);
	happen(room, "a", 2); /* and nothing points at what is gone */
	assert_int_equal(room_number(room, "SELECT events FROM errnotice_notice"), 2);
	room_check_text(room, "SELECT state FROM errnotice_notice_item", "new");
}

/* Its robot broke after an attempt whose answer was lost. */
static int64_t leave_unsure(struct room *room)
{
	int64_t id = refuse(room);

	room_run(room, "UPDATE errnotice_notice SET state = 'sending', unsure = 1");
	room_run(room,
		"INSERT INTO errnotice_robot (token_hash, name) VALUES ('key', 'ops'), ('other', 'dev')");
	return id;
}

static void what_may_stand_in_the_group_is_said_by_the_fallback_when_a_person_wants_it(void **state)
{
	struct room *room = *state;
	int64_t id = leave_unsure(room);
	struct notice_sending sending;
	struct dead_letter letter;

	OK(room, notices_sending(room->store, "ops", "dev", NOW + 100, &sending, &room->err));
	assert_int_equal(sending.id, 0);
	OK(room, dead_letters_replay(room->store, id, NOW * MS, &letter, &room->err));
	assert_int_equal(letter.end, DEAD_LETTER_DONE);
	assert_true(letter.unsure);
	OK(room, notices_sending(room->store, "ops", "dev", NOW + 100, &sending, &room->err));
	assert_int_equal(sending.id, id);
	assert_string_equal(sending.body, "{\"body\":1}");
	notice_sending_clear(&sending);
}

static void what_may_be_under_way_is_left_until_its_turn_is_over(void **state)
{
	struct room *room = *state;
	int64_t id = leave_unsure(room);
	struct dead_letter letter;

	room_run(room, "UPDATE errnotice_robot SET lease_ms = 1700000007000 WHERE name = 'ops'");
	OK(room, dead_letters_drop(room->store, id, NOW * MS, &letter, &room->err));
	assert_int_equal(letter.end, DEAD_LETTER_UNDER_WAY);
	OK(room, dead_letters_replay(room->store, id, NOW * MS, &letter, &room->err));
	assert_int_equal(letter.end, DEAD_LETTER_UNDER_WAY);
	assert_int_equal(room_number(room, COUNTER("pending")), 5);
	room_run(room, "UPDATE errnotice_robot SET lease_ms = 1700000000000 WHERE name = 'ops'");
	check_dropped(room, id, 5);
}

static void count_row(const struct notice_row *notice, void *context)
{
	++*(int *)context;
	assert_string_equal(notice->robot, "ops");
}

static void check_refused(const struct notice_row *notice, void *context)
{
	count_row(notice, context);
	assert_string_equal(notice->state, "failed");
	assert_string_equal(notice->error, "not wanted");
	assert_string_equal(notice->original, "{\"body\":1}");
	assert_int_equal(notice->errcode, 430104);
	assert_int_equal(notice->events, 5);
	assert_int_equal(notice->issues, 1);
	assert_int_equal(notice->told_at, 0);
}

static void the_list_has_what_waits_or_what_failed(void **state)
{
	struct room *room = *state;
	int64_t id = refuse(room);
	int all = 0, failed = 0, one = 0;
	bool found;

	happen(room, "b", 1);
	OK(room, notice_list_each(room->store, false, count_row, &all, &room->err));
	OK(room, notice_list_each(room->store, true, check_refused, &failed, &room->err));
	OK(room, notice_list_one(room->store, id, check_refused, &one, &found, &room->err));
	assert_int_equal(all, 2);
	assert_int_equal(failed, 1);
	assert_int_equal(one, 1);
	assert_true(found);
	OK(room, notice_list_one(room->store, id + 99, check_refused, &one, &found, &room->err));
	assert_false(found);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_replay_is_the_first_message_under_the_same_uuid),
		TEST(what_is_given_up_is_muted_once),
		TEST(what_is_not_made_yet_can_be_given_up_and_comes_again),
		TEST(what_may_stand_in_the_group_is_said_by_the_fallback_when_a_person_wants_it),
		TEST(what_may_be_under_way_is_left_until_its_turn_is_over),
		TEST(the_list_has_what_waits_or_what_failed),
	};
	return ROOM_TESTS("dead letters", tests);
}
