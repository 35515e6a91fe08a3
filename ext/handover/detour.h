/*
 * detour -- events that Redis does not take, out of their slots into the spool.
 *
 * Takes the oldest FINAL slots of the peer, like batch.h, and releases each when
 * its record is in the file whole.  Where there is no spool, or it does not take
 * one, what is left stays FINAL.
 */
#ifndef ERRNOTICE_DETOUR_H
#define ERRNOTICE_DETOUR_H

#include "ext/handover/peer.h"
#include "ext/handover/spool.h"

struct errnotice_detour {
	const struct errnotice_spool_place *place; /* this process's, never another's: it is a path */
	struct errnotice_peer *peer;
	unsigned peer_index;
	const char *source;  /* of those that Redis may have taken, "" for none */
	int64_t deadline_ms; /* clock.h; what is not written by then stays for the next hand-over */
	bool last;           /* no later hand-over comes: tried also soon after a failure */

	enum errnotice_spool_outcome outcome; /* out: TAKES also when there was nothing to write */
	struct errnotice_err err;             /* out: "" with TAKES */
};

void errnotice_detour_run(struct errnotice_detour *detour);

#endif
