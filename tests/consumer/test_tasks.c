/* log_queue_task: a row for each event that the queue had refused, also where the table is older than errnotice. */
#include "house.h"
#include "consumer/command/event_file.h"

static void an_event_that_the_queue_had_refused_has_one_row_of_its_own(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	PUT(ADD(1, FP_A, NOW_S * 1000, 3), "refused", "1763999990");
	PUT(ADD(1, FP_A, NOW_S * 1000, 3), "refused", "1763999990"); /* sent twice */
	ADD(2, FP_A, NOW_S * 1000, 1);
	size_t lost = ADD(3, FP_A, NOW_S * 1000, 5);
	PUT(lost, "kind", "lost");
	PUT(lost, "refused", "1763999990");
	assert_int_equal(commit(house).ingested, 4);
	PUT(ADD(1, FP_A, NOW_S * 1000, 3), "refused", "1763999990");
	commit(house);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM log_queue_task"), 1);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM log_queue_task WHERE task_type = 7 AND is_success = 1"
				" AND put_date = 1763999990 AND exec_date = 1764000000"),
		1);
	assert_int_equal(NUMBER("SELECT json_extract(data, '$.count') FROM log_queue_task"), 3);
	assert_int_equal(NUMBER("SELECT json_extract(data, '$.time') FROM log_queue_task"), NOW_S * 1000);
	assert_int_equal(NUMBER("SELECT json_extract(data, '$.fp') = '" FP_A "' FROM log_queue_task"), 1);
	close_house(house);
}

/* As of hand-written code that has kept its dates as dates, in the character set of its time. */
#define OLDER_TABLE                                                                                  \
	"DROP TABLE log_queue_task; CREATE TABLE log_queue_task (id INT AUTO_INCREMENT PRIMARY KEY," \
	" task_type TINYINT NOT NULL, data VARCHAR(4000) CHARACTER SET utf8mb3 NOT NULL,"            \
	" is_success TINYINT NOT NULL, put_date DATETIME NOT NULL, exec_date DATETIME NOT NULL)"

static void a_table_that_does_not_take_its_row_stops_no_count(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	PUT(ADD(1, FP_A, NOW_S * 1000, 3), "refused", "1763999990");
	room_run(house->room, "ALTER TABLE log_queue_task RENAME TO hidden");
	struct batch_result result = commit(house);
	assert_int_equal(result.ingested, 3);
	assert_int_equal(result.tasks_refused, 1);
	assert_non_null(strstr(result.tasks_why.text, "log_queue_task"));
	assert_int_equal(NUMBER(COUNTER("tasks_refused")), 1);
	room_run(house->room, "ALTER TABLE hidden RENAME TO log_queue_task");
	PUT(ADD(2, FP_A, NOW_S * 1000, 4), "refused", "1763999990");
	assert_int_equal(commit(house).tasks_refused, 0);
	assert_int_equal(NUMBER("SELECT COUNT(*) FROM log_queue_task"), 1);
	if (house->room->address.kind == ADDRESS_MARIADB) {
		room_run(house->room, OLDER_TABLE);
		PUT(ADD(3, FP_A, NOW_S * 1000, 5), "refused", "1763999990");
		PUT(ADD(4, FP_A, NOW_S * 1000, 1), "refused", "1763999990");
		PUT(1, "message", "\xF0\x9F\x98\xB1");
		result = commit(house);
		assert_int_equal(result.ingested, 6);
		assert_int_equal(result.tasks_refused, 2);
		assert_int_equal(NUMBER("SELECT COUNT(*) FROM log_queue_task"), 0);
	}
	assert_int_equal(NUMBER(MINUTES), NUMBER(COUNTER("ingested")));
	close_house(house);
}

static void its_data_is_an_event_that_explain_takes(void **state)
{
	struct house *house = open_house(state, ONE_ROBOT);
	const struct engine *engine = house->room->store->engine;
	struct event_file file;
	char path[128];
	size_t len;
	PUT(ADD(1, FP_A, NOW_S * 1000, 3), "refused", "1763999990");
	commit(house);
	void *query = room_ask(house->room, "SELECT data FROM log_queue_task");
	room_write(house->room, "event.json", engine->column_text(query, 0, &len), path);
	engine->finish(query);
	OK(house->room, event_file_read(&file, path, &house->room->err));
	assert_int_equal(file.event.count, 3);
	assert_int_equal(file.event.time_ms, NOW_S * 1000);
	assert_true(errnotice_span_is(file.event.field[ERRNOTICE_FIELD_REFUSED], "1763999990"));
	assert_true(errnotice_span_is(file.event.field[ERRNOTICE_FIELD_FP], FP_A));
	event_file_clear(&file);
	close_house(house);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_open, room_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_event_that_the_queue_had_refused_has_one_row_of_its_own),
		TEST(a_table_that_does_not_take_its_row_stops_no_count),
		TEST(its_data_is_an_event_that_explain_takes),
	};
	return ROOM_TESTS("tasks", tests);
}
