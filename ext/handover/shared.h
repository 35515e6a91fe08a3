/*
 * shared -- the memory of the process tree: one anonymous mapping, made before php-fpm forks.
 *
 * Everything in it is read and written by processes that may die at any moment,
 * and by pools of other users: fields are atomic or validated when read.  Children
 * inherit it at the same address; it ends with the last of them.
 */
#ifndef ERRNOTICE_SHARED_H
#define ERRNOTICE_SHARED_H

#include <sys/types.h>

#include "ext/counters.h"
#include "ext/handover/catches.h"
#include "ext/handover/complaint.h"
#include "ext/handover/limiter.h"
#include "ext/handover/peer.h"
#include "ext/handover/slot.h"
#include "ext/handover/tally.h"

#define ERRNOTICE_SLOTS_MAX 65536

struct errnotice_shared {
	pid_t owner;                  /* the process that made it */
	_Atomic uint64_t claims;      /* slots claimed ever: while it stands still, no new work came */
	_Atomic uint32_t reach;       /* slots from here on were never claimed */
	_Atomic int64_t looked_at_ms; /* monotonic ms of the last thorough look for dead owners */
	_Atomic uint64_t counters[ERRNOTICE_COUNTERS_];
	_Atomic int64_t complained_at_ms[ERRNOTICE_COMPLAINTS_]; /* monotonic ms, 0 never */
	struct errnotice_peer peers[ERRNOTICE_PEERS];
	struct errnotice_limiter details;
	struct errnotice_catches catches;
	struct errnotice_tally tally;
	struct errnotice_slot slots[]; /* then as many packs, on pages of their own */
};

/* Makes the mapping; once a process tree.  False with the system's reason: then reporting is off. */
bool errnotice_shared_open(uint32_t slots, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Unmaps it for this process. */
void errnotice_shared_close(void);

/* Slots of the mapping; kept by each process, for a bound that others can write is none. */
uint32_t errnotice_shared_slots(void);

/* NULL before open, after close, and when open failed. */
struct errnotice_shared *errnotice_shared(void);

#endif
