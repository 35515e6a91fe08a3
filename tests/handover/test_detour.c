#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/clock.h"
#include "tests/handover/support/folder.h"
#include "tests/handover/support/sender.h"

static char path[300];

static int setup(void **state)
{
	int result = sender_setup(state);
	char line[400];

	/* what an earlier test left unsaid */
	while (errnotice_complaint_fetch(line, sizeof(line)))
		;
	folder_init(&place, path);
	return result;
}

static int teardown(void **state)
{
	int result = sender_teardown(state);

	folder_clear(&place);
	return result;
}

/* Redis may have it: then the ledger has to know whose it was. */
static void only_what_was_not_answered_names_its_source(void **state)
{
	errnotice_outbox_shutdown();
	startup(SLOTS, true);
	server_start(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	endpoint.timeout_ms = SHORT_MS;
	server_pause(&server);
	capture_some(2, 2);
	errnotice_outbox_flush();
	capture_some(3, 3);
	errnotice_outbox_flush();
	assert_int_equal(records_in(path, NULL), 2);
	assert_string_equal(record_field(path, 0, "code"), "2");
	assert_string_equal(record_field(path, 0, "source"), errnotice_shared()->peers[0].source);
	assert_string_equal(record_field(path, 1, "code"), "3");
	assert_string_equal(record_field(path, 1, "source"), "");
}

static void what_redis_does_not_take_is_in_the_spool_at_once(void **state)
{
	capture_some(1, 40);
	errnotice_outbox_flush();
	assert_int_equal(look().used, 0);
	assert_int_equal(look().redis, ERRNOTICE_REDIS_DOWN);
	assert_int_equal(records_in(path, NULL), 40);
	assert_string_equal(record_field(path, 0, "code"), "1");
	assert_string_equal(record_field(path, 39, "code"), "40");
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_spooled), 40);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_sent), 0);
}

static void a_record_says_when_it_was_refused(void **state)
{
	int64_t refused, now_s = errnotice_clock_unix_ms() / 1000;

	capture_some(1, 1);
	errnotice_outbox_flush();
	refused = atoll(record_field(path, 0, "refused"));
	assert_in_range(refused, now_s, now_s + SLACK_MS / 1000);
}

static bool is_up(void *argument)
{
	errnotice_outbox_flush();
	return look().redis == ERRNOTICE_REDIS_UP;
}

/* Events have left the slots: what finds out that Redis is back goes on without any. */
static void a_probe_ends_the_outage_when_no_event_waits(void **state)
{
	capture_some(1, 1);
	errnotice_outbox_flush();
	server_start(&server);
	usleep(1100000); /* the breaker's first cool-down */
	capture_some(2, 2);
	wait_until(is_up, NULL, "Redis is known to be back");
	assert_int_equal(look().used, 0);
	assert_int_equal(entries() + records_in(path, NULL), 2);
	capture_some(3, 3);
	errnotice_outbox_flush();
	assert_string_equal(field_of(&server, STREAM, (int)entries() - 1, "code"), "3");
}

static void what_does_not_fit_the_stream_is_in_the_spool(void **state)
{
	server_start(&server);
	endpoint.stream_limit = 2;
	capture_some(1, 5);
	errnotice_outbox_flush();
	errnotice_outbox_flush();
	assert_int_equal(look().used, 0);
	assert_in_range(entries(), 1, 5);
	assert_int_equal(entries() + records_in(path, NULL), 5);
	capture_some(6, 6);
	errnotice_outbox_flush();
	assert_int_equal(entries() + records_in(path, NULL), 6);
	assert_string_equal(record_field(path, records_in(path, NULL) - 1, "code"), "6");
}

static void what_redis_takes_needs_no_spool(void **state)
{
	server_start(&server);
	capture_some(1, 3);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 3);
	assert_int_equal(access(path, F_OK), -1);
}

static void without_a_spool_events_stay_and_that_is_said_once(void **state)
{
	char line[400];

	assert_int_equal(rmdir(place.folder), 0);
	capture_some(1, 2);
	errnotice_outbox_flush();
	assert_true(errnotice_complaint_fetch(line, sizeof(line)));
	assert_int_equal(look().waiting, 2);
	usleep(1100000); /* it is looked for again once a second */
	errnotice_outbox_flush();
	assert_true(errnotice_complaint_fetch(line, sizeof(line)));
	assert_non_null(strstr(line, "there is no spool"));
	usleep(1100000);
	errnotice_outbox_flush();
	assert_false(errnotice_complaint_fetch(line, sizeof(line)));
	server_start(&server);
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), 2);
}

static bool has_records(void *argument)
{
	errnotice_outbox_flush();
	return records_in(path, NULL) > 0;
}

static void a_spool_that_is_full_keeps_the_rest_in_the_slots(void **state)
{
	place.limit = 2000;
	capture_some(1, 20);
	wait_until(has_records, NULL, "the spool is looked for again");
	assert_in_range(records_in(path, NULL), 1, 19);
	assert_int_equal(records_in(path, NULL) + (int)look().waiting, 20);
}

static void what_is_sure_at_the_end_is_in_the_spool(void **state)
{
	capture(1, ERRNOTICE_SLOT_SURE);
	capture(2, ERRNOTICE_SLOT_CANDIDATE);
	errnotice_outbox_shutdown();
	assert_int_equal(records_in(path, NULL), 1);
	assert_string_equal(record_field(path, 0, "code"), "1");
	startup(SLOTS, false);
}

static bool captures(void *argument)
{
	return capture(1, ERRNOTICE_SLOT_SURE);
}

static void what_a_dead_process_left_is_in_the_spool(void **state)
{
	pid_t pid = child_that_stays(captures, NULL);

	capture_some(2, 2);
	kill_and_reap(pid);
	errnotice_outbox_shutdown();
	assert_int_equal(records_in(path, NULL), 2);
	startup(SLOTS, false);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(only_what_was_not_answered_names_its_source),
		TEST(what_redis_does_not_take_is_in_the_spool_at_once),
		TEST(a_record_says_when_it_was_refused),
		TEST(a_probe_ends_the_outage_when_no_event_waits),
		TEST(what_does_not_fit_the_stream_is_in_the_spool),
		TEST(what_redis_takes_needs_no_spool),
		TEST(without_a_spool_events_stay_and_that_is_said_once),
		TEST(a_spool_that_is_full_keeps_the_rest_in_the_slots),
		TEST(what_is_sure_at_the_end_is_in_the_spool),
		TEST(what_a_dead_process_left_is_in_the_spool),
	};

	return cmocka_run_group_tests_name("detour", tests, NULL, NULL);
}
