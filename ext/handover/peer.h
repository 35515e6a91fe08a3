/*
 * peer -- what a process tree knows together about one Redis.
 *
 * One entry of shared memory for each endpoint (URL and stream) that any process
 * of the tree uses: its address for whoever flushes what others left, its
 * breaker, its stream's length, its heartbeat.  Entries are added, and removed only
 * where a reload finds many (bequest.h).
 *
 * The entry holds the URL's password, as does the memory of every worker of that
 * endpoint; it is shown nowhere.
 */
#ifndef ERRNOTICE_PEER_H
#define ERRNOTICE_PEER_H

#include "common/loss.h"
#include "common/uuid.h"
#include "ext/handover/breaker.h"
#include "ext/handover/endpoint.h"

#define ERRNOTICE_PEERS 32 /* fits a 32-bit set */

struct errnotice_peer {
	_Atomic uint32_t ready; /* 0 unused, 1 being written, 2 valid for good */
	_Atomic uint32_t
		inherited; /* 1: of before a reload (bequest.h), its limits and times may have changed */
	struct errnotice_endpoint endpoint;
	char source[ERRNOTICE_UUID_LEN + 1]; /* whose events `acknowledged` counts; "" without randomness */
	struct errnotice_breaker breaker;
	_Atomic int64_t stream_len;     /* entries when last asked, -1 never */
	_Atomic int64_t full_until_ms;  /* monotonic ms of the next look at a full stream, 0: not full */
	_Atomic int64_t beat_at_ms;     /* monotonic ms when the next heartbeat is due */
	_Atomic uint32_t beat_refused;  /* 1: Redis did not take the last heartbeat */
	_Atomic uint64_t acknowledged;  /* errors of the events that this Redis took from this tree */
	_Atomic int64_t answered_at_ms; /* monotonic ms of the last success, 0 never */
	_Atomic uint64_t lost[ERRNOTICE_LOSSES_]; /* not yet told as kind=lost */
	char reason[160];                         /* of the last failure; may be torn: clean before showing */
};

/* The entry of this endpoint, made at the first call; -1 when all are taken. */
int errnotice_peer_index(
	struct errnotice_peer peers[ERRNOTICE_PEERS], const struct errnotice_endpoint *endpoint);

/* Out of memory that others can write; "" unless the tree `beats` to it, and tells how many of them were taken. */
void errnotice_peer_source(const struct errnotice_peer *peer, bool beats, char into[ERRNOTICE_UUID_LEN + 1]);

#endif
