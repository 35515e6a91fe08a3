#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ext/handover/shared.h"
#include "tests/handover/support/server.h"

#define STREAM  "errnotice:events"
#define TIMEOUT 100
#define SLOTS   64

static struct server server;
static struct errnotice_endpoint endpoint;

static const struct errnotice_endpoint *get_endpoint(void)
{
	return &endpoint;
}

static void startup(uint32_t slots, bool heartbeat)
{
	struct errnotice_outbox_setup given = {
		.slots = slots,
		.heartbeat = heartbeat,
		.sapi = "test",
		.version = "9.9.9",
		.endpoint = get_endpoint,
	};
	struct errnotice_err err = {.text = ""};

	assert_true(errnotice_outbox_startup(&given, &err));
}

static int setup(void **state)
{
	server_init(&server, NULL);
	memset(&endpoint, 0, sizeof(endpoint));
	server_url(&server, &endpoint.redis);
	strcpy(endpoint.stream, STREAM);
	endpoint.stream_limit = 1000;
	endpoint.detail_limit = 20;
	endpoint.heartbeat_s = 60;
	endpoint.timeout_ms = TIMEOUT;
	startup(SLOTS, false);
	return 0;
}

static int teardown(void **state)
{
	endpoint.timeout_ms = 1;
	errnotice_outbox_shutdown();
	server_clear(&server);
	return 0;
}

static void put(struct errnotice_pack *pack, enum errnotice_field field, const char *text)
{
	errnotice_pack_text(pack, field, text, strlen(text));
}

/* An event whose code says which one it is. */
static bool capture(int number, enum errnotice_slot_state state)
{
	struct errnotice_slot *evicted, *slot = errnotice_outbox_claim(&evicted);
	struct errnotice_pack *pack;
	char id[40], code[12];

	if (!slot) {
		errnotice_outbox_lost(1);
		return false;
	}
	snprintf(id, sizeof(id), "01a20d3f-0b8b-7c5e-9f52-%012d", number);
	snprintf(code, sizeof(code), "%d", number);
	pack = errnotice_slot_pack(slot);
	put(pack, ERRNOTICE_FIELD_V, "1");
	put(pack, ERRNOTICE_FIELD_ID, id);
	put(pack, ERRNOTICE_FIELD_TIME, "1795543210123");
	put(pack, ERRNOTICE_FIELD_KIND, "exception");
	put(pack, ERRNOTICE_FIELD_COUNT, "1");
	put(pack, ERRNOTICE_FIELD_CODE, code);
	put(pack, ERRNOTICE_FIELD_MESSAGE, "payment gateway said no");
	put(pack, ERRNOTICE_FIELD_FP, "0123456789abcdef");
	errnotice_slot_mark(slot, state);
	return true;
}

static void capture_some(int from, int to)
{
	for (int i = from; i <= to; i++)
		assert_true(capture(i, ERRNOTICE_SLOT_FINAL));
}

static long entries(void)
{
	return ask_number(&server, "XLEN " STREAM);
}

static struct errnotice_outbox_status look(void)
{
	struct errnotice_outbox_status status;

	assert_true(errnotice_outbox_status(&status));
	return status;
}

static bool flushed(void *argument)
{
	errnotice_outbox_flush();
	return look().used == 0;
}

static int64_t time_of_flush(void)
{
	int64_t began = now_ms();

	errnotice_outbox_flush();
	return now_ms() - began;
}

/* -- what arrives -------------------------------------------------------- */

static void an_event_arrives_with_its_fields_and_frees_its_slot(void **state)
{
	server_start(&server);
	capture_some(7, 7);
	assert_int_equal(look().waiting, 1);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 1);
	assert_string_equal(field_of(&server, STREAM, 0, "code"), "7");
	assert_string_equal(field_of(&server, STREAM, 0, "message"), "payment gateway said no");
	assert_int_equal(look().used, 0);
	assert_int_equal(look().redis, ERRNOTICE_REDIS_UP);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_sent), 1);
}

static void more_events_than_a_batch_arrive_in_their_order(void **state)
{
	char code[12];

	server_start(&server);
	capture_some(1, SLOTS);
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), SLOTS);
	for (int i = 0; i < SLOTS; i += 21) {
		snprintf(code, sizeof(code), "%d", i + 1);
		assert_string_equal(field_of(&server, STREAM, i, "code"), code);
	}
}

static void only_final_ones_leave(void **state)
{
	server_start(&server);
	assert_true(capture(1, ERRNOTICE_SLOT_CANDIDATE));
	assert_true(capture(2, ERRNOTICE_SLOT_SURE));
	assert_true(capture(3, ERRNOTICE_SLOT_FINAL));
	errnotice_outbox_flush();
	assert_int_equal(entries(), 1);
	assert_int_equal(look().used, 2);
}

static void what_is_no_event_is_told_as_lost(void **state)
{
	struct errnotice_slot *evicted, *slot;

	server_start(&server);
	slot = errnotice_outbox_claim(&evicted);
	memset(errnotice_slot_pack(slot)->bytes, 0xff, 100);
	errnotice_slot_pack(slot)->len = UINT32_MAX;
	errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
	capture_some(1, 1);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 1);
	capture_some(2, 2);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 3);
	assert_string_equal(field_of(&server, STREAM, 2, "kind"), "lost");
	assert_string_equal(field_of(&server, STREAM, 2, "code"), "damaged");
	assert_string_equal(field_of(&server, STREAM, 2, "count"), "1");
}

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
	assert_in_range(look().retry_in_ms, 1, 1000);
	assert_non_null(strstr(look().reason, "connect"));
	assert_true(errnotice_outbox_complaint(line, sizeof(line)));
	assert_non_null(strstr(line, server.path));
	assert_false(errnotice_outbox_complaint(line, sizeof(line)));
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

static void a_stopped_redis_costs_one_timeout_and_then_nothing(void **state)
{
	server_start(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	server_pause(&server);
	capture_some(2, 2);
	assert_in_range(time_of_flush(), TIMEOUT - 10, TIMEOUT + 100);
	capture_some(3, 3);
	for (int i = 0; i < 20; i++)
		assert_in_range(time_of_flush(), 0, 20);
	/* also not for the probe, whose turn comes within these two seconds */
	for (int i = 0; i < 100; i++) {
		assert_in_range(time_of_flush(), 0, 40);
		usleep(20000);
	}
	server_resume(&server);
	wait_until(flushed, NULL, "everything is sent");
	assert_string_equal(field_of(&server, STREAM, (int)entries() - 1, "code"), "3");
}

static void a_black_hole_costs_one_timeout_and_then_nothing(void **state)
{
	server_start_black_hole(&server);
	capture_some(1, 1);
	assert_in_range(time_of_flush(), TIMEOUT - 10, TIMEOUT + 100);
	for (int i = 0; i < 100; i++) {
		assert_in_range(time_of_flush(), 0, 40);
		usleep(20000);
	}
	server_kill(&server);
	server_start(&server);
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), 1);
}

static bool flushes_quickly(void *argument)
{
	capture(9, ERRNOTICE_SLOT_FINAL);
	return time_of_flush() < 20;
}

static void an_outage_that_one_process_found_costs_the_others_nothing(void **state)
{
	server_start_black_hole(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
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

/* -- limits -------------------------------------------------------------- */

static void a_full_stream_gets_nothing_more_until_it_is_read(void **state)
{
	endpoint.stream_limit = 5;
	server_start(&server);
	capture_some(1, 9);
	for (int i = 0; i < 3; i++)
		errnotice_outbox_flush();
	assert_int_equal(entries(), 5);
	assert_int_equal(look().redis, ERRNOTICE_REDIS_FULL);
	assert_int_equal(look().waiting, 4);
	assert_true(errnotice_counted(ERRNOTICE_COUNT_stream_full) > 0);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_refused), 0);
	ask(&server, "XTRIM " STREAM " MAXLEN 0");
	wait_until(flushed, NULL, "the rest is sent");
	assert_int_equal(entries(), 4);
}

static void a_full_stream_is_looked_at_once_a_second(void **state)
{
	long before, looks;

	endpoint.stream_limit = 1;
	server_start(&server);
	capture_some(1, 2);
	errnotice_outbox_flush();
	before = ask_number(&server, "XLEN " STREAM);
	assert_int_equal(before, 1);
	ask(&server, "CONFIG RESETSTAT");
	for (int64_t until = now_ms() + 2500; now_ms() < until; usleep(5000))
		errnotice_outbox_flush();
	looks = ask_number(&server, "EVAL \"return tonumber(string.match(redis.call('INFO','commandstats'),"
				    "'cmdstat_xlen:calls=(%d+)')or'0')\" 0");
	assert_in_range(looks, 1, 3);
}

static void what_finds_no_slot_is_counted_and_told(void **state)
{
	server_start(&server);
	capture_some(1, SLOTS);
	for (int i = 0; i < 5; i++)
		assert_false(capture(SLOTS + i, ERRNOTICE_SLOT_FINAL));
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_lost), 5);
	wait_until(flushed, NULL, "everything is sent");
	capture_some(200, 200);
	wait_until(flushed, NULL, "the number, too");
	assert_int_equal(entries(), SLOTS + 2);
	assert_string_equal(field_of(&server, STREAM, SLOTS + 1, "kind"), "lost");
	assert_string_equal(field_of(&server, STREAM, SLOTS + 1, "code"), "no_slot");
	assert_string_equal(field_of(&server, STREAM, SLOTS + 1, "count"), "5");
	assert_string_equal(field_of(&server, STREAM, SLOTS + 1, "sapi"), "test");
}

static void a_full_table_gives_up_the_oldest_candidate(void **state)
{
	struct errnotice_slot *evicted, *slot;

	assert_true(capture(1, ERRNOTICE_SLOT_CANDIDATE));
	capture_some(2, SLOTS);
	slot = errnotice_outbox_claim(&evicted);
	assert_non_null(slot);
	assert_ptr_equal(slot, evicted);
}

static void details_are_limited_for_the_whole_tree(void **state)
{
	int allowed = 0;

	for (int i = 0; i < 100; i++)
		allowed += errnotice_outbox_allows_detail(42, 1000);
	assert_int_equal(allowed, 20);
	assert_true(errnotice_outbox_allows_detail(42, 1001));
}

/* -- other processes ----------------------------------------------------- */

static bool captures_two(void *argument)
{
	return capture(1, ERRNOTICE_SLOT_SURE) && capture(2, ERRNOTICE_SLOT_FINAL)
	       && capture(3, ERRNOTICE_SLOT_CANDIDATE);
}

static void the_next_hand_over_takes_what_a_killed_process_left(void **state)
{
	pid_t pid;

	server_start(&server);
	pid = child_that_stays(captures_two, NULL);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 0);
	kill_and_reap(pid);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 2);
	assert_int_equal(look().used, 0);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_adopted), 2);
}

static void the_end_of_the_tree_takes_the_rest_for_every_endpoint(void **state)
{
	pid_t pid;

	server_start(&server);
	pid = child_that_stays(captures_two, NULL);
	kill_and_reap(pid);
	strcpy(endpoint.stream, "of:the:master");
	errnotice_outbox_flush();
	assert_int_equal(entries(), 0);
	errnotice_outbox_shutdown();
	assert_int_equal(entries(), 2);
}

static bool captures_and_flushes_its_own(void *argument)
{
	if (look().used != 1)
		return false;
	if (!capture(2, ERRNOTICE_SLOT_FINAL))
		return false;
	errnotice_outbox_flush();
	return look().used == 1;
}

static void a_forked_child_sends_its_own_over_a_connection_of_its_own(void **state)
{
	server_start(&server);
	capture_some(0, 0);
	errnotice_outbox_flush();
	assert_true(capture(1, ERRNOTICE_SLOT_SURE));
	assert_true(ended_well(child(captures_and_flushes_its_own, NULL)));
	assert_int_equal(entries(), 2);
	assert_string_equal(field_of(&server, STREAM, 1, "code"), "2");
	capture_some(3, 3);
	errnotice_outbox_flush();
	assert_string_equal(field_of(&server, STREAM, 2, "code"), "3");
}

static bool captures_many_and_is_killed_in_between(void *argument)
{
	int *number = argument;

	for (int i = 0; i < 5; i++) {
		if (!capture(*number * 10 + i, ERRNOTICE_SLOT_FINAL))
			return false;
		if (i == 2)
			errnotice_outbox_flush();
	}
	return true;
}

static void of_forty_killed_processes_every_event_is_there_once(void **state)
{
	int seen[500] = {0};
	long n;

	server_start(&server);
	for (int number = 0; number < 40; number++) {
		kill_and_reap(child_that_stays(captures_many_and_is_killed_in_between, &number));
		if (number % 7 == 0)
			errnotice_outbox_flush();
	}
	wait_until(flushed, NULL, "everything is sent");
	n = entries();
	for (int i = 0; i < n; i++)
		seen[atoi(field_of(&server, STREAM, i, "code"))]++;
	assert_int_equal(n, 200);
	for (int number = 0; number < 40; number++)
		for (int i = 0; i < 5; i++)
			assert_int_equal(seen[number * 10 + i], 1);
}

/* -- the last hand-over -------------------------------------------------- */

static void the_last_hand_over_does_not_wait_a_second_time_in_an_outage(void **state)
{
	int64_t began;

	server_start_black_hole(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	began = now_ms();
	errnotice_outbox_shutdown();
	assert_in_range(now_ms() - began, 0, 40);
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

/* -- heartbeat ----------------------------------------------------------- */

static void a_heartbeat_is_sent_once_an_interval_with_or_without_events(void **state)
{
	char host[65] = "", command[100];

	errnotice_outbox_shutdown();
	startup(SLOTS, true);
	server_start(&server);
	gethostname(host, sizeof(host) - 1);
	snprintf(command, sizeof(command), "HSTRLEN errnotice:hosts %s", host);
	assert_true(errnotice_outbox_heartbeat_due());
	errnotice_outbox_heartbeat();
	assert_in_range(ask_number(&server, command), 10, 40);
	assert_false(errnotice_outbox_heartbeat_due());
	ask(&server, "DEL errnotice:hosts");
	capture_some(1, 1);
	errnotice_outbox_flush();
	errnotice_outbox_heartbeat();
	assert_int_equal(ask_number(&server, command), 0);
}

static void a_refused_heartbeat_stops_no_event(void **state)
{
	errnotice_outbox_shutdown();
	startup(SLOTS, true);
	server_start(&server);
	ask(&server, "SET errnotice:hosts x");
	capture_some(1, 1);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 1);
	assert_int_equal(look().redis, ERRNOTICE_REDIS_UP);
	assert_true(look().heartbeat_refused);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest outbox[] = {
		EACH(an_event_arrives_with_its_fields_and_frees_its_slot),
		EACH(more_events_than_a_batch_arrive_in_their_order),
		EACH(only_final_ones_leave),
		EACH(what_is_no_event_is_told_as_lost),
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
		EACH(a_full_stream_gets_nothing_more_until_it_is_read),
		EACH(a_full_stream_is_looked_at_once_a_second),
		EACH(what_finds_no_slot_is_counted_and_told),
		EACH(a_full_table_gives_up_the_oldest_candidate),
		EACH(details_are_limited_for_the_whole_tree),
		EACH(the_next_hand_over_takes_what_a_killed_process_left),
		EACH(the_end_of_the_tree_takes_the_rest_for_every_endpoint),
		EACH(a_forked_child_sends_its_own_over_a_connection_of_its_own),
		EACH(of_forty_killed_processes_every_event_is_there_once),
		EACH(the_last_hand_over_does_not_wait_a_second_time_in_an_outage),
		EACH(the_last_hand_over_tries_although_another_process_found_an_outage),
		EACH(a_heartbeat_is_sent_once_an_interval_with_or_without_events),
		EACH(a_refused_heartbeat_stops_no_event),
	};

	return cmocka_run_group_tests(outbox, NULL, NULL);
}
