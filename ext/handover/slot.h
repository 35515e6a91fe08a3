/*
 * slot -- who holds which event, in one word a slot.
 *
 * State, peer and owner (process id and start time) change in one atomic store,
 * so a slot is never half claimed, whatever dies when.  Only the owner marks or
 * releases it, until it is FINAL: then whoever hands over first takes it.  Of an
 * owner that is gone, a verdict that was sure becomes FINAL, and one that was not
 * is freed.  The packs lie apart, so that looking for work touches 16 bytes a slot.
 */
#ifndef ERRNOTICE_SLOT_H
#define ERRNOTICE_SLOT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/event_pack.h"

enum errnotice_slot_state {
	ERRNOTICE_SLOT_FREE,
	ERRNOTICE_SLOT_WRITING,   /* its pack is not whole: worthless if the process dies now */
	ERRNOTICE_SLOT_CANDIDATE, /* caught, deferred or unsure: dies with its process */
	ERRNOTICE_SLOT_SURE,      /* surely unhandled, but a cancellation is still possible: adopted */
	ERRNOTICE_SLOT_FINAL,     /* to be sent, by whoever hands over next */
	ERRNOTICE_SLOT_SENDING    /* in somebody's pipeline; FINAL again when that breaks */
};

struct errnotice_slot {
	_Atomic uint64_t tag;  /* 0: free */
	_Atomic uint64_t born; /* order of claims, and the doubt: the oldest event leaves first */
};

struct errnotice_slot_tally {
	uint32_t used;        /* of all owners */
	uint32_t candidates;  /* WRITING and CANDIDATE, of all owners */
	uint32_t waiting;     /* SURE, FINAL and SENDING, of all owners */
	uint32_t final_peers; /* set of peers for which there are FINAL slots */
	uint32_t adopted;     /* taken over by this call */
};

/* Out of memory that others can write: it may be none. */
unsigned errnotice_slot_peer(const struct errnotice_slot *slot);

/* A free slot, WRITING, its pack empty, or NULL. */
struct errnotice_slot *errnotice_slot_claim(unsigned peer);
struct errnotice_pack *errnotice_slot_pack(struct errnotice_slot *slot);
void errnotice_slot_mark(struct errnotice_slot *slot, enum errnotice_slot_state state);
void errnotice_slot_release(struct errnotice_slot *slot);

/*
 * Looks at all slots.  Of processes that are gone: SURE, FINAL and SENDING ones of a
 * peer in the set `adopt` become FINAL and this process's; WRITING and CANDIDATE
 * ones are freed; SENDING ones are in doubt.  `thorough`: as in process.h.
 */
void errnotice_slot_sweep(uint32_t adopt, bool thorough, struct errnotice_slot_tally *tally);

/* This process ends: its SURE slots become FINAL, its WRITING and CANDIDATE ones are freed. */
void errnotice_slot_settle(void);

/* Counts only; changes nothing. */
void errnotice_slot_count(struct errnotice_slot_tally *tally);

/* Takes the oldest FINAL slots of this peer, SENDING and this process's from now on; oldest first, at most `most`. */
size_t errnotice_slot_take(unsigned peer, struct errnotice_slot **into, size_t most);

/*
 * Redis may have this event, for it was sent and not answered: until it is released
 * only its id tells whether it was counted, so no number may be made of it.
 */
void errnotice_slot_doubt(struct errnotice_slot *slot);

bool errnotice_slot_in_doubt(struct errnotice_slot *slot);

/* Takes the oldest FINAL one that is not in doubt; NULL without one. */
struct errnotice_slot *errnotice_slot_take_undoubted(unsigned peer);

/* Whether there is one to take. */
bool errnotice_slot_waits(unsigned peer);

#endif
