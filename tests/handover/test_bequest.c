#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "common/uuid.h"
#include "tests/handover/support/sender.h"
#include "tests/handover/support/tree.h"

static int setup(void **state)
{
	sender_setup(state);
	errnotice_outbox_shutdown();
	reloads = true;
	startup(SLOTS, true);
	return 0;
}

static int teardown(void **state)
{
	int failure = sender_teardown(state);

	/* the next one is not to find what this test leaves */
	unsetenv("ERRNOTICE_BEQUEST");
	return failure;
}

/* As a reload does it: one process, MSHUTDOWN, then MINIT. */
static void reload(uint32_t slots)
{
	errnotice_outbox_shutdown();
	startup(slots, true);
}

static void what_waits_is_there_after_a_reload_and_sent_once(void **state)
{
	bool seen[31] = {false};

	capture_some(1, 30);
	reload(SLOTS);
	assert_int_equal(look().waiting, 30);
	server_start(&server);
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), 30);
	for (int i = 0; i < 30; i++)
		seen[atoi(field_of(&server, STREAM, i, "code"))] = true;
	for (int number = 1; number <= 30; number++)
		assert_true(seen[number]);
}

static void what_has_no_slot_there_is_told_by_its_number(void **state)
{
	capture_some(1, 30);
	reload(16);
	assert_int_equal(look().waiting, 16);
	server_start(&server);
	wait_until(flushed, NULL, "everything is sent");
	/* a number needs a slot of its own, and is told with the next hand-over that has one */
	capture_some(31, 31);
	wait_until(flushed, NULL, "the number is sent");
	assert_int_equal(entries(), 18);
	for (int i = 16; i < 18; i++)
		if (strcmp(field_of(&server, STREAM, i, "kind"), "lost") == 0)
			assert_string_equal(field_of(&server, STREAM, i, "count"), "14");
		else
			assert_string_equal(field_of(&server, STREAM, i, "code"), "31");
}

static void what_redis_may_have_taken_keeps_its_slot(void **state)
{
	int doubted = 0;

	capture_some(1, 30);
	for (int i = 20; i < 30; i++)
		errnotice_slot_doubt(&errnotice_shared()->slots[i]);
	reload(16);
	assert_int_equal(look().waiting, 16);
	for (int i = 0; i < 16; i++)
		doubted += errnotice_slot_in_doubt(&errnotice_shared()->slots[i]);
	assert_int_equal(doubted, 10);
}

static void the_account_of_what_redis_took_goes_on(void **state)
{
	char source[40] = "";

	server_start(&server);
	capture_some(1, 2);
	errnotice_outbox_flush();
	strncat(source, field_of(&server, STREAM, 0, "source"), sizeof(source) - 1);
	reload(SLOTS);
	capture_some(3, 3);
	errnotice_outbox_flush();
	assert_string_equal(field_of(&server, STREAM, 2, "source"), source);
	assert_int_equal(strlen(source), ERRNOTICE_UUID_LEN);
	assert_int_equal(look().acknowledged, 3);
}

static void limits_and_times_are_those_of_the_new_configuration(void **state)
{
	capture_some(1, 1);
	endpoint.heartbeat_s = 7;
	reload(SLOTS);
	capture_some(2, 2);
	assert_int_equal(errnotice_shared()->peers[0].endpoint.heartbeat_s, 7);
	assert_int_equal(errnotice_shared()->peers[1].ready, 0);
}

static void what_a_kill_left_of_the_numbers_ends_with_a_reload(void **state)
{
	struct errnotice_tally *tally = &errnotice_shared()->tally;

	atomic_fetch_add(&tally->held, 1);
	atomic_store(&tally->entry[0].word, (uint64_t)1 << 32); /* about to be written */
	reload(SLOTS);
	tally = &errnotice_shared()->tally;
	assert_int_equal(tally->held, 0);
	assert_int_equal(tally->entry[0].word, 0);
}

static void another_version_takes_nothing(void **state)
{
	capture_some(1, 3);
	version = "9.9.10";
	reload(SLOTS);
	assert_int_equal(look().waiting, 0);
	assert_null(getenv("ERRNOTICE_BEQUEST"));
}

static bool finds_nothing(void *argument)
{
	startup(SLOTS, true);
	return look().waiting == 0 && !getenv("ERRNOTICE_BEQUEST");
}

static void a_program_that_inherits_the_words_takes_nothing(void **state)
{
	capture_some(1, 3);
	errnotice_outbox_shutdown();
	assert_non_null(getenv("ERRNOTICE_BEQUEST"));
	assert_true(ended_well(child(finds_nothing, NULL)));
	startup(SLOTS, true);
	assert_int_equal(look().waiting, 3);
}

static bool ends_under_a_limit(void *argument)
{
	const struct rlimit limit = {4096, 4096};

	startup(SLOTS, true);
	capture_some(1, 3);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return false;
	errnotice_outbox_shutdown();
	return !getenv("ERRNOTICE_BEQUEST");
}

static void a_limit_on_the_size_of_files_is_no_crash(void **state)
{
	errnotice_outbox_shutdown();
	assert_true(ended_well(child(ends_under_a_limit, NULL)));
	startup(SLOTS, true);
}

static void words_of_anybody_else_are_no_file(void **state)
{
	char words[40];

	errnotice_outbox_shutdown();
	snprintf(words, sizeof(words), "%d 0", (int)getpid());
	setenv("ERRNOTICE_BEQUEST", words, 1);
	startup(SLOTS, true);
	assert_int_equal(look().used, 0);
	assert_null(getenv("ERRNOTICE_BEQUEST"));
	assert_true(fcntl(0, F_GETFD) >= 0);
}

/* Each reload with another password is another endpoint. */
static void change_endpoints(int times)
{
	for (int i = 0; i < times; i++) {
		snprintf(endpoint.redis.password, sizeof(endpoint.redis.password), "%d", i);
		endpoint.timeout_ms = 1;
		assert_non_null(errnotice_outbox_claim());
		reload(SLOTS);
	}
}

static void endpoints_that_were_given_up_leave_room(void **state)
{
	change_endpoints(3 * ERRNOTICE_PEERS);
}

static void one_that_still_holds_something_is_not_given_up(void **state)
{
	for (int i = 0; i < 3; i++) {
		snprintf(endpoint.redis.user, sizeof(endpoint.redis.user), "user%d", i);
		capture_some(i, i);
		change_endpoints(ERRNOTICE_PEERS);
	}
	assert_int_equal(look().waiting, 3);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest bequest[] = {
		EACH(what_waits_is_there_after_a_reload_and_sent_once),
		EACH(what_has_no_slot_there_is_told_by_its_number),
		EACH(what_redis_may_have_taken_keeps_its_slot),
		EACH(the_account_of_what_redis_took_goes_on),
		EACH(limits_and_times_are_those_of_the_new_configuration),
		EACH(what_a_kill_left_of_the_numbers_ends_with_a_reload),
		EACH(another_version_takes_nothing),
		EACH(a_program_that_inherits_the_words_takes_nothing),
		EACH(a_limit_on_the_size_of_files_is_no_crash),
		EACH(words_of_anybody_else_are_no_file),
		EACH(endpoints_that_were_given_up_leave_room),
		EACH(one_that_still_holds_something_is_not_given_up),
	};

	return cmocka_run_group_tests(bequest, NULL, NULL);
}
