#include <inttypes.h>
#include <stdio.h>

#include "ext/handover/heartbeat.h"

bool errnotice_heartbeat_due(const struct errnotice_peer *peer, int64_t now_ms)
{
	return peer->endpoint.heartbeat_s > 0
	       && now_ms >= atomic_load_explicit(&peer->beat_at_ms, memory_order_relaxed);
}

bool errnotice_heartbeat_claim(struct errnotice_peer *peer, int64_t now_ms)
{
	int64_t due_at = atomic_load(&peer->beat_at_ms);

	return peer->endpoint.heartbeat_s > 0 && now_ms >= due_at
	       && atomic_compare_exchange_strong(
		       &peer->beat_at_ms, &due_at, now_ms + (int64_t)peer->endpoint.heartbeat_s * 1000);
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
