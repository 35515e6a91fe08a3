#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/clock.h"
#include "tests/handover/support/sender.h"

#define THREADS 8
#define EACH_OF 25

static void *hand_over(void *argument)
{
	errnotice_outbox_flush();
	return NULL;
}

static bool all_are_on_their_way(void *argument)
{
	return !errnotice_slot_waits(0);
}

static void what_comes_during_a_hand_over_leaves_with_it(void **state)
{
	pthread_t first;

	server_start(&server);
	capture_some(1, 1);
	errnotice_outbox_flush();
	server_pause(&server);
	capture_some(2, 2);
	assert_int_equal(pthread_create(&first, NULL, hand_over, NULL), 0);
	wait_until(all_are_on_their_way, NULL, "the event is sent, and not answered");
	capture_some(3, 3);
	assert_in_range(time_of_flush(), 0, TIMEOUT_MS / 2);
	assert_int_equal(look().waiting, 2);
	server_resume(&server);
	pthread_join(first, NULL);
	assert_int_equal(entries(), 3);
	assert_int_equal(look().used, 0);
}

/* A server of one thread a request: never more slots than there are. */
static void *serve_requests(void *numbers_from)
{
	int from = *(int *)numbers_from;

	for (int i = 0; i < EACH_OF; i++) {
		while (look().used > SLOTS / 2)
			errnotice_outbox_flush();
		capture_some(from + i, from + i);
		errnotice_outbox_flush();
	}
	return NULL;
}

static void threads_that_all_hand_over_lose_nothing_and_double_nothing(void **state)
{
	static int seen[THREADS * EACH_OF];
	pthread_t threads[THREADS];
	int from[THREADS];

	server_start(&server);
	for (int i = 0; i < THREADS; i++) {
		from[i] = i * EACH_OF;
		assert_int_equal(pthread_create(&threads[i], NULL, serve_requests, &from[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	wait_until(flushed, NULL, "everything is sent");
	assert_int_equal(entries(), THREADS * EACH_OF);
	for (int i = 0; i < THREADS * EACH_OF; i++)
		seen[atoi(field_of(&server, STREAM, i, "code"))]++;
	for (int i = 0; i < THREADS * EACH_OF; i++)
		assert_int_equal(seen[i], 1);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, sender_setup, sender_teardown)
	const struct CMUnitTest threads[] = {
		EACH(what_comes_during_a_hand_over_leaves_with_it),
		EACH(threads_that_all_hand_over_lose_nothing_and_double_nothing),
	};

	return cmocka_run_group_tests(threads, NULL, NULL);
}
