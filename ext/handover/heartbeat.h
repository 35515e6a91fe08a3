/*
 * heartbeat -- a host that says nothing is told apart from one that has nothing to say.
 *
 * At most one an interval and peer for the whole process tree:
 * HSET errnotice:hosts <host> "<Unix s> <version> <errors that Redis took so far> <source> <stream>".
 * The events that Redis took carry that source: what of them never arrives, Redis lost.
 */
#ifndef ERRNOTICE_HEARTBEAT_H
#define ERRNOTICE_HEARTBEAT_H

#include <stddef.h>

#include "ext/handover/peer.h"

bool errnotice_heartbeat_due(const struct errnotice_peer *peer, int64_t now_ms);

/* True for one caller when it is due; that one sends it. */
bool errnotice_heartbeat_claim(struct errnotice_peer *peer, int64_t now_ms);

/* The one who claimed it could not send it: due again. */
void errnotice_heartbeat_return(struct errnotice_peer *peer);

/* `source` "" ends it before that. */
void errnotice_heartbeat_format(char *into, size_t room, const struct errnotice_peer *peer,
	const char *version, const char *source, const char *stream, int64_t unix_ms);

#endif
