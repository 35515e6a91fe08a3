/* The outbox: the law at every commit, and what a process that died leaves behind. */
#include "room.h"
#include "consumer/store/issues.h"
#include "consumer/store/notices.h"
#include "consumer/store/pending.h"

enum { NOW = 1700000000, MINUTE = 60, REPEAT = 600, DAY = 86400 };

/* Two books: the counters, and what the notices hold. */
static void check_law(struct room *room)
{
	struct pending by;

	room_check_law(room);
	OK(room, pending_read(room->store, NOW, &by, &room->err));
	assert_int_equal(by.budget + by.repeat + by.threshold + by.quiet + by.sending + by.failed,
		room_number(room, COUNTER("pending")));
	assert_int_equal(
		room_number(
			room, "SELECT COALESCE(SUM(counted), 0) FROM errnotice_notice WHERE state = 'told'"),
		room_number(room, COUNTER("told")));
	assert_int_equal(room_number(room,
				 "SELECT COUNT(*) FROM errnotice_notice n WHERE events <> (SELECT SUM(events)"
				 " FROM errnotice_notice_item WHERE notice = n.id)"),
		0);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice_item WHERE notice NOT IN"
					   " (SELECT id FROM errnotice_notice)"),
		0);
}

static struct conf_route orders = {
	.name = (char *)"orders", .repeat_s = REPEAT, .back_after_s = DAY, .threshold = {1, MINUTE}};

static void happen(
	struct room *room, const char *fp, const char *robot, bool primary, uint64_t events, int64_t now)
{
	struct notices_more more = {.fp = fp,
		.route = &orders,
		.robot = robot,
		.events = events,
		.counted = primary ? events : 0};

	room_begin(room);
	if (primary) {
		OK(room, store_count(room->store, "ingested", "", (int64_t)events, &room->err));
	}
	OK(room, notices_add(room->store, &more, now, &room->err));
	room_commit(room);
	check_law(room);
}

static size_t find_due(
	struct room *room, const char *robot, int64_t now, struct notice_due *dues, size_t most)
{
	size_t count;
	OK(room, notices_due(room->store, robot, now, dues, most, &count, &room->err));
	return count;
}

static int64_t freeze(struct room *room, const char *robot, int64_t now)
{
	struct notice_due dues[64];
	size_t count = find_due(room, robot, now, dues, 64);
	int64_t id;
	assert_true(count > 0);
	room_begin(room);
	OK(room, notices_freeze(room->store, robot, dues, count, "{\"body\":1}", "uuid1", now, now + 7, &id,
			 &room->err));
	room_commit(room);
	check_law(room);
	return id;
}

static void tell(struct room *room, int64_t id, int64_t now)
{
	room_begin(room);
	OK(room, notices_told(room->store, id, now, &room->err));
	room_commit(room);
	check_law(room);
}

static void further_events_join_the_due_notice(void **state)
{
	struct room *room = *state;
	struct notice_due dues[4];

	happen(room, "a", "ops", true, 1, NOW);
	happen(room, "a", "ops", true, 36, NOW + 1);
	assert_int_equal(find_due(room, "ops", NOW + 1, dues, 4), 1);
	assert_int_equal(dues[0].events, 37);
	assert_int_equal(dues[0].state, ISSUE_NEW);
	assert_string_equal(dues[0].fp, "a");
	assert_string_equal(dues[0].route, "orders");
	tell(room, freeze(room, "ops", NOW + 1), NOW + 2);
	assert_int_equal(room_number(room, COUNTER("told")), 37);
}

static void an_issue_is_told_once_in_repeat_with_all_since(void **state)
{
	struct room *room = *state;
	struct notice_due dues[4];
	int64_t next;

	happen(room, "a", "ops", true, 1, NOW);
	int64_t id = freeze(room, "ops", NOW);
	happen(room, "a", "ops", true, 2, NOW + 1); /* while it is sent */
	tell(room, id, NOW + 2);
	happen(room, "a", "ops", true, 3, NOW + 3);
	assert_int_equal(find_due(room, "ops", NOW + REPEAT - 1, dues, 4), 0);
	OK(room, notices_next(room->store, "ops", "ops", &next, &room->err));
	assert_int_equal(next, NOW + REPEAT);
	assert_int_equal(find_due(room, "ops", NOW + REPEAT, dues, 4), 1);
	assert_int_equal(dues[0].events, 5);
	assert_int_equal(dues[0].state, ISSUE_OPEN);
	tell(room, freeze(room, "ops", NOW + REPEAT), NOW + REPEAT);
	happen(room, "a", "ops", true, 1, NOW + 5 * REPEAT); /* long after: at once */
	assert_int_equal(find_due(room, "ops", NOW + 5 * REPEAT, dues, 4), 1);
}

static void a_digest_tells_the_sum_and_copies_tell_nothing(void **state)
{
	struct room *room = *state;

	happen(room, "a", "ops", true, 5, NOW);
	happen(room, "b", "ops", true, 7, NOW);
	happen(room, "c", "ops", false, 100, NOW);
	happen(room, "a", "boss", false, 5, NOW);
	int64_t id = freeze(room, "ops", NOW);
	assert_int_equal(
		room_number(room, "SELECT events FROM errnotice_notice WHERE state = 'sending'"), 112);
	assert_int_equal(
		room_number(room, "SELECT counted FROM errnotice_notice WHERE state = 'sending'"), 12);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice WHERE robot = 'ops'"), 1);
	tell(room, id, NOW);
	assert_int_equal(room_number(room, COUNTER("told")), 12);
	tell(room, freeze(room, "boss", NOW), NOW);
	assert_int_equal(room_number(room, COUNTER("told")), 12);
}

static void a_robot_that_becomes_primary_counts_from_then_on(void **state)
{
	struct room *room = *state;

	happen(room, "a", "ops", false, 5, NOW);
	happen(room, "a", "ops", true, 7, NOW);
	tell(room, freeze(room, "ops", NOW), NOW);
	assert_int_equal(room_number(room, COUNTER("told")), 7);
}

static void a_refused_notice_stays_pending_with_its_reason(void **state)
{
	struct room *room = *state;
	struct pending by;
	struct notice_sending sending;

	happen(room, "a", "ops", true, 5, NOW);
	int64_t id = freeze(room, "ops", NOW);
	room_begin(room);
	OK(room, notices_fail(room->store, id, &(struct notice_end){1, false, 460101, "too long"}, NOW,
			 &room->err));
	room_commit(room);
	check_law(room);
	OK(room, pending_read(room->store, NOW, &by, &room->err));
	assert_int_equal(by.failed, 5);
	OK(room, notices_sending(room->store, "ops", "ops", NOW + 10000, &sending, &room->err));
	assert_int_equal(sending.id, 0);
	happen(room, "a", "ops", true, 1, NOW + 1); /* a new notice, not the dead one */
	assert_int_equal(
		room_number(room, "SELECT errcode FROM errnotice_notice WHERE state = 'failed'"), 460101);
}

static void an_answer_counts_once(void **state)
{
	struct room *room = *state;

	happen(room, "a", "ops", true, 5, NOW);
	int64_t id = freeze(room, "ops", NOW);
	tell(room, id, NOW);
	tell(room, id, NOW); /* the commit's answer was lost, and it is recorded again */
	assert_int_equal(room_number(room, COUNTER("told")), 5);
}

/* Killed before the freeze is committed: nothing happened. */
static void killed_before_the_freeze(void **state)
{
	struct room *room = *state;
	struct notice_due dues[4];
	int64_t id;

	happen(room, "a", "ops", true, 5, NOW);
	assert_int_equal(find_due(room, "ops", NOW, dues, 4), 1);
	room_begin(room);
	OK(room, notices_freeze(room->store, "ops", dues, 1, "{}", "u", NOW, NOW + 7, &id, &room->err));
	room_die(room);
	check_law(room);
	assert_int_equal(find_due(room, "ops", NOW, dues, 4), 1);
}

/* Killed between the freeze and the recorded answer: the very same message again, when nobody can be sending it. */
static void killed_before_the_answer_is_recorded(void **state)
{
	struct room *room = *state;
	struct notice_sending sending;

	happen(room, "a", "ops", true, 5, NOW);
	happen(room, "b", "ops", true, 2, NOW);
	int64_t id = freeze(room, "ops", NOW);
	room_begin(room);
	OK(room, notices_told(room->store, id, NOW, &room->err));
	room_die(room);
	check_law(room);
	happen(room, "a", "ops", true, 9, NOW + 1);

	OK(room, notices_sending(room->store, "ops", "ops", NOW + 6, &sending, &room->err));
	assert_int_equal(sending.id, 0);
	OK(room, notices_sending(room->store, "ops", "ops", NOW + 7, &sending, &room->err));
	assert_int_equal(sending.id, id);
	assert_string_equal(sending.body, "{\"body\":1}");
	assert_int_equal(sending.attempts, 1);
	notice_sending_clear(&sending);
	room_begin(room);
	OK(room, notices_attempt(room->store, id, "ops", NOW + 20, &room->err));
	room_commit(room);
	tell(room, id, NOW + 8);
	assert_int_equal(room_number(room, COUNTER("told")), 7);
	assert_int_equal(room_number(room, COUNTER("pending")), 9);
	assert_int_equal(
		room_number(room,
			"SELECT COUNT(*) FROM errnotice_notice WHERE msg_uuid = 'uuid1' AND attempts = 2"),
		1);
}

static void what_was_tried_least_goes_first(void **state)
{
	struct room *room = *state;
	struct notice_sending sending;

	happen(room, "a", "ops", true, 1, NOW);
	int64_t stubborn = freeze(room, "ops", NOW);
	happen(room, "b", "ops", true, 1, NOW);
	int64_t other = freeze(room, "ops", NOW);
	room_begin(room);
	OK(room, notices_attempt(room->store, stubborn, "ops", NOW, &room->err));
	OK(room, notices_retry(
			 room->store, other, &(struct notice_end){1, true, -1, "busy"}, NOW, &room->err));
	room_commit(room);
	OK(room, notices_sending(room->store, "ops", "ops", NOW, &sending, &room->err));
	assert_int_equal(sending.id, other);
	notice_sending_clear(&sending);
	check_law(room);
}

static void end(struct room *room, int64_t id, int attempts, bool unsure)
{
	room_begin(room);
	OK(room, notices_retry(room->store, id, &(struct notice_end){attempts, unsure, -1, "busy"}, NOW,
			 &room->err));
	room_commit(room);
}

static int64_t sayable(struct room *room, const char *robot, const char *via)
{
	struct notice_sending sending;
	int64_t next, id;
	OK(room, notices_sending(room->store, robot, via, NOW + 100, &sending, &room->err));
	OK(room, notices_next(room->store, robot, via, &next, &room->err));
	id = sending.id;
	assert_int_equal(id == 0, next == INT64_MAX);
	notice_sending_clear(&sending);
	return id;
}

/* Where it may stand already it is asked for again, and nowhere else: two groups would be told the same events. */
static void another_robot_may_say_only_what_nobody_heard(void **state)
{
	struct room *room = *state;

	happen(room, "a", "ops", true, 5, NOW);
	int64_t id = freeze(room, "ops", NOW);
	assert_int_equal(sayable(room, "ops", "boss"), 0); /* on its way, or whoever sent it died */
	end(room, id, 1, true);
	assert_int_equal(sayable(room, "ops", "boss"), 0);
	assert_int_equal(sayable(room, "ops", "ops"), id);
	end(room, id, 1, false);
	assert_int_equal(sayable(room, "ops", "boss"), id);

	room_begin(room);
	OK(room, notices_attempt(room->store, id, "boss", NOW, &room->err));
	room_commit(room);
	assert_int_equal(sayable(room, "ops", "ops"), 0);
	assert_int_equal(sayable(room, "boss", "boss"), id);
	tell(room, id, NOW);
	assert_int_equal(room_number(room, COUNTER("told")), 5);
}

static void a_digest_of_two_robots_keeps_what_was_told_where(void **state)
{
	struct room *room = *state;
	struct notice_due dues[4];
	size_t own, others;
	int64_t id;

	happen(room, "a", "ops", true, 5, NOW);
	happen(room, "b", "boss", true, 2, NOW);
	OK(room, notices_due(room->store, "boss", NOW, dues, 4, &own, &room->err));
	OK(room, notices_due(room->store, "ops", NOW, dues + own, 4 - own, &others, &room->err));
	assert_int_equal(own + others, 2);
	room_begin(room);
	OK(room, notices_freeze(room->store, "boss", dues, 2, "{}", "u", NOW, NOW + 7, &id, &room->err));
	room_commit(room);
	check_law(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_told WHERE at = 1700000000"
					   " AND due IS NULL AND (fp = 'a') = (robot = 'ops')"),
		2);
	assert_int_equal(sayable(room, "boss", "boss"), id);
	tell(room, id, NOW);
	assert_int_equal(room_number(room, COUNTER("told")), 7);
}

static void an_answer_that_was_overtaken_changes_nothing_unless_it_was_accepted(void **state)
{
	struct room *room = *state;

	happen(room, "a", "ops", true, 5, NOW);
	int64_t id = freeze(room, "ops", NOW);
	room_begin(room);
	OK(room, notices_attempt(room->store, id, "ops", NOW + 20, &room->err));
	OK(room, notices_fail(
			 room->store, id, &(struct notice_end){1, false, 460101, "late"}, NOW, &room->err));
	room_commit(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice WHERE state = 'sending'"
					   " AND unsure = 1 AND errcode IS NULL"),
		1);
	room_begin(room);
	OK(room, notices_fail(
			 room->store, id, &(struct notice_end){2, true, 999, "given up"}, NOW, &room->err));
	room_commit(room);
	tell(room, id, NOW); /* the first one had been accepted */
	assert_int_equal(room_number(room, COUNTER("told")), 5);
}

static void the_store_tells_what_it_knows_of_an_issue(void **state)
{
	struct room *room = *state;
	struct issue issue = {0};
	static const char rows[] =
		"INSERT INTO errnotice_issue (fp, app, env, class, code, site, message, first_release, "
		"last_release, first_seen,"
		" last_seen, total, state) VALUES ('a', 'shop', 'pro', 'C', '7', 's', 'm', 'r', 'r', 1, 2, "
		"3, 'new');"
		"INSERT INTO errnotice_event (id, fp, time_ms, host, sapi, kind, path, app_release, message, "
		"file, line, count,"
		" detail) VALUES ('e1', 'a', 1, 'h', 'cli', 'exception', 'fatal', 'r', 'm', 'f', '9', 1, "
		"'{\"pid\":1}'),"
		" ('e2', 'a', 2, 'h', 'cli', 'exception', 'fatal', 'r', 'm', 'f', '9', 1, '{}');"
		"INSERT INTO errnotice_minute (minute, fp, app, env, class, code, count) VALUES"
		" (1699999980, 'a', 'shop', 'pro', 'C', '7', 5), (1699996300, 'a', 'shop', 'pro', 'C', '7', "
		"2),"
		" (1699990000, 'a', 'shop', 'pro', 'C', '7', 99);";

	room_run(room, rows);
	OK(room, issues_load(room->store, "a", NOW, &issue, &room->err));
	assert_string_equal(issue.app, "shop");
	assert_string_equal(issue.event_id, "e1"); /* the newest with a detail */
	assert_int_equal(issue.first_seen, 1);
	assert_int_equal(issue.last_seen, 2);
	assert_int_equal(issue.total, 3);
	assert_int_equal(issue.hour, 5);
	assert_int_equal(issue.hour_before, 2);
	issue_clear(&issue);
	OK(room, issues_load(room->store, "nobody", NOW, &issue, &room->err));
	assert_string_equal(issue.message, "");
	issue_clear(&issue);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)
	const struct CMUnitTest tests[] = {
		TEST(further_events_join_the_due_notice),
		TEST(an_issue_is_told_once_in_repeat_with_all_since),
		TEST(a_digest_tells_the_sum_and_copies_tell_nothing),
		TEST(a_robot_that_becomes_primary_counts_from_then_on),
		TEST(a_refused_notice_stays_pending_with_its_reason),
		TEST(an_answer_counts_once),
		TEST(killed_before_the_freeze),
		TEST(killed_before_the_answer_is_recorded),
		TEST(what_was_tried_least_goes_first),
		TEST(another_robot_may_say_only_what_nobody_heard),
		TEST(a_digest_of_two_robots_keeps_what_was_told_where),
		TEST(an_answer_that_was_overtaken_changes_nothing_unless_it_was_accepted),
		TEST(the_store_tells_what_it_knows_of_an_issue),
	};
	return ROOM_TESTS("notices", tests);
}
