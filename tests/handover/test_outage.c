#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "common/clock.h"
#include "tests/handover/support/sender.h"

/* -- outages ------------------------------------------------------------- */

static void while_redis_is_away_events_stay_and_one_attempt_is_made(void **state)
{
	char line[400];

	capture_some(1, 3);
	errnotice_outbox_flush();
	errnotice_outbox_flush();
	errnotice_outbox_flush();
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_refused), 1);
	assert_int_equal(look().waiting, 3);
	assert_int_equal(look().redis, ERRNOTICE_REDIS_DOWN);
	assert_in_range(look().retry_in_ms, 0, 1000);
	assert_non_null(strstr(look().reason, "connect"));
	assert_true(errnotice_complaint_fetch(line, sizeof(line)));
	assert_non_null(strstr(line, server.path));
	assert_false(errnotice_complaint_fetch(line, sizeof(line)));
}

static void when_redis_comes_they_are_sent_once_each(void **state)
{
	capture_some(1, 3);
	errnotice_outbox_flush();
	server_start(&server);
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), 3);
	assert_int_equal(look().redis, ERRNOTICE_REDIS_UP);
}

static void a_restarted_redis_is_no_outage(void **state)
{
	server_start(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	server_kill(&server);
	server_start(&server);
	capture_some(2, 2);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 2);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_refused), 0);
}

static void a_connection_that_breaks_before_the_first_answer_is_made_anew(void **state)
{
	server_start_fickle(&server, "XADD", "$3\r\n1-1");
	capture_some(1, 3);
	errnotice_outbox_flush();
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_refused), 0);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_sent), 3);
}

/*
 * In an outage no hand-over waits, neither those that begin a probe (its turn comes
 * after a second) nor those that look for its answer.  The time-out is now so long
 * that one that waits is told from a busy machine.
 */
static void assert_that_nobody_waits(void)
{
	int64_t began = errnotice_clock_ms();

	endpoint.timeout_ms = 2 * SLACK_MS;
	for (int i = 0; i < 20; i++)
		errnotice_outbox_flush();
	usleep(1100000);
	for (int i = 0; i < 20; i++)
		errnotice_outbox_flush();
	assert_in_range(errnotice_clock_ms() - began, 0, 1100 + SLACK_MS);
}

static void a_stopped_redis_costs_one_timeout_and_then_nothing(void **state)
{
	server_start(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	endpoint.timeout_ms = SHORT_MS;
	server_pause(&server);
	capture_some(2, 2);
	assert_in_range(time_of_flush(), SHORT_MS - 10, SLACK_MS);
	capture_some(3, 3);
	assert_that_nobody_waits();
	server_resume(&server);
	wait_until(flushed, NULL, "everything is sent");
	assert_string_equal(field_of(&server, STREAM, (int)entries() - 1, "code"), "3");
}

static void a_black_hole_costs_one_timeout_and_then_nothing(void **state)
{
	endpoint.timeout_ms = SHORT_MS;
	server_start_black_hole(&server);
	capture_some(1, 1);
	assert_in_range(time_of_flush(), SHORT_MS - 10, SLACK_MS);
	assert_that_nobody_waits();
	server_kill(&server);
	server_start(&server);
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), 1);
}

static bool flushes_quickly(void *argument)
{
	capture(9, ERRNOTICE_SLOT_FINAL);
	return time_of_flush() < SLACK_MS;
}

static void an_outage_that_one_process_found_costs_the_others_nothing(void **state)
{
	endpoint.timeout_ms = SHORT_MS;
	server_start_black_hole(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	endpoint.timeout_ms = 2 * SLACK_MS;
	for (int i = 0; i < 5; i++)
		assert_true(ended_well(child(flushes_quickly, NULL)));
}

static void check_refusal(const char *reason)
{
	capture_some(1, 2);
	errnotice_outbox_flush();
	assert_int_equal(look().redis, ERRNOTICE_REDIS_DOWN);
	assert_non_null(strstr(look().reason, reason));
	assert_int_equal(look().waiting, 2);
}

static void a_redis_without_memory_refuses_and_gets_them_later(void **state)
{
	server_start(&server);
	ask(&server, "CONFIG SET maxmemory 1");
	check_refusal("OOM");
	ask(&server, "CONFIG SET maxmemory 0");
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), 2);
}

static void a_replica_refuses_and_gets_them_when_promoted(void **state)
{
	server_start(&server);
	ask(&server, "REPLICAOF 127.0.0.1 1");
	check_refusal("READONLY");
	ask(&server, "REPLICAOF NO ONE");
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), 2);
}

static void a_key_of_another_type_is_told(void **state)
{
	server_start(&server);
	ask(&server, "SET " STREAM " x");
	check_refusal("WRONGTYPE");
}

static void a_redis_that_loads_gets_them_later(void **state)
{
	server_start_fake(&server, "PING", "-LOADING Redis is loading the dataset in memory");
	check_refusal("LOADING");
	server_kill(&server);
	server_start(&server);
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), 2);
}

/* -- the last hand-over -------------------------------------------------- */

static void the_last_hand_over_does_not_wait_a_second_time_in_an_outage(void **state)
{
	int64_t began = errnotice_clock_ms();

	endpoint.timeout_ms = SHORT_MS;
	server_start_black_hole(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	/* long enough to be told from a busy machine, and over before the next probe's turn */
	endpoint.timeout_ms = 2 * SLACK_MS;
	errnotice_outbox_shutdown();
	assert_in_range(errnotice_clock_ms() - began, 0, SLACK_MS);
}

static bool finds_the_outage(void *argument)
{
	capture(9, ERRNOTICE_SLOT_FINAL);
	errnotice_outbox_flush();
	return true;
}

static void the_last_hand_over_tries_although_another_process_found_an_outage(void **state)
{
	assert_true(ended_well(child(finds_the_outage, NULL)));
	server_start(&server);
	assert_int_equal(look().redis, ERRNOTICE_REDIS_DOWN);
	errnotice_outbox_shutdown();
	assert_int_equal(entries(), 1);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, sender_setup, sender_teardown)
	const struct CMUnitTest outage[] = {
		EACH(while_redis_is_away_events_stay_and_one_attempt_is_made),
		EACH(when_redis_comes_they_are_sent_once_each),
		EACH(a_restarted_redis_is_no_outage),
		EACH(a_connection_that_breaks_before_the_first_answer_is_made_anew),
		EACH(a_stopped_redis_costs_one_timeout_and_then_nothing),
		EACH(a_black_hole_costs_one_timeout_and_then_nothing),
		EACH(an_outage_that_one_process_found_costs_the_others_nothing),
		EACH(a_redis_without_memory_refuses_and_gets_them_later),
		EACH(a_replica_refuses_and_gets_them_when_promoted),
		EACH(a_key_of_another_type_is_told),
		EACH(a_redis_that_loads_gets_them_later),
		EACH(the_last_hand_over_does_not_wait_a_second_time_in_an_outage),
		EACH(the_last_hand_over_tries_although_another_process_found_an_outage),
	};

	return cmocka_run_group_tests(outage, NULL, NULL);
}
