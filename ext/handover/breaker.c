#include "ext/handover/breaker.h"

static int64_t cooldown_ms(uint32_t grants)
{
	int64_t ms = ERRNOTICE_BREAKER_FIRST_MS;

	while (grants-- > 0 && ms < ERRNOTICE_BREAKER_LAST_MS)
		ms *= 2;
	return ms < ERRNOTICE_BREAKER_LAST_MS ? ms : ERRNOTICE_BREAKER_LAST_MS;
}

enum errnotice_gate errnotice_breaker_ask(struct errnotice_breaker *breaker, int64_t now_ms)
{
	int64_t retry_at = atomic_load(&breaker->retry_at_ms);
	uint32_t grants = atomic_load(&breaker->grants);

	if (retry_at == 0)
		return ERRNOTICE_GATE_CLOSED;
	if (now_ms < retry_at)
		return ERRNOTICE_GATE_OPEN;
	/* who moves the date has the grant: several ask at the same time */
	if (!atomic_compare_exchange_strong(
		    &breaker->retry_at_ms, &retry_at, now_ms + cooldown_ms(grants + 1)))
		return retry_at == 0 ? ERRNOTICE_GATE_CLOSED : ERRNOTICE_GATE_OPEN;
	atomic_fetch_add(&breaker->grants, 1);
	return ERRNOTICE_GATE_PROBE;
}

void errnotice_breaker_success(struct errnotice_breaker *breaker)
{
	/* the common case reads only: a store would take the cache line from every other worker */
	if (atomic_load_explicit(&breaker->retry_at_ms, memory_order_relaxed) == 0)
		return;
	atomic_store(&breaker->grants, 0);
	atomic_store(&breaker->retry_at_ms, 0);
}

void errnotice_breaker_failure(struct errnotice_breaker *breaker, int64_t now_ms)
{
	int64_t retry_at = atomic_load(&breaker->retry_at_ms);

	if (now_ms < retry_at)
		return;
	atomic_compare_exchange_strong(
		&breaker->retry_at_ms, &retry_at, now_ms + cooldown_ms(atomic_load(&breaker->grants)));
}

int64_t errnotice_breaker_retry_in_ms(const struct errnotice_breaker *breaker, int64_t now_ms)
{
	int64_t retry_at = atomic_load(&breaker->retry_at_ms);

	if (retry_at == 0)
		return -1;
	return retry_at > now_ms ? retry_at - now_ms : 0;
}
