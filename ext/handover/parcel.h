/*
 * parcel -- the event that a slot holds, ready to be sent.
 *
 * A slot lies in memory that others can write: what is checked must be what is
 * sent, so a copy is.  One at a time: the outbox lets one thread in.
 */
#ifndef ERRNOTICE_PARCEL_H
#define ERRNOTICE_PARCEL_H

#include "common/event.h"
#include "ext/handover/peer.h"
#include "ext/handover/slot.h"

/*
 * Valid until the next call.  NULL when the slot, which must be SENDING and this
 * process's, holds no event: then it is free, and the loss is counted with the peer.
 */
struct errnotice_event *errnotice_parcel_open(struct errnotice_slot *slot, struct errnotice_peer *peer);

#endif
