#include <string.h>

#include "ext/handover/process.h"
#include "ext/handover/shared.h"

/* A tag from its lowest bits: state 3, peer 7, pid 22, start 32.  All zero is a free slot. */
#define STATE_BITS 3
#define PEER_BITS  7
#define PID_BITS   22

/* The lowest bit of `born`; ages are even. */
#define DOUBT 1u

static uint64_t tag_of(enum errnotice_slot_state state, unsigned peer, struct errnotice_process owner)
{
	return (uint64_t)owner.start << (PID_BITS + PEER_BITS + STATE_BITS)
	       | (uint64_t)owner.pid << (PEER_BITS + STATE_BITS) | (uint64_t)peer << STATE_BITS | state;
}

static enum errnotice_slot_state state_of(uint64_t tag)
{
	return (enum errnotice_slot_state)(tag & ((1u << STATE_BITS) - 1));
}

static unsigned peer_of(uint64_t tag)
{
	return (unsigned)(tag >> STATE_BITS) & ((1u << PEER_BITS) - 1);
}

static struct errnotice_process owner_of(uint64_t tag)
{
	return (struct errnotice_process){
		(uint32_t)(tag >> (PEER_BITS + STATE_BITS)) & ((1u << PID_BITS) - 1),
		(uint32_t)(tag >> (PID_BITS + PEER_BITS + STATE_BITS)),
	};
}

static bool same_process(struct errnotice_process a, struct errnotice_process b)
{
	return a.pid == b.pid && a.start == b.start;
}

static bool is_mine(uint64_t tag)
{
	return tag != 0 && same_process(owner_of(tag), errnotice_process_self());
}

static bool is_sure(uint64_t tag)
{
	return state_of(tag) >= ERRNOTICE_SLOT_SURE;
}

static bool is_final(uint64_t tag, unsigned peer)
{
	return state_of(tag) == ERRNOTICE_SLOT_FINAL && peer_of(tag) == peer;
}

/* A set has 32 members; a tag from untrusted memory may name more. */
static uint32_t peer_bit(uint64_t tag)
{
	return peer_of(tag) < ERRNOTICE_PEERS ? (uint32_t)1 << peer_of(tag) : 0;
}

unsigned errnotice_slot_peer(const struct errnotice_slot *slot)
{
	return peer_of(atomic_load(&slot->tag));
}

struct errnotice_pack *errnotice_slot_pack(struct errnotice_slot *slot)
{
	struct errnotice_shared *shared = errnotice_shared();
	struct errnotice_pack *packs = (struct errnotice_pack *)(shared->slots + errnotice_shared_slots());

	return &packs[slot - shared->slots];
}

/* Where to stop looking; others can write it, so it is no bound by itself. */
static uint32_t reach_of(struct errnotice_shared *shared)
{
	uint32_t reach = atomic_load(&shared->reach);

	return reach < errnotice_shared_slots() ? reach : errnotice_shared_slots();
}

/* Before the claim: who looks after it finds it. */
static void reach_for(struct errnotice_shared *shared, uint32_t slots)
{
	uint32_t reach = atomic_load(&shared->reach);

	while (reach < slots && !atomic_compare_exchange_weak(&shared->reach, &reach, slots))
		;
}

struct errnotice_slot *errnotice_slot_claim(unsigned peer)
{
	struct errnotice_shared *shared = errnotice_shared();
	uint64_t tag = tag_of(ERRNOTICE_SLOT_WRITING, peer, errnotice_process_self());

	/* always from the front: few pages are ever touched */
	for (uint32_t i = 0; i < errnotice_shared_slots(); i++) {
		struct errnotice_slot *slot = &shared->slots[i];
		uint64_t seen = 0;

		if (atomic_load_explicit(&slot->tag, memory_order_relaxed) != 0)
			continue;
		reach_for(shared, i + 1);
		if (!atomic_compare_exchange_strong(&slot->tag, &seen, tag))
			continue;
		atomic_store(&slot->born, 2 * (atomic_fetch_add(&shared->claims, 1) + 1));
		errnotice_pack_reset(errnotice_slot_pack(slot));
		return slot;
	}
	return NULL;
}

void errnotice_slot_mark(struct errnotice_slot *slot, enum errnotice_slot_state state)
{
	uint64_t tag = atomic_load(&slot->tag);

	/* a forked child holds pointers to its parent's slots: not its business */
	if (is_mine(tag))
		atomic_store(&slot->tag, tag_of(state, peer_of(tag), owner_of(tag)));
}

void errnotice_slot_doubt(struct errnotice_slot *slot)
{
	atomic_fetch_or(&slot->born, DOUBT);
}

void errnotice_slot_release(struct errnotice_slot *slot)
{
	if (is_mine(atomic_load(&slot->tag)))
		atomic_store(&slot->tag, 0);
}

static void count_in(struct errnotice_slot_tally *tally, uint64_t tag)
{
	tally->used++;
	if (is_sure(tag))
		tally->waiting++;
	else
		tally->candidates++;
}

void errnotice_slot_count(struct errnotice_slot_tally *tally)
{
	struct errnotice_shared *shared = errnotice_shared();
	uint32_t reach = reach_of(shared);

	*tally = (struct errnotice_slot_tally){0};
	for (uint32_t i = 0; i < reach; i++) {
		uint64_t tag = atomic_load(&shared->slots[i].tag);

		if (tag != 0)
			count_in(tally, tag);
	}
}

void errnotice_slot_settle(void)
{
	struct errnotice_shared *shared = errnotice_shared();
	uint32_t reach = reach_of(shared);

	for (uint32_t i = 0; i < reach; i++) {
		struct errnotice_slot *slot = &shared->slots[i];
		uint64_t tag = atomic_load(&slot->tag);

		if (!is_mine(tag))
			continue;
		if (is_sure(tag))
			errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
		else
			errnotice_slot_release(slot);
	}
}

/* Who is alive, asked once a sweep for each owner: hundreds of slots may belong to a few. */
struct census {
	bool thorough;
	struct {
		struct errnotice_process owner;
		bool alive;
	} known[64];
};

static bool is_alive(struct census *census, struct errnotice_process owner)
{
	unsigned at = owner.pid % (sizeof(census->known) / sizeof(census->known[0]));

	if (!same_process(census->known[at].owner, owner)) {
		census->known[at].owner = owner;
		census->known[at].alive = errnotice_process_alive(owner, census->thorough);
	}
	return census->known[at].alive;
}

/* The slot of a process that is gone: its new tag, 0 when it is free. */
static uint64_t inherit(
	struct errnotice_slot *slot, uint64_t tag, uint32_t adopt, struct errnotice_process self)
{
	uint64_t next = 0;

	if (is_sure(tag) && !(peer_bit(tag) & adopt))
		return tag;
	if (state_of(tag) == ERRNOTICE_SLOT_SENDING)
		errnotice_slot_doubt(
			slot); /* an age and a doubt of a slot that is another's by now do no harm */
	if (is_sure(tag))
		next = tag_of(ERRNOTICE_SLOT_FINAL, peer_of(tag), self);
	/* several may find it: one gets it */
	return atomic_compare_exchange_strong(&slot->tag, &tag, next) ? next : tag;
}

void errnotice_slot_sweep(uint32_t adopt, bool thorough, struct errnotice_slot_tally *tally)
{
	struct errnotice_shared *shared = errnotice_shared();
	uint32_t reach = reach_of(shared);
	struct errnotice_process self = errnotice_process_self();
	struct census census = {.thorough = thorough};

	*tally = (struct errnotice_slot_tally){0};
	for (uint32_t i = 0; i < reach; i++) {
		struct errnotice_slot *slot = &shared->slots[i];
		uint64_t tag = atomic_load_explicit(&slot->tag, memory_order_relaxed);
		bool mine = same_process(owner_of(tag), self);

		if (tag == 0)
			continue;
		if (!mine && !is_alive(&census, owner_of(tag))) {
			tag = inherit(slot, tag, adopt, self);
			mine = tag != 0 && same_process(owner_of(tag), self);
			tally->adopted += mine;
		}
		if (tag == 0)
			continue;
		count_in(tally, tag);
		if (state_of(tag) == ERRNOTICE_SLOT_FINAL)
			tally->final_peers |= peer_bit(tag);
	}
}

/* Keeps the `most` oldest of those offered, sorted; returns how many there are now. */
static size_t insert_by_age(struct errnotice_slot **into, size_t n, size_t most, struct errnotice_slot *slot)
{
	uint64_t born = atomic_load(&slot->born);
	size_t at = n;

	while (at > 0 && atomic_load(&into[at - 1]->born) > born)
		at--;
	if (at == most)
		return n;
	if (n < most)
		n++;
	memmove(&into[at + 1], &into[at], (n - 1 - at) * sizeof(*into));
	into[at] = slot;
	return n;
}

bool errnotice_slot_in_doubt(struct errnotice_slot *slot)
{
	return atomic_load(&slot->born) & DOUBT;
}

static size_t take(unsigned peer, struct errnotice_slot **into, size_t most, bool undoubted)
{
	struct errnotice_shared *shared = errnotice_shared();
	uint32_t reach = reach_of(shared);
	uint64_t sending = tag_of(ERRNOTICE_SLOT_SENDING, peer, errnotice_process_self());
	size_t n = 0, taken = 0;

	for (uint32_t i = 0; i < reach; i++)
		if (is_final(atomic_load_explicit(&shared->slots[i].tag, memory_order_relaxed), peer)
			&& !(undoubted && errnotice_slot_in_doubt(&shared->slots[i])))
			n = insert_by_age(into, n, most, &shared->slots[i]);
	for (size_t i = 0; i < n; i++) {
		uint64_t tag = atomic_load(&into[i]->tag);

		/* another process may have been faster, and may have given it back in doubt */
		if (!is_final(tag, peer) || !atomic_compare_exchange_strong(&into[i]->tag, &tag, sending))
			continue;
		if (undoubted && errnotice_slot_in_doubt(into[i]))
			errnotice_slot_mark(into[i], ERRNOTICE_SLOT_FINAL);
		else
			into[taken++] = into[i];
	}
	return taken;
}

size_t errnotice_slot_take(unsigned peer, struct errnotice_slot **into, size_t most)
{
	return take(peer, into, most, false);
}

struct errnotice_slot *errnotice_slot_take_undoubted(unsigned peer)
{
	struct errnotice_slot *slot;

	return take(peer, &slot, 1, true) ? slot : NULL;
}

bool errnotice_slot_waits(unsigned peer)
{
	struct errnotice_shared *shared = errnotice_shared();
	uint32_t reach = reach_of(shared);

	for (uint32_t i = 0; i < reach; i++)
		if (is_final(atomic_load_explicit(&shared->slots[i].tag, memory_order_relaxed), peer))
			return true;
	return false;
}
