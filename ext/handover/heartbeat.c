#include <inttypes.h>
#include <stdio.h>

#include "ext/handover/heartbeat.h"

bool errnotice_heartbeat_due(const struct errnotice_peer *peer, int64_t now_ms)
{
	return peer->endpoint.heartbeat_s > 0
	       && now_ms >= atomic_load_explicit(&peer->beat_at_ms, memory_order_relaxed);
}

/*
 * An interval, and up to an eighth more, other each time: where two servers of one host write the same field,
 * the one does not go on overwriting the other before a consumer has looked.
 */
static int64_t pause_ms(const struct errnotice_peer *peer, int64_t now_ms)
{
	int64_t interval_ms = (int64_t)peer->endpoint.heartbeat_s * 1000;
	uint64_t mix = (uint64_t)now_ms;

	for (size_t i = 0; i < ERRNOTICE_UUID_LEN; i++)
		mix = (mix ^ (unsigned char)peer->source[i]) * UINT64_C(0x100000001b3);
	return interval_ms + (int64_t)(mix >> 32) % (interval_ms / 8 + 1);
}

bool errnotice_heartbeat_claim(struct errnotice_peer *peer, int64_t now_ms)
{
	int64_t due_at = atomic_load(&peer->beat_at_ms);

	return peer->endpoint.heartbeat_s > 0 && now_ms >= due_at
	       && atomic_compare_exchange_strong(&peer->beat_at_ms, &due_at, now_ms + pause_ms(peer, now_ms));
}

void errnotice_heartbeat_return(struct errnotice_peer *peer)
{
	atomic_store(&peer->beat_at_ms, 0);
}

void errnotice_heartbeat_format(char *into, size_t room, const struct errnotice_peer *peer,
	const char *version, const char *source, const char *stream, int64_t unix_ms)
{
	uint64_t taken = atomic_load(&peer->acknowledged);

	if (source[0])
		snprintf(into, room, "%" PRId64 " %s %" PRIu64 " %s %s", unix_ms / 1000, version, taken,
			source, stream);
	else
		snprintf(into, room, "%" PRId64 " %s %" PRIu64, unix_ms / 1000, version, taken);
}
