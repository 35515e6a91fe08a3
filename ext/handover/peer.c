#include <string.h>

#include "ext/handover/peer.h"

enum { UNUSED, WRITING, READY };

/* Limits and times may differ between pools; where events go makes the peer. */
static bool same_place(const struct errnotice_endpoint *a, const struct errnotice_endpoint *b)
{
	return a->redis.unix_socket == b->redis.unix_socket && a->redis.port == b->redis.port
	       && a->redis.db == b->redis.db && strcmp(a->redis.host, b->redis.host) == 0
	       && strcmp(a->redis.user, b->redis.user) == 0
	       && strcmp(a->redis.password, b->redis.password) == 0 && strcmp(a->stream, b->stream) == 0;
}

int errnotice_peer_index(
	struct errnotice_peer peers[ERRNOTICE_PEERS], const struct errnotice_endpoint *endpoint)
{
	for (int i = 0; i < ERRNOTICE_PEERS; i++) {
		struct errnotice_peer *peer = &peers[i];
		uint32_t seen = UNUSED;

		if (atomic_compare_exchange_strong(&peer->ready, &seen, WRITING)) {
			peer->endpoint = *endpoint;
			atomic_store(&peer->stream_len, -1);
			atomic_store(&peer->ready, READY);
			return i;
		}
		/* one that is being written just now, or whose writer died, is passed over: a double does no harm */
		if (seen == READY && same_place(&peer->endpoint, endpoint))
			return i;
	}
	return -1;
}
