#include <string.h>
#include <sys/random.h>

#include "common/clock.h"
#include "ext/handover/peer.h"

enum { UNUSED, WRITING, READY };

/* Limits and times may differ between pools; where events go makes the peer. */
static bool same_place(const struct errnotice_endpoint *a, const struct errnotice_endpoint *b)
{
	return errnotice_redis_url_same(&a->redis, &b->redis) && strcmp(a->stream, b->stream) == 0;
}

static void name_source(struct errnotice_peer *peer)
{
	unsigned char random[10];

	if (getrandom(random, sizeof(random), GRND_NONBLOCK) == (ssize_t)sizeof(random))
		errnotice_uuid_format(peer->source, errnotice_clock_unix_ms(), random);
}

static void renew(struct errnotice_peer *peer, const struct errnotice_endpoint *endpoint)
{
	if (atomic_load_explicit(&peer->inherited, memory_order_relaxed)
		&& atomic_exchange(&peer->inherited, 0))
		peer->endpoint = *endpoint;
}

/* One that is being written just now, or whose writer died, is passed over: a double does no harm. */
static int find(struct errnotice_peer peers[ERRNOTICE_PEERS], const struct errnotice_endpoint *endpoint)
{
	for (int i = 0; i < ERRNOTICE_PEERS; i++) {
		if (atomic_load(&peers[i].ready) != READY || !same_place(&peers[i].endpoint, endpoint))
			continue;
		renew(&peers[i], endpoint);
		return i;
	}
	return -1;
}

static int add(struct errnotice_peer peers[ERRNOTICE_PEERS], const struct errnotice_endpoint *endpoint)
{
	for (int i = 0; i < ERRNOTICE_PEERS; i++) {
		struct errnotice_peer *peer = &peers[i];
		uint32_t seen = UNUSED;

		if (!atomic_compare_exchange_strong(&peer->ready, &seen, WRITING)) {
			/* another process may have been faster */
			if (seen == READY && same_place(&peer->endpoint, endpoint))
				return i;
			continue;
		}
		peer->endpoint = *endpoint;
		name_source(peer);
		atomic_store(&peer->stream_len, -1);
		atomic_store(&peer->ready, READY);
		return i;
	}
	return -1;
}

int errnotice_peer_index(
	struct errnotice_peer peers[ERRNOTICE_PEERS], const struct errnotice_endpoint *endpoint)
{
	/* unused ones may lie before it */
	int found = find(peers, endpoint);

	return found >= 0 ? found : add(peers, endpoint);
}

void errnotice_peer_source(const struct errnotice_peer *peer, bool beats, char into[ERRNOTICE_UUID_LEN + 1])
{
	memcpy(into, peer->source, ERRNOTICE_UUID_LEN);
	into[beats ? ERRNOTICE_UUID_LEN : 0] = '\0';
}
