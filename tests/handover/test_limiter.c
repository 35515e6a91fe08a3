#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "ext/handover/limiter.h"
#include "tests/handover/support/tree.h"

#define FP 0x9e3779b97f4a7c15u

static int setup(void **state)
{
	*state = mmap(NULL, sizeof(struct errnotice_limiter), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return *state == MAP_FAILED;
}

static int teardown(void **state)
{
	return munmap(*state, sizeof(struct errnotice_limiter));
}

static long allowed(struct errnotice_limiter *limiter, uint64_t fp, int64_t minute, long limit, long calls)
{
	long n = 0;

	while (calls-- > 0)
		n += errnotice_limiter_allows(limiter, fp, minute, limit);
	return n;
}

static void the_first_few_of_a_minute_are_allowed(void **state)
{
	assert_int_equal(allowed(*state, FP, 100, 20, 1000), 20);
}

static void the_next_minute_begins_anew(void **state)
{
	assert_int_equal(allowed(*state, FP, 100, 20, 25), 20);
	assert_int_equal(allowed(*state, FP, 101, 20, 25), 20);
}

static void every_fingerprint_has_its_own(void **state)
{
	for (uint64_t fp = FP; fp < FP + 500; fp++)
		assert_int_equal(allowed(*state, fp * FP, 100, 3, 10), 3);
}

static void fingerprints_that_collide_do_not_share(void **state)
{
	assert_int_equal(allowed(*state, 5, 100, 3, 10), 3);
	assert_int_equal(allowed(*state, 5 + ERRNOTICE_LIMITER_ENTRIES, 100, 3, 10), 3);
	assert_int_equal(allowed(*state, 5, 100, 3, 10), 0);
}

static void none_are_allowed_with_a_limit_of_zero(void **state)
{
	assert_int_equal(allowed(*state, FP, 100, 0, 10), 0);
}

static void a_storm_of_fingerprints_stays_bounded(void **state)
{
	long n = 0;

	for (uint64_t i = 1; i <= 100000; i++)
		n += errnotice_limiter_allows(*state, i * FP, 100, 1);
	assert_in_range(n, ERRNOTICE_LIMITER_ENTRIES / 2, ERRNOTICE_LIMITER_ENTRIES);
	assert_int_equal(allowed(*state, FP, 101, 1, 10), 1);
}

static bool counts_in_a_child(void *limiter)
{
	return allowed(limiter, FP, 100, 200, 1000) <= 200;
}

static void processes_share_one_limit(void **state)
{
	pid_t pids[8];

	for (int i = 0; i < 8; i++)
		pids[i] = child(counts_in_a_child, *state);
	for (int i = 0; i < 8; i++)
		assert_true(ended_well(pids[i]));
	assert_false(errnotice_limiter_allows(*state, FP, 100, 200));
}

int main(void)
{
	const struct CMUnitTest limiter[] = {
		cmocka_unit_test_setup_teardown(the_first_few_of_a_minute_are_allowed, setup, teardown),
		cmocka_unit_test_setup_teardown(the_next_minute_begins_anew, setup, teardown),
		cmocka_unit_test_setup_teardown(every_fingerprint_has_its_own, setup, teardown),
		cmocka_unit_test_setup_teardown(fingerprints_that_collide_do_not_share, setup, teardown),
		cmocka_unit_test_setup_teardown(none_are_allowed_with_a_limit_of_zero, setup, teardown),
		cmocka_unit_test_setup_teardown(a_storm_of_fingerprints_stays_bounded, setup, teardown),
		cmocka_unit_test_setup_teardown(processes_share_one_limit, setup, teardown),
	};

	return cmocka_run_group_tests(limiter, NULL, NULL);
}
