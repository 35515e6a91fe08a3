#include <string.h>

#include "ext/counters.h"
#include "ext/handover/parcel.h"

static struct errnotice_pack copy;

static void copy_out(struct errnotice_slot *slot)
{
	const struct errnotice_pack *pack = errnotice_slot_pack(slot);
	uint32_t len = *(const volatile uint32_t *)&pack->len;

	copy.len = len <= ERRNOTICE_PACK_MAX ? len : 0;
	memcpy(copy.bytes, pack->bytes, copy.len);
}

static void drop_damaged(struct errnotice_peer *peer, struct errnotice_slot *slot)
{
	errnotice_slot_release(slot);
	atomic_fetch_add(&peer->lost[ERRNOTICE_LOSS_DAMAGED], 1);
	errnotice_count(ERRNOTICE_COUNT_lost);
}

struct errnotice_event *errnotice_parcel_open(struct errnotice_slot *slot, struct errnotice_peer *peer)
{
	static struct errnotice_event event;

	copy_out(slot);
	if (errnotice_pack_open(&event, &copy, NULL))
		return &event;
	drop_damaged(peer, slot);
	return NULL;
}
