#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/handover/support/folder.h"
#include "tests/handover/support/sender.h"

#define MINUTE_MS 60000

static struct errnotice_tally *tally;

static int setup(void **state)
{
	tally = calloc(1, sizeof(*tally));
	return 0;
}

static int teardown(void **state)
{
	free(tally);
	return 0;
}

/* An event of this issue and time; its texts are static. */
static struct errnotice_event event_of(const char *fp, int64_t time_ms, uint64_t count)
{
	struct errnotice_event event = {.time_ms = time_ms, .count = count};

	event.field[ERRNOTICE_FIELD_V] = errnotice_span_of("1");
	event.field[ERRNOTICE_FIELD_ID] = errnotice_span_of("01a20d3f-0b8b-7c5e-9f52-000000000001");
	event.field[ERRNOTICE_FIELD_TIME] = errnotice_span_of("1795543210123");
	event.field[ERRNOTICE_FIELD_FP] = errnotice_span_of(fp);
	event.field[ERRNOTICE_FIELD_CODE] = errnotice_span_of("10012");
	event.field[ERRNOTICE_FIELD_DETAIL] = errnotice_span_of("{\"trace\":[]}");
	return event;
}

static bool add(const char *fp, int64_t time_ms, uint64_t count)
{
	const struct errnotice_event event = event_of(fp, time_ms, count);

	return errnotice_tally_add(tally, 3, &event);
}

/* The next number as an event, count 0 when there is none. */
static struct errnotice_event take(unsigned peer)
{
	static struct errnotice_pack pack;
	struct errnotice_event event = {.count = 0};

	errnotice_pack_reset(&pack);
	if (errnotice_tally_take(tally, peer, &pack))
		assert_true(errnotice_pack_open(&event, &pack, NULL));
	return event;
}

static void counts_of_an_issue_and_minute_add_up(void **state)
{
	struct errnotice_event event;

	for (int i = 0; i < 100; i++)
		assert_true(add("aaaaaaaaaaaaaaaa", 1795543210123, 3));
	assert_int_equal(take(2).count, 0);
	event = take(3);
	assert_int_equal(event.count, 300);
	assert_true(errnotice_span_is(event.field[ERRNOTICE_FIELD_CODE], "10012"));
	assert_true(errnotice_span_is(event.field[ERRNOTICE_FIELD_DETAIL], "{}"));
	assert_int_equal(take(3).count, 0);
}

static void an_event_of_a_number_has_an_id_of_its_own(void **state)
{
	char first[40];

	assert_true(add("aaaaaaaaaaaaaaaa", 1795543210123, 1));
	strcpy(first, "");
	strncat(first, take(3).field[ERRNOTICE_FIELD_ID].data, 36);
	assert_string_not_equal(first, "01a20d3f-0b8b-7c5e-9f52-000000000001");
	assert_true(add("aaaaaaaaaaaaaaaa", 1795543210123, 1));
	assert_memory_not_equal(take(3).field[ERRNOTICE_FIELD_ID].data, first, 36);
}

static void issues_and_minutes_are_kept_apart(void **state)
{
	uint64_t sum = 0, events = 0, count;

	assert_true(add("aaaaaaaaaaaaaaaa", 0, 1));
	assert_true(add("aaaaaaaaaaaaaaaa", MINUTE_MS, 2));
	assert_true(add("aaaaaaaaaaaaaaab", 0, 4));
	while ((count = take(3).count) > 0) {
		sum += count;
		events++;
	}
	assert_int_equal(sum, 7);
	assert_int_equal(events, 3);
}

static void a_full_table_says_so_and_what_it_took_is_exact(void **state)
{
	uint64_t added = 0, taken = 0, count;
	char fp[17];

	for (int i = 0; i < 4 * ERRNOTICE_TALLY_ENTRIES; i++) {
		snprintf(fp, sizeof(fp), "%016x", i * 2654435761u);
		added += add(fp, 0, 1);
	}
	assert_in_range(added, ERRNOTICE_TALLY_ENTRIES / 2, ERRNOTICE_TALLY_ENTRIES);
	while ((count = take(3).count) > 0)
		taken += count;
	assert_int_equal(taken, added);
	assert_true(add(fp, 0, 1));
}

/* -- with slots ---------------------------------------------------------- */

/* As a capture does it that finds no slot. */
static void capture_in_need(int from, int to)
{
	for (int i = from; i <= to; i++) {
		struct errnotice_slot *slot;

		if (capture(i, ERRNOTICE_SLOT_FINAL))
			continue;
		slot = errnotice_outbox_squeeze();
		assert_non_null(slot);
		errnotice_slot_release(slot);
		assert_true(capture(i, ERRNOTICE_SLOT_FINAL));
	}
}

static long sum_of_counts(void)
{
	long sum = 0, n = entries();

	for (int i = 0; i < n; i++)
		if (strcmp(field_of(&server, STREAM, i, "kind"), "lost") != 0)
			sum += atol(field_of(&server, STREAM, i, "count"));
	return sum;
}

static bool numbers_are_told(void *argument)
{
	return flushed(NULL) && !errnotice_shared()->tally.held;
}

static void of_more_events_than_slots_every_one_is_counted(void **state)
{
	capture_in_need(1, 10 * SLOTS);
	assert_int_equal(look().waiting, SLOTS);
	assert_int_equal(errnotice_counted(ERRNOTICE_COUNT_tallied), 9 * SLOTS);
	server_start(&server);
	wait_until(numbers_are_told, NULL, "everything is sent");
	assert_int_equal(sum_of_counts(), 10 * SLOTS);
	assert_in_range(entries(), SLOTS + 1, SLOTS + 3);
}

/* A slot that was made free may be another's at once: then it is told as lost, and counted all the same. */
static bool captures_many(void *argument)
{
	for (int i = 0; i < 5 * SLOTS; i++) {
		struct errnotice_slot *slot = errnotice_outbox_squeeze();

		if (slot)
			errnotice_slot_release(slot);
		capture(i, ERRNOTICE_SLOT_FINAL);
	}
	return true;
}

static long lost_in_stream(void)
{
	long sum = 0, n = entries();

	for (int i = 0; i < n; i++)
		if (strcmp(field_of(&server, STREAM, i, "kind"), "lost") == 0)
			sum += atol(field_of(&server, STREAM, i, "count"));
	return sum;
}

static void of_several_processes_at_once_every_event_is_counted(void **state)
{
	pid_t pids[4];

	for (int i = 0; i < 4; i++)
		pids[i] = child(captures_many, NULL);
	for (int i = 0; i < 4; i++)
		assert_true(ended_well(pids[i]));
	server_start(&server);
	wait_until(numbers_are_told, NULL, "everything is sent");
	errnotice_outbox_shutdown(); /* and what was lost is told */
	assert_int_equal(sum_of_counts() + lost_in_stream(), 4 * 5 * SLOTS);
	startup(SLOTS, false);
}

/* As the consumer counts: an id once. */
static long counted_by_id(void)
{
	char ids[4 * SLOTS][40];
	long sum = 0, n = entries();

	assert_in_range(n, 1, 4 * SLOTS);
	for (int i = 0; i < n; i++) {
		int earlier = 0;

		strcpy(ids[i], "");
		strncat(ids[i], field_of(&server, STREAM, i, "id"), sizeof(ids[i]) - 1);
		while (strcmp(ids[earlier], ids[i]) != 0)
			earlier++;
		if (earlier == i && strcmp(field_of(&server, STREAM, i, "kind"), "lost") != 0)
			sum += atol(field_of(&server, STREAM, i, "count"));
	}
	return sum;
}

/* Redis had taken them, though its answer came too late. */
static void of_what_was_sent_and_not_answered_no_number_is_made(void **state)
{
	server_start(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	endpoint.timeout_ms = SHORT_MS;
	server_pause(&server);
	capture_some(2, SLOTS / 2);
	errnotice_outbox_flush();
	capture_in_need(SLOTS / 2 + 1, 2 * SLOTS);
	endpoint.timeout_ms = TIMEOUT_MS;
	server_resume(&server);
	wait_until(numbers_are_told, NULL, "everything is sent");
	assert_int_equal(counted_by_id(), 2 * SLOTS);
}

static bool dies_while_it_sends(void *argument)
{
	struct errnotice_slot *slot;

	capture_some(1, 1);
	return errnotice_slot_take(0, &slot, 1) == 1;
}

static void of_what_a_process_was_sending_when_it_died_no_number_is_made(void **state)
{
	struct errnotice_slot_tally sweep;

	assert_true(ended_well(child(dies_while_it_sends, NULL)));
	errnotice_slot_sweep(UINT32_MAX, true, &sweep);
	assert_int_equal(sweep.adopted, 1);
	assert_null(errnotice_outbox_squeeze());
	assert_int_equal(look().waiting, 1);
}

static bool slots_are_free(void *argument)
{
	errnotice_outbox_flush();
	return look().used == 0;
}

/* The spool has taken every event: no slot calls for a look at Redis any more. */
static void numbers_alone_find_out_that_redis_is_back(void **state)
{
	char path[300];

	capture_some(1, SLOTS);
	for (int i = SLOTS + 1; i <= 2 * SLOTS; i++) {
		errnotice_slot_release(errnotice_outbox_squeeze());
		capture_some(i, i);
	}
	folder_init(&place, path);
	wait_until(slots_are_free, NULL, "everything is in the spool");
	server_start(&server);
	wait_until(numbers_are_told, NULL, "everything is sent");
	assert_int_equal(sum_of_counts() + records_in(path, NULL), 2 * SLOTS);
	folder_clear(&place);
}

static void numbers_go_out_at_the_end_as_well(void **state)
{
	capture_in_need(1, 2 * SLOTS);
	server_start(&server);
	errnotice_outbox_shutdown();
	assert_int_equal(sum_of_counts(), 2 * SLOTS);
	startup(SLOTS, false);
}

static void without_an_event_that_waits_there_is_nothing_to_squeeze(void **state)
{
	for (int i = 0; i < SLOTS; i++)
		assert_true(capture(i, ERRNOTICE_SLOT_SURE));
	assert_null(errnotice_outbox_squeeze());
}

int main(void)
{
#define ALONE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
#define WITH(name)  cmocka_unit_test_setup_teardown(name, sender_setup, sender_teardown)
	const struct CMUnitTest tests[] = {
		ALONE(counts_of_an_issue_and_minute_add_up),
		ALONE(an_event_of_a_number_has_an_id_of_its_own),
		ALONE(issues_and_minutes_are_kept_apart),
		ALONE(a_full_table_says_so_and_what_it_took_is_exact),
		WITH(of_more_events_than_slots_every_one_is_counted),
		WITH(of_several_processes_at_once_every_event_is_counted),
		WITH(of_what_was_sent_and_not_answered_no_number_is_made),
		WITH(of_what_a_process_was_sending_when_it_died_no_number_is_made),
		WITH(numbers_alone_find_out_that_redis_is_back),
		WITH(numbers_go_out_at_the_end_as_well),
		WITH(without_an_event_that_waits_there_is_nothing_to_squeeze),
	};

	return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
