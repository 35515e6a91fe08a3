/* What only a server can do to a store: restart, vanish, be shared, and mean another thing by the same words. */
#include "room.h"

#ifdef CONSUMER_MARIADB

#include <pthread.h>
#include "consumer/store/losses.h"
#include "consumer/store/poison.h"

/* The tables of both engines have the same columns, but for the key that SQLite keeps beside every row. */
static void tables_are_the_same_as_in_a_file(void **state)
{
	struct room *room = *state;
	char sql[512], name[65], columns[1024];
	struct errnotice_err err = {""};
	struct address address = {0};
	size_t len;
	snprintf(address.path, sizeof(address.path), "%s/other.db", room->folder);
	struct room file = {.store = store_open(&address, &room->err)};
	assert_non_null(file.store);
	const struct engine *engine = file.store->engine;
	void *tables = engine->prepare(file.store->db,
		"SELECT m.name, group_concat(c.name, ',') FROM (SELECT name FROM sqlite_schema WHERE type = "
		"'table'"
		" AND name NOT LIKE 'sqlite_%') m, pragma_table_info(m.name) c GROUP BY m.name",
		&err);
	int count = 0;
	for (; engine->step(tables, &err) == STORE_ROW; count++) {
		snprintf(name, sizeof(name), "%s", engine->column_text(tables, 0, &len));
		snprintf(columns, sizeof(columns), "%s", engine->column_text(tables, 1, &len));
		snprintf(sql, sizeof(sql),
			"SELECT group_concat(column_name ORDER BY ordinal_position) FROM "
			"information_schema.columns"
			" WHERE table_schema = DATABASE() AND table_name = '%s' AND column_name <> 'rowid'",
			name);
		room_check_text(room, sql, columns);
	}
	assert_true(count > 15);
	engine->finish(tables);
	store_close(file.store);
}

/* --- migrations --- */

/* As one that was killed after its last statement, and before it wrote the version. */
static void a_migration_that_was_killed_is_run_again(void **state)
{
	struct room *room = *state;
	room_run(room, "DELETE FROM errnotice_schema_version");
	room_run(room, "DROP TABLE errnotice_epoch; DROP TABLE errnotice_seen");
	room_die(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_epoch"), 0);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_seen"), 0);
	assert_true(room_number(room, "SELECT version FROM errnotice_schema_version") > 1);
}

static void *open_one(void *address)
{
	struct errnotice_err err = {""};
	struct store *store = store_open(address, &err);
	store_close(store);
	return store;
}

static void of_those_that_start_at_once_one_makes_the_tables(void **state)
{
	(void)state;
	struct address address = maria_address();
	pthread_t threads[4];
	for (size_t i = 0; i < COUNT(threads); i++) {
		assert_int_equal(pthread_create(&threads[i], NULL, open_one, &address), 0);
	}
	for (size_t i = 0; i < COUNT(threads); i++) {
		void *opened;
		pthread_join(threads[i], &opened);
		assert_non_null(opened);
	}
}

static void a_schema_that_became_newer_is_not_written(void **state)
{
	struct room *room = *state;
	struct errnotice_err err = {""};
	room_run(room, "UPDATE errnotice_schema_version SET version = 99");
	assert_false(store_begin(room->store, &err));
	assert_non_null(strstr(err.text, "is version 99 now"));
}

/* --- a server that goes away --- */

static void restart(int signal)
{
	kill(maria.pid, signal);
	waitpid(maria.pid, NULL, 0);
	maria_launch();
	mariadb_engine.close(maria_connect());
}

/* A server that was never shut down since its files were made does not live through a SIGKILL. */
static int start(void **state)
{
	maria_start(state);
	restart(SIGTERM);
	return 0;
}

static void a_server_that_restarted_is_found_again(void **state)
{
	struct room *room = *state;
	room_begin(room);
	OK(room, store_count(room->store, "late", "", 3, &room->err));
	room_commit(room);
	restart(SIGKILL);
	room_begin(room); /* its statements are prepared anew */
	OK(room, store_count(room->store, "late", "", 4, &room->err));
	room_commit(room);
	assert_int_equal(room_number(room, COUNTER("late")), 7);
	restart(SIGKILL);
	assert_int_equal(room_number(room, "SELECT 1"), 1); /* outside a transaction as well */
}

static void a_transaction_whose_server_was_killed_is_nothing(void **state)
{
	struct room *room = *state;
	struct errnotice_err err = {""};
	room_begin(room);
	OK(room, store_count(room->store, "late", "", 3, &room->err));
	restart(SIGKILL);
	assert_false(store_count(room->store, "late", "", 4, &err));
	assert_false(store_commit(room->store, NULL)); /* not on a new connection behind our back */
	assert_int_equal(room_number(room, COUNTER("late")), 0);
	room_begin(room);
	room_commit(room);
}

/* Its error looks like that of any statement which is refused and changes nothing. */
static void a_refusal_that_ended_the_transaction_is_noticed(void **state)
{
	struct room *room = *state;
	static const char ends[] = "CREATE TABLE errnotice_seen (id INT)", refused[] = "SELECT nothing";
	room_begin(room);
	assert_false(store_run(room->store, store_statement(room->store, refused, NULL), NULL));
	assert_true(store_stands(room->store));
	assert_false(store_run(room->store, store_statement(room->store, ends, NULL), NULL));
	assert_false(store_stands(room->store));
	store_rollback(room->store);
	room_begin(room);
	room_commit(room);
}

static void a_server_that_is_down_is_said_without_the_password(void **state)
{
	(void)state;
	struct errnotice_err err = {""};
	struct address address = maria.address;
	strcpy(address.password, "Sup3rS3cret");
	strcat(address.path, ".none");
	assert_null(store_open(&address, &err));
	assert_memory_equal(err.text, "store: Can't connect", 20);
	assert_null(strstr(err.text, "Sup3r"));
}

/* --- sharing --- */

static void what_another_reads_before_it_writes_waits_for_us(void **state)
{
	struct room *room = *state;
	struct errnotice_err err = {""};
	void *other = mariadb_engine.open(&room->address, &err);
	assert_non_null(other);
	assert_true(mariadb_engine.script(other, "SET innodb_lock_wait_timeout = 0", &err));
	room_begin(room);
	assert_false(mariadb_engine.begin(other, true, &err));
	assert_non_null(strstr(err.text, "Lock wait timeout"));
	err.text[0] = '\0';
	assert_true(mariadb_engine.begin(other, false, &err)); /* readers do not wait */
	mariadb_engine.rollback(other);
	room_commit(room);
	assert_true(mariadb_engine.begin(other, true, &err));
	mariadb_engine.close(other); /* with it goes its lock */
	room_begin(room);
	room_commit(room);
}

/* --- words --- */

static void texts_differ_byte_by_byte(void **state)
{
	struct room *room = *state;
	static const char *const hosts[] = {"web", "Web", "web ",
		"w\xc3\xa9"
		"b",
		"we\xcc\x81"
		"b",
		"\xf0\x9f\x98\x80"};
	room_begin(room);
	for (size_t i = 0; i < COUNT(hosts); i++) {
		OK(room, losses_add(room->store, errnotice_span_of(hosts[i]), errnotice_span_of("slots"), 1,
				 1, &room->err));
	}
	room_commit(room);
	assert_int_equal(room_number(room, "SELECT COUNT(*) FROM errnotice_lost"), COUNT(hosts));
	room_check_text(room, "SELECT host FROM errnotice_lost ORDER BY host DESC LIMIT 1", hosts[5]);
}

static void long_and_short_texts_come_back_whole(void **state)
{
	struct room *room = *state;
	static const char sql[] =
		"SELECT REPEAT('ab', ?) AS text UNION ALL SELECT 'short' UNION ALL SELECT NULL";
	struct store_statement *statement = store_statement(room->store, sql, &room->err);
	store_bind_int(statement, 1, 40000);
	assert_int_equal(store_next(room->store, statement, &room->err), STORE_ROW);
	assert_int_equal(store_column_span(statement, 0).len, 80000);
	assert_int_equal(strspn(store_column_text(statement, 0), "ab"), 80000);
	assert_int_equal(store_next(room->store, statement, &room->err), STORE_ROW);
	assert_string_equal(store_column_text(statement, 0), "short");
	assert_int_equal(store_next(room->store, statement, &room->err), STORE_ROW);
	assert_string_equal(store_column_text(statement, 0), "");
	assert_int_equal(store_next(room->store, statement, &room->err), STORE_END);
}

/* Strict: what does not fit is an error and never cut in silence. */
static void what_does_not_fit_is_refused(void **state)
{
	struct room *room = *state;
	struct errnotice_err err = {""};
	char name[66];
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	room_begin(room);
	assert_false(store_count(room->store, name, "", 1, &err));
	assert_non_null(strstr(err.text, "Data too long"));
	store_rollback(room->store);
}

static void an_entry_that_no_server_takes_is_kept_in_part(void **state)
{
	struct room *room = *state;
	enum { LARGE = 3 << 20 };
	char *entry = calloc(1, LARGE);
	bool fresh;
	room_begin(room);
	OK(room, poison_keep(room->store, errnotice_span_of("1-0"), "no id", errnotice_span(entry, LARGE), 1,
			 &fresh, &room->err));
	room_commit(room);
	free(entry);
	assert_true(fresh);
	assert_int_equal(room_number(room, "SELECT LENGTH(entry) FROM errnotice_poison"), 1 << 19);
	room_check_text(room, "SELECT reason FROM errnotice_poison", "no id (the entry is cut)");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(tables_are_the_same_as_in_a_file),
		TEST(a_migration_that_was_killed_is_run_again),
		cmocka_unit_test(of_those_that_start_at_once_one_makes_the_tables),
		TEST(a_schema_that_became_newer_is_not_written),
		TEST(a_server_that_restarted_is_found_again),
		TEST(a_transaction_whose_server_was_killed_is_nothing),
		TEST(a_refusal_that_ended_the_transaction_is_noticed),
		cmocka_unit_test(a_server_that_is_down_is_said_without_the_password),
		TEST(what_another_reads_before_it_writes_waits_for_us),
		TEST(texts_differ_byte_by_byte),
		TEST(long_and_short_texts_come_back_whole),
		TEST(what_does_not_fit_is_refused),
		TEST(an_entry_that_no_server_takes_is_kept_in_part),
	};
	return cmocka_run_group_tests_name("mariadb", tests, start, maria_stop);
}

#else

int main(void)
{
	return 0; /* built without it */
}

#endif
