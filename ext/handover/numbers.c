#include "common/clock.h"
#include "ext/handover/numbers.h"
#include "ext/handover/parcel.h"
#include "ext/handover/shared.h"

#define TRIES 4  /* to have the slot that was made free: another process may be faster */
#define MOST  32 /* numbers that are told in one hand-over */

/* The oldest one that waits, and that Redis cannot have, becomes a number; false without one, or a place for it. */
static bool make_one(unsigned index)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct errnotice_peer *peer = &shared->peers[index];
	struct errnotice_event *event;
	struct errnotice_slot *slot;

	slot = errnotice_slot_take_undoubted(index);
	if (!slot)
		return false;
	event = errnotice_parcel_open(slot, peer);
	if (!event)
		return true;
	if (!errnotice_tally_add(&shared->tally, index, event)) {
		errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
		return false;
	}
	errnotice_slot_release(slot);
	errnotice_count_many(ERRNOTICE_COUNT_tallied, event->count);
	return true;
}

struct errnotice_slot *errnotice_numbers_make(unsigned peer)
{
	struct errnotice_slot *slot = NULL;

	for (int i = 0; !slot && i < TRIES && make_one(peer); i++)
		slot = errnotice_slot_claim(peer);
	return slot;
}

bool errnotice_numbers_any(void)
{
	return atomic_load_explicit(&errnotice_shared()->tally.held, memory_order_relaxed) > 0;
}

static bool takes_events(struct errnotice_peer *peer)
{
	return errnotice_breaker_retry_in_ms(&peer->breaker, errnotice_clock_ms()) < 0
	       && atomic_load(&peer->full_until_ms) == 0;
}

bool errnotice_numbers_tell(unsigned peer, bool last)
{
	struct errnotice_shared *shared = errnotice_shared();

	for (int i = 0; errnotice_tally_holds(&shared->tally, peer); i++) {
		struct errnotice_slot *slot;

		if (i == MOST || (!last && !takes_events(&shared->peers[peer])))
			return false;
		/* a claim tells all processes of work */
		slot = errnotice_slot_claim(peer);
		if (!slot)
			return false;
		if (!errnotice_tally_take(&shared->tally, peer, errnotice_slot_pack(slot))) {
			errnotice_slot_release(slot);
			return false;
		}
		errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
	}
	return true;
}
