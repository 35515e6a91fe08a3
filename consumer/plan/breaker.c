#include "consumer/plan/breaker.h"

enum {
	PATIENCE = 3, /* failures in a row that open it */
	FAIL_MS = 5000,
	FAIL_MOST_MS = 300000,
	BREAK_MS = 60000,
	BREAK_MOST_MS = 600000,
	THROTTLE_MS = 60000,
	THROTTLE_MOST_MS = 600000,
	MESSAGE_MS = 1000,
	MESSAGE_MOST_MS = 600000,
};

static int64_t doubled(int64_t first, int times, int64_t most)
{
	int64_t wait = first;
	while (times-- > 0 && wait < most) {
		wait *= 2;
	}
	return wait < most ? wait : most;
}

/* Up to a tenth more, so that many senders do not come back together; never earlier than asked. */
static void open_for(struct breaker *breaker, int64_t now_ms, int64_t wait, int64_t least_ms, uint32_t random)
{
	if (wait < least_ms) {
		wait = least_ms;
	}
	breaker->retry_at_ms = now_ms + wait + (int64_t)(random % (uint32_t)(wait / 10 + 1));
}

void breaker_succeed(struct breaker *breaker)
{
	*breaker = (struct breaker){0};
}

void breaker_fail(struct breaker *breaker, int64_t now_ms, int64_t least_ms, uint32_t random)
{
	breaker->failures++;
	if (breaker->failures >= PATIENCE || least_ms > 0) {
		int64_t wait = breaker->failures < PATIENCE
				       ? 0
				       : doubled(FAIL_MS, breaker->failures - PATIENCE, FAIL_MOST_MS);
		open_for(breaker, now_ms, wait, least_ms, random);
	}
}

void breaker_break(struct breaker *breaker, int64_t now_ms, int64_t least_ms, uint32_t random)
{
	open_for(breaker, now_ms, doubled(BREAK_MS, breaker->failures, BREAK_MOST_MS), least_ms, random);
	breaker->failures++;
}

void breaker_throttle(struct breaker *breaker, int64_t now_ms, int64_t least_ms, uint32_t random)
{
	open_for(breaker, now_ms, doubled(THROTTLE_MS, breaker->throttles, THROTTLE_MOST_MS), least_ms,
		random);
	breaker->throttles++;
}

int64_t breaker_wait_ms(int attempts, uint32_t random)
{
	int64_t wait = doubled(MESSAGE_MS, attempts - 1, MESSAGE_MOST_MS);
	return (int64_t)(random % (uint32_t)(wait + 1));
}
