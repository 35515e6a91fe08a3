/*
 * lost -- the event that tells how many events could not be kept.
 */
#ifndef ERRNOTICE_LOST_H
#define ERRNOTICE_LOST_H

#include "common/event_pack.h"
#include "ext/handover/peer.h"

/* Fills an empty pack with a whole event of `kind=lost`; false when the system gives no random bytes. */
bool errnotice_lost_write(struct errnotice_pack *pack, enum errnotice_loss loss, uint64_t count,
	const char *host, const char *sapi, int64_t unix_ms) ERRNOTICE_MUST_CHECK;

#endif
