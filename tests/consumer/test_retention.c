/* What is old goes, in steps; what is young, and every count, stays. */
#include "room.h"
#include "consumer/store/retention.h"
#include "consumer/store/seen.h"
#include "consumer/store/unheard.h"

enum { DAY = 86400, NOW = 20000 * DAY };

static const struct conf conf = {
	.store = {.keep_ids_s = 7 * DAY, .keep_minutes_s = 90 * DAY, .keep_days_s = 365 * DAY}};

static int walk_by(struct room *room, const struct conf *by)
{
	struct retention retention = {0};
	bool more = true;
	int steps = 0;
	for (; more; steps++) {
		OK(room, retention_step(&retention, room->store, by, NOW, &more, &room->err));
	}
	return steps;
}

static int walk(struct room *room)
{
	return walk_by(room, &conf);
}

static void add_notice(struct room *room, const char *state, const char *told_at, const char *fp)
{
	char sql[512];

	snprintf(sql, sizeof(sql),
		"INSERT INTO errnotice_notice (robot, route, state, events, counted, created_at, next_at, "
		"told_at)"
		" VALUES ('ops', 'orders', '%s', 1, 1, 1, 1, %s);"
		"INSERT INTO errnotice_notice_item SELECT MAX(id), '%s', 'orders', 1, 1, 0, 'open', 0, 0 "
		"FROM "
		"errnotice_notice",
		state, told_at, fp);
	room_run(room, sql);
}

static void told_notices_are_forgotten_and_others_are_not(void **state)
{
	struct room *room = *state;
	static const char *const others[] = {"due", "sending", "failed"};

	add_notice(room, "told", "(20000 - 7) * 86400 - 1", "a");
	for (size_t i = 0; i < 3; i++) {
		add_notice(room, others[i], "NULL", "a");
	}
	add_notice(room, "told", "(20000 - 7) * 86400", "b");
	walk(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice WHERE state = 'told'"), 1);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice"), 4);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice_item"), 4);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice_item WHERE fp = 'b'"), 1);
}

static void told_notices_are_kept_up_to_a_number_the_newest_of_them(void **state)
{
	struct room *room = *state;

	add_notice(room, "failed", "NULL", "a");
	room_run(room,
		"INSERT INTO errnotice_notice (robot, route, state, events, counted, created_at, next_at,"
		" told_at) WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 11199)"
		" SELECT 'ops', 'orders', 'told', 1, 1, 1, 1, 20000 * 86400 FROM n;"
		"INSERT INTO errnotice_notice_item SELECT id, 'b', 'orders', 1, 1, 0, 'open', 0, 0 FROM "
		"errnotice_notice"
		" WHERE state = 'told'");
	walk(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_notice WHERE state = 'told'"),
		RETENTION_NOTICES);
	assert_int_equal(room_number(room, "SELECT MIN(id) FROM errnotice_notice WHERE state = 'told'"),
		1 + 11200 - RETENTION_NOTICES + 1);
	assert_int_equal(
		room_number(room, "SELECT COUNT(*) FROM errnotice_notice_item"), RETENTION_NOTICES + 1);
	assert_int_equal(
		room_number(room, "SELECT COUNT(*) FROM errnotice_notice WHERE state = 'failed'"), 1);
}

static void see_ids(struct room *room, unsigned char kind, int count, int64_t now_s)
{
	room_begin(room);
	for (int i = 0; i < count; i++) {
		/* ids of one time are neighbours; those of another scheme lie anywhere */
		unsigned char id[16] = {kind, (unsigned char)(i >> 8), (unsigned char)i, 7};
		bool fresh;
		struct seen_id one = {id, &fresh};
		OK(room, seen_add(room->store, &one, 1, now_s, &room->err));
		assert_true(fresh);
	}
	room_commit(room);
}

static void ids_go_by_the_day_they_came(void **state)
{
	struct room *room = *state;
	see_ids(room, 1, 1300, NOW - 8 * DAY);
	see_ids(room, 2, 1300, NOW - 7 * DAY);
	see_ids(room, 3, 10, NOW - 9 * DAY);
	see_ids(room, 0xff, 10, NOW - 9 * DAY);
	assert_true(walk(room) > 5); /* none of them large */
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_seen"), 1300);
	assert_int_equal(room_number(room, "SELECT MIN(day) FROM errnotice_seen"), 20000 - 7);
	walk(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_seen"), 1300);
}

static void minutes_become_days_and_no_count_changes(void **state)
{
	struct room *room = *state;
	/* 3000 minutes of two issues around the limit of 90 days, one event each, and one of today */
	room_run(room, "INSERT INTO errnotice_minute"
		       " WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)"
		       " SELECT (20000 - 91) * 86400 + (i - i % 2) * 30,"
		       " CASE i % 2 WHEN 0 THEN 'aaaaaaaaaaaaaaaa' ELSE 'bbbbbbbbbbbbbbbb' END, 'shop', "
		       "'pro', 'C', '1', 1 FROM n");
	room_run(room, "INSERT INTO errnotice_minute VALUES (20000 * 86400, 'aaaaaaaaaaaaaaaa', 'shop', "
		       "'pro', 'C', '1', 5)");
	room_run(room, "INSERT INTO errnotice_day VALUES ((20000 - 91) * 86400, 'aaaaaaaaaaaaaaaa', 'shop', "
		       "'pro', 'C', '1', 7)");
	walk(room);
	assert_int_equal(room_number(room,
				 "SELECT COUNT(*) FROM errnotice_minute WHERE minute < (20000 - 90) * 86400"),
		0);
	assert_int_equal(room_number(room, "SELECT SUM(count) FROM errnotice_minute"), 120 + 5);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_day"), 2);
	assert_int_equal(
		room_number(room, "SELECT count FROM errnotice_day WHERE fp = 'aaaaaaaaaaaaaaaa'"), 1440 + 7);
	assert_int_equal(
		room_number(room, "SELECT count FROM errnotice_day WHERE fp = 'bbbbbbbbbbbbbbbb'"), 1440);
	assert_int_equal(room_number(room, "SELECT SUM(day % 86400) FROM errnotice_day"), 0);
}

static void days_go_after_their_time(void **state)
{
	struct room *room = *state;
	room_run(room, "INSERT INTO errnotice_day VALUES ((20000 - 366) * 86400, 'aaaaaaaaaaaaaaaa', '', '', "
		       "'', '', 1)");
	room_run(room, "INSERT INTO errnotice_day VALUES ((20000 - 365) * 86400, 'aaaaaaaaaaaaaaaa', '', '', "
		       "'', '', 1)");
	walk(room);
	assert_int_equal(room_number(room, "SELECT MIN(day) / 86400 FROM errnotice_day"), 20000 - 365);
}

/* An issue with an event and when it was told, all as old as `seen` and `told` say. */
static void add_issue(struct room *room, const char *fp, const char *seen, const char *told)
{
	char sql[1024];

	snprintf(sql, sizeof(sql),
		"INSERT INTO errnotice_issue VALUES ('%s', 'shop', 'pro', 'C', '7', 's', 'm', 'r', 'r', 1, "
		"%s, 3, "
		"'open', 0);"
		"INSERT INTO errnotice_event (id, fp, time_ms, host, sapi, kind, path, app_release, message, "
		"file, line, count, detail) VALUES ('event of %s', '%s', 1, 'h', 'cli', 'exception', "
		"'fatal', 'r', "
		"'m', 'f', '9', 1, '{}');"
		"INSERT INTO errnotice_escalation VALUES ('%s', 'orders', 0, '');"
		"INSERT INTO errnotice_told VALUES ('%s', 'orders', 'ops', %s, NULL, 'open')",
		fp, seen, fp, fp, fp, fp, told);
	room_run(room, sql);
}

static int64_t count_of(struct room *room, const char *fp)
{
	char sql[512];

	snprintf(sql, sizeof(sql),
		"SELECT (SELECT COUNT(*) FROM errnotice_issue WHERE fp = '%s') + (SELECT COUNT(*) FROM "
		"errnotice_event"
		" WHERE fp = '%s') + (SELECT COUNT(*) FROM errnotice_told WHERE fp = '%s')"
		" + (SELECT COUNT(*) FROM errnotice_escalation WHERE fp = '%s')",
		fp, fp, fp, fp);
	return room_number(room, sql);
}

#define OLD   "(20000 - 365) * 86400 - 1"
#define YOUNG "(20000 - 365) * 86400"

static void an_issue_goes_with_all_that_is_kept_of_it(void **state)
{
	struct room *room = *state;

	add_issue(room, "old", OLD, OLD);
	add_issue(room, "young", YOUNG, OLD);
	add_issue(room, "told", OLD, YOUNG); /* its application's clock is wrong */
	add_issue(room, "failed", OLD, OLD);
	add_notice(room, "failed", "NULL", "failed");
	walk(room);
	assert_int_equal(count_of(room, "old"), 0);
	assert_int_equal(count_of(room, "young"), 4);
	assert_int_equal(count_of(room, "told"), 4);
	assert_int_equal(count_of(room, "failed"), 4);
}

static void many_issues_go_in_small_steps(void **state)
{
	struct room *room = *state;
	struct retention retention = {0};
	bool more = true;

	for (int i = 0; i < 120; i++) {
		char fp[16];
		snprintf(fp, sizeof(fp), "old%d", i);
		add_issue(room, fp, OLD, OLD);
	}
	add_issue(room, "young", YOUNG, OLD);
	for (int64_t before = 0; more; before = retention.issues) {
		OK(room, retention_step(&retention, room->store, &conf, NOW, &more, &room->err));
		assert_true(retention.issues - before <= 50);
	}
	assert_int_equal(retention.issues, 120);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_issue"), 1);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_event"), 1);
}

static void an_issue_stays_while_there_are_counts_of_it(void **state)
{
	struct room *room = *state;
	const struct conf short_days = {
		.store = {.keep_ids_s = 7 * DAY, .keep_minutes_s = 90 * DAY, .keep_days_s = 2 * DAY}};

	add_issue(room, "issue", "(20000 - 3) * 86400", "1");
	walk_by(room, &short_days);
	assert_int_equal(count_of(room, "issue"), 4);
}

static void poison_goes_after_its_time_and_is_counted(void **state)
{
	struct room *room = *state;

	room_run(room, "INSERT INTO errnotice_poison (stream_id, at, reason, entry) VALUES ('1-0', " OLD
		       ", 'r', X'00'), ('2-0', " YOUNG ", 'r', X'00')");
	walk(room);
	assert_int_equal(
		room_number(room, "SELECT COUNT(*) FROM errnotice_poison WHERE stream_id = '2-0'"), 1);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_poison"), 1);
	assert_int_equal(room_number(room, COUNTER("poison_dropped")), 1);
}

static void what_a_host_lost_goes_after_its_time(void **state)
{
	struct room *room = *state;
	int idle = walk(room);

	room_run(room, "INSERT INTO errnotice_lost"
		       " WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1199)"
		       " SELECT i, 'slots', 3, 1, " OLD " FROM n");
	room_run(room, "INSERT INTO errnotice_lost VALUES ('0', 'stream', 3, 1, " YOUNG ")");
	assert_int_equal(walk(room), idle + 2); /* 500, 500, 200 */
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_lost"), 1);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_lost WHERE reason = 'stream'"), 1);
}

/* With `robot = none` nobody takes what adds up, and hosts that are containers come and go. */
static void what_nobody_was_told_goes_after_its_time(void **state)
{
	struct room *room = *state;

	room_run(room, "INSERT INTO errnotice_bulletin (kind, subject, reason, count, since, next_at) VALUES"
		       " ('lost', 'web-1', 'no_slot', 3, 1, " OLD "), ('lost', 'web-2', 'no_slot', 0, 1, " OLD
		       "), ('lost', 'web-3', 'no_slot', 3, 1, " YOUNG ")");
	walk(room);
	room_check_text(room, "SELECT subject FROM errnotice_bulletin", "web-3");
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_bulletin"), 1);
}

static void a_silence_goes_when_it_was_over_long_ago(void **state)
{
	struct room *room = *state;

	room_run(room, "INSERT INTO errnotice_silence"
		       " (code, class, fp, owner, why, from_at, until_at, muted, closed) VALUES"
		       " ('1', '', '', '', '', 1, " OLD ", 5, 1), ('2', '', '', '', '', 1, " OLD
		       ", 5, 0), ('3', '', '', '', '', 1, " YOUNG ", 5, 1)");
	walk(room);
	assert_int_equal(
		room_number(room, "SELECT COUNT(*) FROM errnotice_silence WHERE code IN ('2', '3')"), 2);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_silence"), 2);
}

/* The counters and errnotice_lost go on; these are for the summary of a day. */
static void minutes_of_what_nobody_is_told_go_after_eight_days(void **state)
{
	struct room *room = *state;

	room_begin(room);
	OK(room, unheard_mute(room->store, "silence", 4, NOW - 9 * DAY, &room->err));
	OK(room, unheard_mute(room->store, "silence", 5, NOW - 7 * DAY, &room->err));
	OK(room, store_count(room->store, "ingested", "", 9, &room->err));
	room_commit(room);
	walk(room);
	assert_int_equal(room_number(room, "SELECT SUM(count) FROM errnotice_unheard"), 5);
	assert_int_equal(room_number(room, COUNTER("muted")), 9);
}

static void a_task_goes_after_its_time(void **state)
{
	struct room *room = *state;

	room_run(room, "INSERT INTO log_queue_task (task_type, data, is_success, put_date, exec_date)"
		       " WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 599)"
		       " SELECT 7, '{}', 1, " OLD ", " OLD " FROM n");
	room_run(room, "INSERT INTO log_queue_task VALUES (1000, 7, '{}', 1, " OLD ", " YOUNG ")");
	walk(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM log_queue_task"), 1);
	assert_int_equal(room_number(room, "SELECT id FROM log_queue_task"), 1000);
}

/* The table may be that of the code before errnotice, and what waits there was never done. */
static void the_rows_of_others_stay(void **state)
{
	struct room *room = *state;

	room_run(room, "INSERT INTO log_queue_task VALUES (1, 3, '{}', 1, " OLD ", " OLD "),"
		       " (2, 7, '{}', 0, " OLD ", 0), (3, 7, '{}', 1, " OLD ", " OLD ")");
	walk(room);
	assert_int_equal(room_number(room, "SELECT SUM(id) FROM log_queue_task"), 3);
	room_run(room, "DROP TABLE log_queue_task");
	walk(room);
}

static void a_failed_step_is_taken_again(void **state)
{
	struct room *room = *state;
	struct retention retention = {0};
	struct errnotice_err err = {""};
	bool more;
	see_ids(room, 1, 700, NOW - 8 * DAY);
	OK(room, retention_step(&retention, room->store, &conf, NOW, &more, &room->err)); /* notices: none */
	room_run(room, "ALTER TABLE errnotice_seen RENAME TO hidden");
	assert_false(retention_step(&retention, room->store, &conf, NOW, &more, &err));
	room_run(room, "ALTER TABLE hidden RENAME TO errnotice_seen");
	OK(room, retention_step(&retention, room->store, &conf, NOW, &more, &room->err));
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_seen"), 200);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(told_notices_are_forgotten_and_others_are_not),
		TEST(told_notices_are_kept_up_to_a_number_the_newest_of_them),
		TEST(ids_go_by_the_day_they_came),
		TEST(minutes_become_days_and_no_count_changes),
		TEST(days_go_after_their_time),
		TEST(an_issue_goes_with_all_that_is_kept_of_it),
		TEST(many_issues_go_in_small_steps),
		TEST(an_issue_stays_while_there_are_counts_of_it),
		TEST(poison_goes_after_its_time_and_is_counted),
		TEST(what_a_host_lost_goes_after_its_time),
		TEST(what_nobody_was_told_goes_after_its_time),
		TEST(a_silence_goes_when_it_was_over_long_ago),
		TEST(minutes_of_what_nobody_is_told_go_after_eight_days),
		TEST(a_task_goes_after_its_time),
		TEST(the_rows_of_others_stay),
		TEST(a_failed_step_is_taken_again),
	};
	return ROOM_TESTS("retention", tests);
}
