#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/clock.h"
#include "ext/handover/lost.h"
#include "tests/handover/support/sender.h"

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
	struct errnotice_slot *slot;

	server_start(&server);
	slot = errnotice_outbox_claim();
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

static void only_an_id_acknowledges(void **state)
{
	static const char *const answers[] = {"+OK", "+1-1", ":1", "$-1", "$0\r\n", "$1\r\n1", "$2\r\n1-",
		"$2\r\n-1", "$5\r\n1-1 1", "*1\r\n$3\r\n1-1"};

	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		server_start_fake(&server, "XADD", answers[i]);
		if (i == 0)
			capture_some(1, 1);
		else
			atomic_store(&errnotice_shared()->peers[0].breaker.retry_at_ms, 0);
		errnotice_outbox_flush();
		assert_int_equal(look().waiting, 1);
		assert_int_equal(look().acknowledged, 0);
		assert_string_equal(look().reason, "XADD was answered by something that is no id");
		/* it may be on the stream: no number is made of it */
		assert_null(errnotice_outbox_squeeze());
		server_kill(&server);
	}
	server_start_fake(&server, "XADD", "$15\r\n1795543210123-0");
	wait_until(flushed, NULL, "it is sent");
	assert_int_equal(look().acknowledged, 1);
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
	for (int64_t until = errnotice_clock_ms() + 2500; errnotice_clock_ms() < until; usleep(5000))
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

static void one_endpoint_too_many_is_counted_and_told(void **state)
{
	for (int i = 0; i < ERRNOTICE_PEERS; i++) {
		snprintf(endpoint.stream, sizeof(endpoint.stream), "stream:%d", i);
		assert_true(capture(i, ERRNOTICE_SLOT_CANDIDATE));
	}
	assert_int_equal(look().redis, ERRNOTICE_REDIS_UNUSED);
	strcpy(endpoint.stream, "one:more");
	assert_false(capture(99, ERRNOTICE_SLOT_CANDIDATE));
	assert_int_equal(look().redis, ERRNOTICE_REDIS_NO_PLACE);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_lost), 1);
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
	/* what is final is anybody's */
	assert_int_equal(entries(), 1);
	kill_and_reap(pid);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 2);
	assert_int_equal(look().used, 0);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_adopted), 1);
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
	assert_in_range(ask_number(&server, command), 60, 100);
	assert_false(errnotice_outbox_heartbeat_due());
	ask(&server, "DEL errnotice:hosts");
	capture_some(1, 1);
	errnotice_outbox_flush();
	errnotice_outbox_heartbeat();
	assert_int_equal(ask_number(&server, command), 0);
}

static const char *beat_of(const char *host)
{
	char command[200];

	snprintf(command, sizeof(command),
		"EVAL return{ok=redis.call(KEYS[1],KEYS[2],KEYS[3])} 3 HGET errnotice:hosts %s", host);
	return ask(&server, command);
}

/* What arrives with a source can be compared with how many the heartbeat says were taken. */
static void a_heartbeat_tells_how_many_errors_of_its_source_redis_took(void **state)
{
	char host[65] = "", source[40] = "", stream[64] = "";
	struct errnotice_slot *slot;
	unsigned taken = 0;

	errnotice_outbox_shutdown();
	startup(SLOTS, true);
	server_start(&server);
	gethostname(host, sizeof(host) - 1);
	capture_some(1, 2);
	slot = errnotice_outbox_claim();
	assert_true(
		errnotice_lost_write(errnotice_slot_pack(slot), ERRNOTICE_LOSS_NO_SLOT, 40, host, "test", 1));
	errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
	errnotice_outbox_flush();
	assert_int_equal(entries(), 3);
	atomic_store(&errnotice_shared()->peers[0].beat_at_ms, 0);
	errnotice_outbox_heartbeat();
	assert_int_equal(sscanf(beat_of(host), "+%*s 9.9.9 %u %39s %63s", &taken, source, stream), 3);
	assert_int_equal(taken, 42);
	assert_string_equal(stream, STREAM);
	assert_int_equal(strlen(source), ERRNOTICE_UUID_LEN);
	for (int i = 0; i < 3; i++)
		assert_string_equal(field_of(&server, STREAM, i, "source"), source);
}

/* Two pools that send to one stream share its peer. */
static void what_a_heartbeat_counts_carries_its_source_whatever_its_pool_has_set(void **state)
{
	char source[40] = "";

	errnotice_outbox_shutdown();
	startup(SLOTS, true);
	server_start(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	strncat(source, field_of(&server, STREAM, 0, "source"), sizeof(source) - 1);
	assert_int_equal(strlen(source), ERRNOTICE_UUID_LEN);
	endpoint.heartbeat_s = 0;
	capture_some(2, 2);
	errnotice_outbox_flush();
	assert_string_equal(field_of(&server, STREAM, 1, "source"), source);
	assert_int_equal(look().acknowledged, 2);
}

static void without_heartbeats_events_carry_no_source(void **state)
{
	server_start(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	assert_string_equal(field_of(&server, STREAM, 0, "source"), "");
	assert_string_equal(field_of(&server, STREAM, 0, "code"), "1");
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
#define EACH(test) cmocka_unit_test_setup_teardown(test, sender_setup, sender_teardown)
	const struct CMUnitTest outbox[] = {
		EACH(an_event_arrives_with_its_fields_and_frees_its_slot),
		EACH(more_events_than_a_batch_arrive_in_their_order),
		EACH(only_final_ones_leave),
		EACH(what_is_no_event_is_told_as_lost),
		EACH(only_an_id_acknowledges),
		EACH(a_full_stream_gets_nothing_more_until_it_is_read),
		EACH(a_full_stream_is_looked_at_once_a_second),
		EACH(what_finds_no_slot_is_counted_and_told),
		EACH(one_endpoint_too_many_is_counted_and_told),
		EACH(details_are_limited_for_the_whole_tree),
		EACH(the_next_hand_over_takes_what_a_killed_process_left),
		EACH(the_end_of_the_tree_takes_the_rest_for_every_endpoint),
		EACH(a_forked_child_sends_its_own_over_a_connection_of_its_own),
		EACH(of_forty_killed_processes_every_event_is_there_once),
		EACH(a_heartbeat_is_sent_once_an_interval_with_or_without_events),
		EACH(a_heartbeat_tells_how_many_errors_of_its_source_redis_took),
		EACH(what_a_heartbeat_counts_carries_its_source_whatever_its_pool_has_set),
		EACH(without_heartbeats_events_carry_no_source),
		EACH(a_refused_heartbeat_stops_no_event),
	};

	return cmocka_run_group_tests(outbox, NULL, NULL);
}
