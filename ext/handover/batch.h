/*
 * batch -- one pipeline: events out of their slots, XADD each, XLEN, and the heartbeat when it is due.
 *
 * Takes the oldest FINAL slots of the peer.  Each is released when its own XADD was
 * answered, and FINAL again otherwise: whatever breaks in the middle, what Redis
 * took is not sent again and what it did not take stays.
 */
#ifndef ERRNOTICE_BATCH_H
#define ERRNOTICE_BATCH_H

#include "ext/handover/peer.h"
#include "ext/handover/transport.h"

#define ERRNOTICE_BATCH_EVENTS 32
#define ERRNOTICE_BATCH_BYTES  (128 * 1024) /* of events; the last one may go beyond */

struct errnotice_batch {
	struct errnotice_transport *transport; /* READY */
	struct errnotice_peer *peer;
	const char *stream; /* its key */
	const char *source; /* that the events carry, "" for none */
	unsigned peer_index;
	size_t most;         /* events, 0: XLEN (and heartbeat) only */
	const char *beat;    /* the heartbeat's value when one is due, else NULL */
	const char *hosts;   /* its key */
	const char *host;    /* its field */
	int64_t deadline_ms; /* clock.h */

	uint64_t counts[ERRNOTICE_BATCH_EVENTS]; /* of the events in the pipeline, in its order */
	bool rest;                               /* out: further events may wait */
	char refusal[300]; /* out: what Redis said when it refused something, first; clean, "" for nothing */
	size_t replies; /* out: answers that were read: 0 after a failure may mean that the connection was stale */
};

/*
 * False, and why in `err` (empty before), when Redis refused something (then the
 * connection is in order) or the connection failed (then it is closed).  A
 * refused heartbeat is no failure: a user of Redis may lack that right alone.
 */
bool errnotice_batch_send(struct errnotice_batch *batch, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
