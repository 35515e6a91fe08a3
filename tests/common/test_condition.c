/* A condition's wait and the clock agree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/clock.h"
#include "common/condition.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition;

static int set_up(void **state)
{
	(void)state;
	errnotice_condition_init(&condition);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	return pthread_cond_destroy(&condition);
}

static void a_wait_that_nobody_ends_ends_when_the_clock_reads_its_time(void **state)
{
	int64_t until_ms = errnotice_clock_ms() + 20;

	(void)state;
	pthread_mutex_lock(&lock);
	while (errnotice_condition_wait(&condition, &lock, until_ms))
		;
	pthread_mutex_unlock(&lock);
	assert_true(errnotice_clock_ms() >= until_ms);
}

static void a_time_that_has_passed_is_not_waited_for(void **state)
{
	static const int64_t passed[] = {INT64_MIN, -1, 0, 1};

	(void)state;
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < sizeof(passed) / sizeof(*passed); i++)
		assert_false(errnotice_condition_wait(&condition, &lock, passed[i]));
	assert_false(errnotice_condition_wait(&condition, &lock, errnotice_clock_ms()));
	pthread_mutex_unlock(&lock);
}

static void *signal_it(void *nothing)
{
	pthread_mutex_lock(&lock);
	pthread_cond_signal(&condition);
	pthread_mutex_unlock(&lock);
	return nothing;
}

static void a_signal_ends_a_wait_before_its_time(void **state)
{
	pthread_t other;

	(void)state;
	pthread_mutex_lock(&lock);
	assert_int_equal(pthread_create(&other, NULL, signal_it, NULL), 0);
	assert_true(errnotice_condition_wait(&condition, &lock, errnotice_clock_ms() + 10000));
	pthread_mutex_unlock(&lock);
	pthread_join(other, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_wait_that_nobody_ends_ends_when_the_clock_reads_its_time, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_time_that_has_passed_is_not_waited_for, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_signal_ends_a_wait_before_its_time, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
