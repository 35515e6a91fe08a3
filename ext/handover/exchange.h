/*
 * exchange -- this process and one peer: may it talk, is there a connection, what is taken.
 *
 * Keeps the process's one connection.  While the breaker is closed it waits until
 * the deadline; while it is open only the process that was granted a probe goes
 * on, and never waits: it begins to connect in one hand-over and looks for the
 * answer in a later one.  Whatever the answer says, only events that were taken
 * (or, without events, an answered XLEN) close the breaker.
 */
#ifndef ERRNOTICE_EXCHANGE_H
#define ERRNOTICE_EXCHANGE_H

#include "ext/handover/peer.h"

struct errnotice_exchange {
	struct errnotice_peer *peer;
	unsigned peer_index;
	const struct errnotice_endpoint *endpoint; /* with this process's own limits; borrowed for the call */
	int64_t deadline_ms;                       /* clock.h, of the whole hand-over */
	bool last;           /* no later hand-over comes: one that did not wait in this outage yet may */
	const char *source;  /* that the events carry, "" for none */
	bool heartbeat;      /* goes along when it is due */
	const char *host;    /* this host's name */
	const char *version; /* of the extension */

	bool failed; /* out: Redis was not reached or refused; the reason is the peer's */
	bool full;   /* out: the stream has reached its limit, and not all events went in */
	bool away; /* out: what waits is not to wait for this Redis: it failed, is full, or is known to be down */
};

/* Sends the FINAL slots of the peer. */
void errnotice_exchange_run(struct errnotice_exchange *exchange);

/* A probe of this process is under way. */
bool errnotice_exchange_probes(void);

/* The set of peers, one at most, at which it is. */
uint32_t errnotice_exchange_probed(void);

/* Gives the connection back. */
void errnotice_exchange_close(void);

#endif
