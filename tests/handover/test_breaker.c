#include <sys/mman.h>
#include <unistd.h>

#include "ext/handover/breaker.h"
#include "tests/handover/support/tree.h"

static void a_new_one_is_closed(void **state)
{
	struct errnotice_breaker breaker = {0};

	assert_int_equal(errnotice_breaker_ask(&breaker, 5000), ERRNOTICE_GATE_CLOSED);
	assert_int_equal(errnotice_breaker_retry_in_ms(&breaker, 5000), -1);
}

static void the_first_failure_opens_it_for_a_second(void **state)
{
	struct errnotice_breaker breaker = {0};

	errnotice_breaker_failure(&breaker, 5000);
	assert_int_equal(errnotice_breaker_ask(&breaker, 5000), ERRNOTICE_GATE_OPEN);
	assert_int_equal(errnotice_breaker_ask(&breaker, 5999), ERRNOTICE_GATE_OPEN);
	assert_int_equal(errnotice_breaker_retry_in_ms(&breaker, 5400), 600);
	assert_int_equal(errnotice_breaker_ask(&breaker, 6000), ERRNOTICE_GATE_PROBE);
}

static void one_of_those_who_ask_is_granted_a_probe(void **state)
{
	struct errnotice_breaker breaker = {0};

	errnotice_breaker_failure(&breaker, 5000);
	assert_int_equal(errnotice_breaker_ask(&breaker, 6000), ERRNOTICE_GATE_PROBE);
	assert_int_equal(errnotice_breaker_ask(&breaker, 6000), ERRNOTICE_GATE_OPEN);
	assert_int_equal(errnotice_breaker_ask(&breaker, 7999), ERRNOTICE_GATE_OPEN);
	assert_int_equal(errnotice_breaker_ask(&breaker, 8000), ERRNOTICE_GATE_PROBE);
}

static void the_cooldown_doubles_up_to_half_a_minute(void **state)
{
	static const int64_t wanted[] = {1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000};
	struct errnotice_breaker breaker = {0};
	int64_t now = 5000;

	errnotice_breaker_failure(&breaker, now);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		assert_int_equal(errnotice_breaker_retry_in_ms(&breaker, now), wanted[i]);
		now += wanted[i];
		assert_int_equal(errnotice_breaker_ask(&breaker, now), ERRNOTICE_GATE_PROBE);
		errnotice_breaker_failure(&breaker, now);
	}
}

static void failures_of_the_same_outage_count_once(void **state)
{
	struct errnotice_breaker breaker = {0};

	for (int worker = 0; worker < 50; worker++)
		errnotice_breaker_failure(&breaker, 5000 + worker);
	assert_int_equal(errnotice_breaker_retry_in_ms(&breaker, 5000), 1000);
	assert_int_equal(errnotice_breaker_ask(&breaker, 6000), ERRNOTICE_GATE_PROBE);
}

static void a_success_closes_it_and_the_next_outage_begins_small(void **state)
{
	struct errnotice_breaker breaker = {0};

	errnotice_breaker_failure(&breaker, 5000);
	errnotice_breaker_ask(&breaker, 6000);
	errnotice_breaker_ask(&breaker, 8000);
	errnotice_breaker_success(&breaker);
	assert_int_equal(errnotice_breaker_ask(&breaker, 8001), ERRNOTICE_GATE_CLOSED);
	errnotice_breaker_failure(&breaker, 9000);
	assert_int_equal(errnotice_breaker_retry_in_ms(&breaker, 9000), 1000);
}

static void a_failure_after_the_cooldown_keeps_it_open(void **state)
{
	struct errnotice_breaker breaker = {0};

	errnotice_breaker_failure(&breaker, 5000);
	errnotice_breaker_failure(&breaker, 7000);
	assert_int_equal(errnotice_breaker_ask(&breaker, 7500), ERRNOTICE_GATE_OPEN);
}

static bool gets_the_probe(void *breaker)
{
	return errnotice_breaker_ask(breaker, 6000) == ERRNOTICE_GATE_PROBE;
}

static void of_many_processes_one_is_granted_a_probe(void **state)
{
	struct errnotice_breaker *breaker =
		mmap(NULL, sizeof(*breaker), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pids[16];
	int granted = 0;

	assert_ptr_not_equal(breaker, MAP_FAILED);
	errnotice_breaker_failure(breaker, 5000);
	for (int i = 0; i < 16; i++)
		pids[i] = child(gets_the_probe, breaker);
	for (int i = 0; i < 16; i++)
		granted += ended_well(pids[i]);
	assert_int_equal(granted, 1);
	munmap(breaker, sizeof(*breaker));
}

int main(void)
{
	const struct CMUnitTest breaker[] = {
		cmocka_unit_test(a_new_one_is_closed),
		cmocka_unit_test(the_first_failure_opens_it_for_a_second),
		cmocka_unit_test(one_of_those_who_ask_is_granted_a_probe),
		cmocka_unit_test(the_cooldown_doubles_up_to_half_a_minute),
		cmocka_unit_test(failures_of_the_same_outage_count_once),
		cmocka_unit_test(a_success_closes_it_and_the_next_outage_begins_small),
		cmocka_unit_test(a_failure_after_the_cooldown_keeps_it_open),
		cmocka_unit_test(of_many_processes_one_is_granted_a_probe),
	};

	return cmocka_run_group_tests(breaker, NULL, NULL);
}
