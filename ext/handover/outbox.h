/*
 * outbox -- captured events on their way out of the process.
 *
 * An event lives in a slot of one anonymous mapping that the whole process tree
 * shares (shared.h, slot.h), from the throw until Redis has answered; a worker's
 * death does not take it along: whoever hands over next adopts the slots of
 * processes that are gone, as far as their verdict was surely unhandled, and the
 * process that ran MINIT flushes the rest in MSHUTDOWN.  The order of places is
 * Redis, later the spool, later the tally; what finds none is counted and told as
 * `kind=lost`.
 *
 * Never blocks beyond errnotice.timeout once per outage, never raises SIGPIPE,
 * never touches a parent's connection or slots after fork.  Allocates nothing
 * from the request's memory.
 */
#ifndef ERRNOTICE_OUTBOX_H
#define ERRNOTICE_OUTBOX_H

#include <stdint.h>
#include "common/event_pack.h"

struct errnotice_slot;

enum errnotice_slot_state {
	ERRNOTICE_SLOT_FREE,
	ERRNOTICE_SLOT_WRITING,   /* its pack is not whole: worthless if the process dies now */
	ERRNOTICE_SLOT_CANDIDATE, /* caught, deferred or unsure: dies with its process */
	ERRNOTICE_SLOT_SURE,      /* surely unhandled, but a cancellation is still possible: adopted */
	ERRNOTICE_SLOT_FINAL      /* to be sent: adopted */
};

/*
 * A slot for one event, WRITING, its pack empty; NULL when none is free (counted
 * as lost by the caller through errnotice_outbox_lost()).  A full table gives up
 * this process's oldest CANDIDATE first: `*evicted` is then that slot, already
 * released, else NULL.
 */
struct errnotice_slot *errnotice_outbox_claim(struct errnotice_slot **evicted);
struct errnotice_pack *errnotice_slot_pack(struct errnotice_slot *slot);
void errnotice_slot_mark(struct errnotice_slot *slot, enum errnotice_slot_state state);
void errnotice_slot_release(struct errnotice_slot *slot);

/* Events that found no slot: told later as one entry of `kind=lost` with their count and `code` = reason. */
void errnotice_outbox_lost(uint64_t count);

/* True for the first errnotice.detail_limit calls of this fingerprint and minute on this host. */
bool errnotice_outbox_allows_detail(uint64_t fp, int64_t minute);

/* Sends what is FINAL: own slots and adopted ones.  Bounded; cheap when there is nothing. */
void errnotice_outbox_flush(void);

#endif
