/* A batch in one transaction: every id counts once, and the law holds after each commit. */
#include "house.h"
#include "consumer/store/poison.h"

static void an_id_counts_once(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	ADD(1, FP_A, NOW_S * 1000, 1);
	ADD(2, FP_A, NOW_S * 1000, 1);
	ADD(1, FP_A, NOW_S * 1000, 1); /* twice in one batch */
	struct batch_result result = commit(house);
	assert_int_equal(result.ingested, 2);
	assert_int_equal(result.duplicates, 1);
	ADD(2, FP_A, NOW_S * 1000, 1); /* and again in another */
	ADD(3, FP_A, NOW_S * 1000, 1);
	result = commit(house);
	assert_int_equal(result.ingested, 1);
	assert_int_equal(result.duplicates, 1);
	assert_int_equal(NUMBER(COUNTER("ingested")), 3);
	assert_int_equal(NUMBER(COUNTER("pending")), 3);
	assert_int_equal(NUMBER(COUNTER("duplicates")), 2);
	assert_int_equal(NUMBER(MINUTES), 3);
	assert_int_equal(NUMBER("SELECT total FROM errnotice_issue"), 3);
	close_house(house);
}

static void an_id_is_the_same_in_capitals(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	ADD(0xabc, FP_A, NOW_S * 1000, 1);
	size_t at = ADD(0xabc, FP_A, NOW_S * 1000, 1);
	PUT(at, "id", "019AB000-0000-7000-8000-000000000ABC");
	assert_int_equal(commit(house).duplicates, 1);
	close_house(house);
}

static void counts_above_one_count_everywhere(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	ADD(1, FP_A, NOW_S * 1000, 4311);
	ADD(2, FP_A, NOW_S * 1000, 1);
	assert_int_equal(commit(house).ingested, 4312);
	ADD(1, FP_A, NOW_S * 1000, 4311);
	assert_int_equal(commit(house).duplicates, 1); /* an entry */
	assert_int_equal(NUMBER(COUNTER("ingested")), 4312);
	assert_int_equal(NUMBER(MINUTES), 4312);
	assert_int_equal(NUMBER("SELECT total FROM errnotice_issue"), 4312);
	assert_int_equal(NUMBER("SELECT events FROM errnotice_notice"), 4312);
	close_house(house);
}

static void minutes_are_of_the_events_own_time(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	ADD(1, FP_A, NOW_S * 1000 + 59999, 1);
	ADD(2, FP_A, NOW_S * 1000 - 1, 2);
	ADD(3, FP_B, NOW_S * 1000, 4);
	ADD(4, FP_A, NOW_S * 1000, 8);
	commit(house);
	assert_int_equal(
		NUMBER("SELECT count FROM errnotice_minute WHERE minute = 1764000000 AND fp = '" FP_A "'"),
		9);
	assert_int_equal(
		NUMBER("SELECT count FROM errnotice_minute WHERE minute = 1763999940 AND fp = '" FP_A "'"),
		2);
	assert_int_equal(
		NUMBER("SELECT count FROM errnotice_minute WHERE minute = 1764000000 AND fp = '" FP_B "'"),
		4);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_minute"), 3);
	close_house(house);
}

static void an_issue_keeps_its_first_and_its_newest(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	size_t at = ADD(1, FP_A, NOW_S * 1000, 1);
	PUT(at, "message", "newest");
	PUT(at, "release", "r2");
	commit(house);
	room_check_text(house->room, "SELECT state FROM errnotice_issue", "new");
	at = ADD(2, FP_A, (NOW_S - 100) * 1000, 1); /* an older one comes later */
	PUT(at, "message", "older");
	commit(house);
	room_check_text(house->room, "SELECT message FROM errnotice_issue", "newest");
	room_check_text(house->room, "SELECT last_release FROM errnotice_issue", "r2");
	room_check_text(house->room, "SELECT first_release FROM errnotice_issue", "r1");
	assert_int_equal(NUMBER("SELECT first_seen FROM errnotice_issue"), NOW_S - 100);
	assert_int_equal(NUMBER("SELECT last_seen FROM errnotice_issue"), NOW_S);
	ADD(3, FP_A, (NOW_S + 86400) * 1000, 1);
	commit_at(house, NOW_S + 86400);
	room_check_text(house->room, "SELECT state FROM errnotice_issue", "open");
	close_house(house);
}

static void a_clock_far_ahead_does_not_pin_an_issue_to_the_future(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	ADD(1, FP_A, INT64_C(4102444800000), 1); /* 2100 */
	ADD(2, FP_B, (NOW_S + 60) * 1000, 1);    /* a little ahead is believed */
	commit(house);
	assert_int_equal(NUMBER("SELECT last_seen FROM errnotice_issue WHERE fp = '" FP_A "'"), NOW_S);
	assert_int_equal(NUMBER("SELECT last_seen FROM errnotice_issue WHERE fp = '" FP_B "'"), NOW_S + 60);
	close_house(house);
}

static void the_newest_events_are_kept_and_one_with_a_detail(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT "[store]\nkeep_events = 3\n");
	for (unsigned i = 0; i < 10; i++) {
		size_t at = ADD(i + 1, FP_A, NOW_S * 1000 + i, 1);
		if (i < 2) {
			PUT(at, "detail", "{\"trace\":[]}");
		}
		if (i % 4 == 3) {
			commit(house);
		}
	}
	commit(house);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_event"), 4);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_event WHERE time_ms >= 1764000000007"), 3);
	assert_int_equal(
		NUMBER("SELECT time_ms FROM errnotice_event WHERE detail <> '{}'"), NOW_S * 1000 + 1);
	close_house(house);
}

static void only_the_primary_robot_moves_the_law(void **state)
{
	struct house *house = open_house(state,
		"[robot a]\nwebhook = https://h/a\n[robot b]\nwebhook = https://h/b\n"
		"[route silent]\ncodes = 1\nrobot = none\n"
		"[route counted]\ncodes = 2-3\nrobot = none\ncontinue = yes\n"
		"[route both]\ncodes = 2\nrobot = b a\ncontinue = yes\n[route copy]\ncodes = 2\nrobot = a\n");
	static const char *const codes[] = {"1", "2", "3", "4"};
	for (unsigned i = 0; i < 4; i++) {
		size_t at =
			ADD(i + 1, (const char *[]){FP_A, FP_B, "cccccccccccccccc", "dddddddddddddddd"}[i],
				NOW_S * 1000, 10);
		PUT(at, "code", codes[i]);
	}
	struct batch_result result = commit(house);
	assert_int_equal(result.pending, 10);
	assert_int_equal(result.muted, 20); /* 1 by its only route; 3 by all of its routes */
	assert_int_equal(result.unrouted, 10);
	assert_int_equal(
		NUMBER("SELECT value FROM errnotice_counter WHERE name = 'muted' AND reason = 'route'"), 20);
	assert_int_equal(
		NUMBER("SELECT counted FROM errnotice_notice WHERE robot = 'b' AND route = 'both'"), 10);
	assert_int_equal(
		NUMBER("SELECT counted FROM errnotice_notice WHERE robot = 'a' AND route = 'both'"), 0);
	assert_int_equal(
		NUMBER("SELECT counted FROM errnotice_notice WHERE robot = 'a' AND route = 'copy'"), 0);
	assert_int_equal(NUMBER("SELECT SUM(events) FROM errnotice_notice"), 30);
	close_house(house);
}

static void an_old_event_is_counted_and_flagged(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	ADD(1, FP_A, (NOW_S - 8 * 86400) * 1000, 5);
	ADD(2, FP_A, (NOW_S - 6 * 86400) * 1000, 1);
	assert_int_equal(commit(house).late, 5);
	assert_int_equal(NUMBER(COUNTER("late")), 5);
	assert_int_equal(NUMBER(COUNTER("ingested")), 6);
	close_house(house);
}

static void lost_entries_stay_out_of_the_law(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	for (unsigned i = 0; i < 3; i++) {
		size_t at = ADD(i == 2 ? 1 : i + 1, FP_A, NOW_S * 1000, 7);
		PUT(at, "kind", "lost");
		PUT(at, "code", "slots");
	}
	struct batch_result result = commit(house);
	assert_int_equal(result.lost, 14);
	assert_int_equal(result.ingested, 0);
	assert_int_equal(result.duplicates, 1);
	assert_int_equal(
		NUMBER("SELECT count FROM errnotice_lost WHERE host = 'web1' AND reason = 'slots'"), 14);
	assert_int_equal(NUMBER(MINUTES), 0);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_issue"), 0);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_notice"), 0);
	assert_int_equal(
		NUMBER("SELECT count FROM errnotice_bulletin WHERE kind = 'lost' AND subject = 'web1'"
		       " AND reason = 'slots' AND next_at = 1764000005"),
		14);
	close_house(house);
}

static void see_poison(const struct entry *entry, void *context)
{
	assert_int_equal(entry->kind, ENTRY_POISON);
	++*(int *)context;
}

static void poison_is_kept_whole_and_stops_nothing(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	int named = 0;
	size_t at = ADD(1, FP_A, NOW_S * 1000, 1);
	house->entries.entry[at].pairs = 1;
	house->entries.spans[at][0] = errnotice_span("a\0b", 3);
	house->entries.spans[at][1] = errnotice_span_of("it's, odd");
	for (int again = 0; again < 2; again++) {
		struct batch_result result = commit(house);
		batch_each_fresh(house->batch, see_poison, &named);
		assert_int_equal(result.poison, again ? 0 : 1); /* delivered again: counted and named once */
		assert_int_equal(result.entries, 1);
		house->entries.count = 1;
	}
	assert_int_equal(named, 1);
	assert_int_equal(NUMBER(COUNTER("poison")), 1);
	assert_int_equal(
		NUMBER("SELECT entry = X'333A6100622C393A697427732C206F64642C' FROM errnotice_poison"), 1);
	room_check_text(house->room, "SELECT stream_id FROM errnotice_poison", "1764000000000-0");
	room_check_text(house->room, "SELECT reason FROM errnotice_poison", "v is missing");
	close_house(house);
}

static void poison_fills_no_disk(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	room_run(house->room,
		"INSERT INTO errnotice_poison (stream_id, at, reason, entry)"
		" WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)"
		" SELECT i, 1, 'r', X'00' FROM n");
	ADD(1, FP_A, NOW_S * 1000, 1);
	assert_int_equal(commit(house).poison_dropped, 0); /* looked at when one more comes */
	PUT(ADD(2, FP_A, NOW_S * 1000, 1), "v", "2");
	struct batch_result result = commit(house);
	assert_int_equal(result.poison, 1);
	assert_int_equal(result.poison_dropped, 2);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_poison"), POISON_KEPT);
	assert_int_equal(
		NUMBER("SELECT COUNT(*) FROM errnotice_poison WHERE stream_id IN ('1-0', '2-0')"), 0);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_poison WHERE length(entry) > 100"), 1);
	assert_int_equal(NUMBER(COUNTER("poison_dropped")), 2);
	close_house(house);
}

static void every_kind_of_poison_is_told_apart(void **state)
{
	static char large[16385 + 1];
	memset(large, 'x', sizeof(large) - 1);
	const struct {
		const char *field, *value;
	} cases[] = {{"v", ""}, {"v", "2"}, {"id", ""}, {"id", "not-a-uuid"}, {"time", ""},
		{"time", "yesterday"}, {"time", "-1"}, {"time", "99999999999999999999"}, {"count", "0"},
		{"count", "-3"}, {"count", "1e3"}, {"count", "1000000001"}, {"count", "18446744073709551615"},
		{"fp", ""}, {"fp", "short"}, {"fp", "zzzzzzzzzzzzzzzz"}, {"refused", "x"}, {"detail", large}};
	struct house *house = open_house(state, ONE_ROBOT);
	for (size_t i = 0; i < COUNT(cases); i++) {
		PUT(ADD((unsigned)i + 1, FP_A, NOW_S * 1000, 1), cases[i].field, cases[i].value);
	}
	ADD(99, FP_A, NOW_S * 1000, 1);
	struct batch_result result = commit(house);
	assert_int_equal(result.poison, COUNT(cases));
	assert_int_equal(result.ingested, 1);
	assert_int_equal(
		NUMBER("SELECT COUNT(*) FROM errnotice_poison WHERE length(entry) > 100"), COUNT(cases));
	close_house(house);
}

static void hostile_texts_are_kept_clean(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	size_t at = ADD(1, FP_A, NOW_S * 1000, 1);
	entries_set(&house->entries, at, "message",
		errnotice_span("a\0b\xff'); DROP TABLE errnotice_issue;--\xe4\xb8", 39));
	entries_set(&house->entries, at, "class", errnotice_span("class@anonymous\0/app/x.php:3$0", 30));
	entries_set(
		&house->entries, at, "kind", errnotice_span_of("novelty")); /* a later version's: counted */
	assert_int_equal(commit(house).ingested, 1);
	room_check_text(house->room, "SELECT message FROM errnotice_issue",
		"a\uFFFDb\uFFFD'); DROP TABLE errnotice_issue;--\uFFFD\uFFFD");
	room_check_text(
		house->room, "SELECT class FROM errnotice_minute", "class@anonymous\uFFFD/app/x.php:3$0");
	close_house(house);
}

static void a_deleted_entry_is_only_acknowledged(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	house->entries.entry[ADD(1, FP_A, NOW_S * 1000, 1)].gone = true;
	ADD(2, FP_A, NOW_S * 1000, 1);
	struct batch_result result = commit(house);
	assert_int_equal(result.gone, 1);
	assert_int_equal(result.ingested, 1);
	close_house(house);
}

/* A fault in the last step undoes the first one as well; the same batch then counts as if nothing had been. */
static void a_failure_changes_nothing(void **state)
{
	static const char *const tables[] = {"errnotice_counter", "errnotice_notice", "errnotice_told",
		"errnotice_event", "errnotice_issue", "errnotice_minute", "errnotice_poison",
		"errnotice_lost", "errnotice_bulletin"};
	struct house *house = open_house(state, ONE_ROBOT);
	for (unsigned i = 0; i < COUNT(tables); i++) {
		char sql[128];
		struct errnotice_err err = {""};
		PUT(ADD(i + 1, FP_A, NOW_S * 1000, 3), "refused", "1763999990");
		PUT(ADD(100 + i, FP_A, NOW_S * 1000, 1), "v", "");
		PUT(ADD(200 + i, FP_A, NOW_S * 1000, 2), "kind", "lost");
		snprintf(house->entries.stream_ids[1], 32, "1764000000000-%u", 100 + i);
		house->entries.entry[1].stream_id = errnotice_span_of(house->entries.stream_ids[1]);
		struct queue_batch batch = entries_batch(&house->entries);
		OK(house->room, batch_read(house->batch, &batch, &house->room->err));
		snprintf(sql, sizeof(sql), "ALTER TABLE %s RENAME TO hidden", tables[i]);
		room_run(house->room, sql);
		assert_false(batch_store(house->batch, house->room->store, NOW_S, &err));
		assert_string_not_equal(err.text, "");
		snprintf(sql, sizeof(sql), "ALTER TABLE hidden RENAME TO %s", tables[i]);
		room_run(house->room, sql);
		assert_int_equal(NUMBER("SELECT COUNT(*) FROM errnotice_seen"), 2 * i);
		assert_int_equal(NUMBER("SELECT COALESCE(SUM(count), 0) FROM errnotice_lost"), 2 * i);
		assert_int_equal(NUMBER("SELECT COALESCE(SUM(count), 0) FROM errnotice_bulletin"), 2 * i);
		assert_int_equal(NUMBER(COUNTER("ingested")), 3 * i);
		room_check_law(house->room);
		assert_int_equal(commit(house).ingested, 3);
	}
	assert_int_equal(NUMBER(COUNTER("poison")), COUNT(tables));
	close_house(house);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_id_counts_once),
		TEST(an_id_is_the_same_in_capitals),
		TEST(counts_above_one_count_everywhere),
		TEST(minutes_are_of_the_events_own_time),
		TEST(an_issue_keeps_its_first_and_its_newest),
		TEST(a_clock_far_ahead_does_not_pin_an_issue_to_the_future),
		TEST(the_newest_events_are_kept_and_one_with_a_detail),
		TEST(only_the_primary_robot_moves_the_law),
		TEST(an_old_event_is_counted_and_flagged),
		TEST(lost_entries_stay_out_of_the_law),
		TEST(poison_is_kept_whole_and_stops_nothing),
		TEST(poison_fills_no_disk),
		TEST(every_kind_of_poison_is_told_apart),
		TEST(hostile_texts_are_kept_clean),
		TEST(a_deleted_entry_is_only_acknowledged),
		TEST(a_failure_changes_nothing),
	};
	return ROOM_TESTS("batch", tests);
}
