#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "ext/handover/shared.h"
#include "tests/handover/support/tree.h"

#define SLOTS 16
#define PEER  3
#define ALL   UINT32_MAX

static int setup(void **state)
{
	struct errnotice_err err = {.text = ""};

	return errnotice_shared_open(SLOTS, &err) ? 0 : 1;
}

static int teardown(void **state)
{
	errnotice_shared_close();
	return 0;
}

static struct errnotice_slot *claim_as(enum errnotice_slot_state state)
{
	struct errnotice_slot *slot = errnotice_slot_claim(PEER);

	if (slot)
		errnotice_slot_mark(slot, state);
	return slot;
}

static struct errnotice_slot_tally swept(uint32_t adopt)
{
	struct errnotice_slot_tally tally;

	errnotice_slot_sweep(adopt, true, &tally);
	return tally;
}

static void every_slot_is_claimed_once_and_then_none_is_left(void **state)
{
	struct errnotice_slot *seen[SLOTS];

	for (int i = 0; i < SLOTS; i++) {
		seen[i] = errnotice_slot_claim(PEER);
		assert_non_null(seen[i]);
		for (int j = 0; j < i; j++)
			assert_ptr_not_equal(seen[i], seen[j]);
	}
	assert_null(errnotice_slot_claim(PEER));
	errnotice_slot_release(seen[5]);
	assert_ptr_equal(errnotice_slot_claim(PEER), seen[5]);
}

/* Others can write it: it may lie in both directions, and hides nothing that is claimed later. */
static void how_far_to_look_is_bounded_by_the_slots(void **state)
{
	struct errnotice_slot_tally tally;

	atomic_store(&errnotice_shared()->reach, UINT32_MAX);
	assert_non_null(claim_as(ERRNOTICE_SLOT_FINAL));
	assert_int_equal(swept(ALL).used, 1);
	atomic_store(&errnotice_shared()->reach, 0);
	assert_int_equal(swept(ALL).used, 0);
	assert_non_null(claim_as(ERRNOTICE_SLOT_FINAL));
	errnotice_slot_count(&tally);
	assert_int_equal(tally.used, 2);
}

static void packs_do_not_overlap(void **state)
{
	struct errnotice_slot *a = errnotice_slot_claim(PEER), *b = errnotice_slot_claim(PEER);

	memset(errnotice_slot_pack(a)->bytes, 'a', ERRNOTICE_PACK_MAX);
	memset(errnotice_slot_pack(b)->bytes, 'b', ERRNOTICE_PACK_MAX);
	assert_int_equal(errnotice_slot_pack(a)->bytes[ERRNOTICE_PACK_MAX - 1], 'a');
	assert_int_equal(errnotice_slot_pack(b)->len, 0);
}

static void a_claimed_slot_is_empty_whoever_had_it_before(void **state)
{
	struct errnotice_slot *slot = errnotice_slot_claim(PEER);

	errnotice_slot_pack(slot)->len = 77;
	errnotice_slot_release(slot);
	assert_int_equal(errnotice_slot_pack(errnotice_slot_claim(PEER))->len, 0);
}

static void the_oldest_final_ones_are_taken_first(void **state)
{
	struct errnotice_slot *a = claim_as(ERRNOTICE_SLOT_FINAL), *b = claim_as(ERRNOTICE_SLOT_FINAL);
	struct errnotice_slot *c, *found[3];

	/* the place in the table says nothing about age */
	errnotice_slot_release(a);
	c = claim_as(ERRNOTICE_SLOT_FINAL);
	assert_ptr_equal(c, a);
	claim_as(ERRNOTICE_SLOT_SURE);
	assert_int_equal(errnotice_slot_take(PEER + 1, found, 3), 0);
	assert_int_equal(errnotice_slot_take(PEER, found, 1), 1);
	assert_ptr_equal(found[0], b);
	assert_true(errnotice_slot_waits(PEER));
	assert_int_equal(errnotice_slot_take(PEER, found, 3), 1);
	assert_ptr_equal(found[0], c);
	assert_false(errnotice_slot_waits(PEER));
	errnotice_slot_mark(c, ERRNOTICE_SLOT_FINAL);
	assert_true(errnotice_slot_waits(PEER));
}

static bool claim_one_of_each(void *argument)
{
	return claim_as(ERRNOTICE_SLOT_WRITING) && claim_as(ERRNOTICE_SLOT_CANDIDATE)
	       && claim_as(ERRNOTICE_SLOT_SURE) && claim_as(ERRNOTICE_SLOT_FINAL);
}

static void of_the_living_only_what_is_final_can_be_taken(void **state)
{
	pid_t pid = child_that_stays(claim_one_of_each, NULL);
	struct errnotice_slot_tally tally = swept(ALL);
	struct errnotice_slot *found[SLOTS];

	assert_int_equal(tally.used, 4);
	assert_int_equal(tally.adopted, 0);
	assert_int_equal(tally.final_peers, 1u << PEER);
	assert_int_equal(errnotice_slot_take(PEER, found, SLOTS), 1);
	assert_int_equal(swept(ALL).adopted, 0);
	kill_and_reap(pid);
}

static bool takes_it(void *argument)
{
	struct errnotice_slot *found[SLOTS];

	return errnotice_slot_take(PEER, found, SLOTS) == 1;
}

static void of_many_that_take_a_final_one_gets_it(void **state)
{
	pid_t pids[8];
	int taken = 0;

	claim_as(ERRNOTICE_SLOT_FINAL);
	for (int i = 0; i < 8; i++)
		pids[i] = child(takes_it, NULL);
	for (int i = 0; i < 8; i++)
		taken += ended_well(pids[i]);
	assert_int_equal(taken, 1);
	/* and since that one died while it was sending */
	assert_int_equal(swept(ALL).adopted, 1);
	assert_true(errnotice_slot_waits(PEER));
}

static void of_the_killed_the_sure_ones_are_adopted_and_the_others_freed(void **state)
{
	pid_t pid = child_that_stays(claim_one_of_each, NULL);
	struct errnotice_slot_tally tally;
	struct errnotice_slot *found[SLOTS];

	kill_and_reap(pid);
	tally = swept(ALL);
	assert_int_equal(tally.adopted, 2);
	assert_int_equal(tally.used, 2);
	assert_int_equal(tally.final_peers, 1u << PEER);
	assert_int_equal(errnotice_slot_take(PEER, found, SLOTS), 2);
}

static void slots_of_another_endpoint_wait_for_one_who_sends_there(void **state)
{
	pid_t pid = child_that_stays(claim_one_of_each, NULL);
	struct errnotice_slot_tally tally;

	kill_and_reap(pid);
	tally = swept(1u << (PEER + 1));
	assert_int_equal(tally.adopted, 0);
	assert_int_equal(tally.used, 2);
	assert_int_equal(swept(1u << PEER).adopted, 2);
}

static void a_quick_look_finds_the_dead_but_not_a_zombie(void **state)
{
	pid_t pid = child_that_stays(claim_one_of_each, NULL);
	struct errnotice_slot_tally tally;
	siginfo_t info;

	kill(pid, SIGKILL);
	assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
	errnotice_slot_sweep(ALL, false, &tally);
	assert_int_equal(tally.adopted, 0);
	waitpid(pid, NULL, 0);
	errnotice_slot_sweep(ALL, false, &tally);
	assert_int_equal(tally.adopted, 2);
}

static bool meddles(void *slot)
{
	errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
	errnotice_slot_release(slot);
	return swept(ALL).adopted == 0;
}

static void a_forked_child_has_no_say_in_its_parents_slots(void **state)
{
	struct errnotice_slot *slot = claim_as(ERRNOTICE_SLOT_CANDIDATE);
	struct errnotice_slot_tally tally;

	assert_true(ended_well(child(meddles, slot)));
	tally = swept(ALL);
	assert_int_equal(tally.used, 1);
	assert_int_equal(tally.candidates, 1);
}

static bool claim_final(void *argument)
{
	return claim_as(ERRNOTICE_SLOT_FINAL) != NULL;
}

static bool adopts_it(void *argument)
{
	return swept(ALL).adopted == 1;
}

static void several_that_find_a_dead_ones_slot_do_not_share_it(void **state)
{
	pid_t pids[8];
	int adopted = 0;

	kill_and_reap(child_that_stays(claim_final, NULL));
	for (int i = 0; i < 8; i++)
		pids[i] = child(adopts_it, NULL);
	/* they may end before the next one looks, and leave it again: adopted at least once, by each at most once */
	for (int i = 0; i < 8; i++)
		adopted += ended_well(pids[i]);
	assert_in_range(adopted, 1, 8);
	assert_int_equal(swept(ALL).adopted, 1);
	assert_int_equal(swept(ALL).used, 1);
}

static void at_the_end_a_sure_one_is_final_and_a_candidate_is_gone(void **state)
{
	struct errnotice_slot *found[SLOTS];

	claim_as(ERRNOTICE_SLOT_CANDIDATE);
	claim_as(ERRNOTICE_SLOT_SURE);
	errnotice_slot_settle();
	assert_int_equal(errnotice_slot_take(PEER, found, SLOTS), 1);
	assert_int_equal(swept(ALL).used, 1);
}

static bool claims_and_releases(void *argument)
{
	for (int i = 0; i < 20000; i++) {
		struct errnotice_slot *slot = errnotice_slot_claim(PEER);

		if (!slot)
			continue;
		errnotice_slot_pack(slot)->len = 1;
		if (errnotice_slot_pack(slot)->len != 1)
			return false;
		errnotice_slot_release(slot);
	}
	return true;
}

static void many_processes_claim_and_release_and_nothing_leaks(void **state)
{
	pid_t pids[8];

	for (int i = 0; i < 8; i++)
		pids[i] = child(claims_and_releases, NULL);
	for (int i = 0; i < 8; i++)
		assert_true(ended_well(pids[i]));
	assert_int_equal(swept(ALL).used, 0);
}

int main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest slot[] = {
		EACH(every_slot_is_claimed_once_and_then_none_is_left),
		EACH(how_far_to_look_is_bounded_by_the_slots),
		EACH(packs_do_not_overlap),
		EACH(a_claimed_slot_is_empty_whoever_had_it_before),
		EACH(the_oldest_final_ones_are_taken_first),
		EACH(of_the_living_only_what_is_final_can_be_taken),
		EACH(of_many_that_take_a_final_one_gets_it),
		EACH(of_the_killed_the_sure_ones_are_adopted_and_the_others_freed),
		EACH(slots_of_another_endpoint_wait_for_one_who_sends_there),
		EACH(a_quick_look_finds_the_dead_but_not_a_zombie),
		EACH(a_forked_child_has_no_say_in_its_parents_slots),
		EACH(several_that_find_a_dead_ones_slot_do_not_share_it),
		EACH(at_the_end_a_sure_one_is_final_and_a_candidate_is_gone),
		EACH(many_processes_claim_and_release_and_nothing_leaks),
	};

	return cmocka_run_group_tests(slot, NULL, NULL);
}
