/* The store: made once, refused when it is newer, never written where nobody would find it. */
#include "room.h"
#include <pthread.h>
#include <sys/stat.h>
#include "consumer/store/turn.h"

static void it_is_made_once_and_opened_again(void **state)
{
	struct room *room = *state;
	OK(room, store_begin(room->store, &room->err));
	OK(room, store_count(room->store, "ingested", "", 3, &room->err));
	OK(room, store_commit(room->store, &room->err));
	store_close(room->store);
	room->store = store_open(&room->address, &room->err);
	assert_non_null(room->store);
	assert_int_equal(room_number(room, COUNTER("ingested")), 3);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_schema_version"), 1);
}

static void commits_are_on_the_disk(void **state)
{
	struct room *room = *state;
	/* 2 is FULL: a WAL is synced at every commit */
	assert_int_equal(room_number(room, "PRAGMA synchronous"), 2);
	assert_int_equal(room_number(room, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
}

static void a_newer_schema_is_refused(void **state)
{
	struct room *room = *state;
	struct errnotice_err err = {""};
	room_run(room, "UPDATE errnotice_schema_version SET version = 99");
	assert_null(store_open(&room->address, &err));
	assert_non_null(strstr(err.text, "newer errnotice-consumer"));
	assert_int_equal(room_number(room, "SELECT version FROM errnotice_schema_version"), 99);
}

/* As a consumer of the first schema left it. */
static void an_older_schema_is_brought_up_and_keeps_what_it_holds(void **state)
{
	struct room *room = *state;
	room_run(room, store_is_far(room->store) ? "DROP INDEX errnotice_notice_via ON errnotice_notice"
						 : "DROP INDEX errnotice_notice_via");
	room_run(room, store_is_far(room->store) ? "DROP INDEX errnotice_told_state ON errnotice_told"
						 : "DROP INDEX errnotice_told_state");
	room_run(room, "DROP TABLE errnotice_bulletin; DROP TABLE errnotice_epoch; "
		       "DROP TABLE log_queue_task; DROP TABLE errnotice_window; DROP TABLE errnotice_silence;"
		       "DROP TABLE errnotice_source; DROP TABLE errnotice_ledger; DROP TABLE errnotice_doubt;"
		       "DROP TABLE errnotice_escalation; DROP TABLE errnotice_unheard; DROP TABLE "
		       "errnotice_summary; DROP TABLE errnotice_host; DROP TABLE errnotice_watch;"
		       "ALTER TABLE errnotice_notice DROP COLUMN about;"
		       "ALTER TABLE errnotice_notice DROP COLUMN waits;"
		       "ALTER TABLE errnotice_notice DROP COLUMN via;"
		       "ALTER TABLE errnotice_notice DROP COLUMN unsure;"
		       "ALTER TABLE errnotice_notice DROP COLUMN less;"
		       "ALTER TABLE errnotice_notice DROP COLUMN original;"
		       "ALTER TABLE errnotice_notice_item DROP COLUMN state;"
		       "ALTER TABLE errnotice_notice_item DROP COLUMN escalated;"
		       "ALTER TABLE errnotice_notice_item DROP COLUMN escalated_s;"
		       "ALTER TABLE errnotice_told DROP COLUMN state;"
		       "ALTER TABLE errnotice_robot DROP COLUMN failed;"
		       "ALTER TABLE errnotice_robot DROP COLUMN month_sent;"
		       "ALTER TABLE errnotice_robot DROP COLUMN month_ends;"
		       "ALTER TABLE errnotice_robot DROP COLUMN month_paced_ms;"
		       "ALTER TABLE errnotice_issue DROP COLUMN back_at");
	room_run(room, "INSERT INTO errnotice_told (fp, route, robot, at) VALUES ('a', 'r', 'ops', 9), ('b', "
		       "'r', 'ops', 0)");
	room_run(room, "UPDATE errnotice_schema_version SET version = 1");
	room_run(room,
		"INSERT INTO errnotice_notice (robot, route, state, events, counted, created_at, next_at)"
		" VALUES ('ops', 'r', 'due', 7, 7, 1, 1), ('ops', 'r', 'sending', 5, 5, 1, 1)");
	store_close(room->store);
	room->store = store_open(&room->address, &room->err);
	assert_non_null(room->store);
	assert_int_equal(room_number(room, "SELECT events FROM errnotice_notice WHERE about = 'issues'"
					   " AND state = 'due' AND unsure = 0"),
		7);
	/* on its way at the upgrade: it may have reached the group */
	assert_int_equal(
		room_number(room, "SELECT events FROM errnotice_notice WHERE unsure = 1 AND via = 'ops'"), 5);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_bulletin"), 0);
	room_check_text(room, "SELECT state FROM errnotice_told WHERE fp = 'a'", "open");
	room_check_text(room, "SELECT state FROM errnotice_told WHERE fp = 'b'", "new");
	assert_true(room_number(room, "SELECT version FROM errnotice_schema_version") > 1);
}

static void what_was_not_committed_is_gone(void **state)
{
	struct room *room = *state;
	OK(room, store_begin(room->store, &room->err));
	OK(room, store_count(room->store, "ingested", "", 3, &room->err));
	store_rollback(room->store);
	store_rollback(room->store); /* harmless */
	OK(room, store_begin(room->store, &room->err));
	OK(room, store_count(room->store, "told", "", 1, &room->err));
	store_close(room->store); /* in the middle */
	room->store = store_open(&room->address, &room->err);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_counter"), 0);
}

static void a_moved_file_is_not_written(void **state)
{
	struct room *room = *state;
	struct errnotice_err err = {""};
	assert_int_equal(unlink(room->database), 0);
	assert_false(store_begin(room->store, &err));
	assert_string_equal(err.text, "store: its file was moved or deleted");
	assert_false(store_begin_reading(room->store, NULL));
}

static void what_is_no_store_is_said(void **state)
{
	struct room *room = *state;
	struct errnotice_err err = {""};
	char path[128];
	assert_null(store_open(&(struct address){.path = "/nowhere/x.db"}, &err));
	assert_string_equal(
		err.text, "store: /nowhere/x.db: unable to open database file: No such file or directory");
	err.text[0] = '\0';
	room_write(room, "text.db", "this is a text and no database, and long enough for a header of SQLite",
		path);
	struct address text = {0};
	strcpy(text.path, path);
	assert_null(store_open(&text, &err));
	assert_string_equal(err.text, "store: file is not a database");
}

/* A command that root typed before the service ran. */
static void what_root_makes_belongs_to_the_folder(void **state)
{
	struct room *room = *state;
	struct address address = {0};
	struct stat its;
	if (geteuid() != 0) {
		skip(); /* nobody else can give a file away */
	}
	assert_int_equal(chown(room->folder, 4711, 4712), 0);
	snprintf(address.path, sizeof(address.path), "%s/new.db", room->folder);
	struct store *store = store_open(&address, &room->err);
	OK(room, store);
	for (const char *const *end = (const char *const[]){"", "-wal", "-shm", NULL}; *end; end++) {
		char path[sizeof(address.path) + 4];
		snprintf(path, sizeof(path), "%s%s", address.path, *end);
		assert_int_equal(stat(path, &its), 0);
		assert_int_equal(its.st_uid, 4711);
		assert_int_equal(its.st_gid, 4712);
	}
	store_close(store);
}

static void reading_sees_one_moment(void **state)
{
	struct room *room = *state;
	struct store *reader = store_open(&room->address, &room->err);
	struct room eyes = {.store = reader};
	OK(room, store_begin_reading(reader, &room->err));
	assert_int_equal(room_number(&eyes, COUNTER("ingested")), 0);
	OK(room, store_begin(room->store, &room->err));
	OK(room, store_count(room->store, "ingested", "", 3, &room->err));
	OK(room, store_commit(room->store, &room->err));
	assert_int_equal(room_number(&eyes, COUNTER("ingested")), 0);
	store_end_reading(reader);
	assert_int_equal(room_number(&eyes, COUNTER("ingested")), 3);
	store_close(reader);
}

/* --- turns --- */

static int order[4], ended;
static pthread_mutex_t order_lock = PTHREAD_MUTEX_INITIALIZER;

static void *wait_for_turn(void *number)
{
	assert_true(turn_take(10000));
	pthread_mutex_lock(&order_lock);
	order[ended++] = *(int *)number;
	pthread_mutex_unlock(&order_lock);
	turn_give();
	return NULL;
}

static void turns_go_in_the_order_of_asking(void **state)
{
	(void)state;
	int numbers[4] = {0, 1, 2, 3};
	pthread_t threads[4];
	assert_true(turn_take(0));
	for (int i = 0; i < 4; i++) {
		pthread_create(&threads[i], NULL, wait_for_turn, &numbers[i]);
		while (turn_waiting() < i + 1) {
			usleep(1000);
		}
	}
	assert_false(turn_take(1)); /* behind all of them, and gives up */
	assert_int_equal(turn_waiting(), 4);
	turn_give();
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(order[i], i);
	}
	assert_true(turn_take(0));
	turn_give();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest both[] = {
		TEST(it_is_made_once_and_opened_again),
		TEST(a_newer_schema_is_refused),
		TEST(an_older_schema_is_brought_up_and_keeps_what_it_holds),
		TEST(what_was_not_committed_is_gone),
		TEST(reading_sees_one_moment),
	};
	const struct CMUnitTest file[] = {
		TEST(commits_are_on_the_disk),
		TEST(a_moved_file_is_not_written),
		TEST(what_is_no_store_is_said),
		TEST(what_root_makes_belongs_to_the_folder),
		cmocka_unit_test(turns_go_in_the_order_of_asking),
	};
	return ROOM_TESTS("store", both) + cmocka_run_group_tests_name("store in a file", file, NULL, NULL);
}
