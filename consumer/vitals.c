#include "consumer/vitals.h"

#include <stdatomic.h>

static const int64_t TIME_MOST_MS = 86400000;

const double vitals_bucket_s[VITALS_BUCKETS - 1] = {0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800};

static _Atomic uint64_t counters[VITALS_COUNTER_COUNT];

static struct {
	_Atomic uint64_t bucket[VITALS_BUCKETS];
	_Atomic uint64_t sum_ms;
} times[VITALS_TIME_COUNT];

void vitals_add(enum vitals_counter counter, uint64_t by)
{
	atomic_fetch_add_explicit(&counters[counter], by, memory_order_relaxed);
}

uint64_t vitals_get(enum vitals_counter counter)
{
	return atomic_load_explicit(&counters[counter], memory_order_relaxed);
}

void vitals_took(enum vitals_time time, int64_t ms, uint64_t events)
{
	/* a clock far off must not drown the sum */
	ms = ms < 0 ? 0 : ms < TIME_MOST_MS ? ms : TIME_MOST_MS;
	int bucket = 0;
	while (bucket < VITALS_BUCKETS - 1 && (double)ms > vitals_bucket_s[bucket] * 1000) {
		bucket++;
	}
	atomic_fetch_add_explicit(&times[time].bucket[bucket], events, memory_order_relaxed);
	atomic_fetch_add_explicit(&times[time].sum_ms, (uint64_t)ms * events, memory_order_relaxed);
}

void vitals_read(enum vitals_time time, struct vitals_histogram *into)
{
	for (int i = 0; i < VITALS_BUCKETS; i++) {
		into->bucket[i] = atomic_load_explicit(&times[time].bucket[i], memory_order_relaxed);
	}
	into->sum_ms = atomic_load_explicit(&times[time].sum_ms, memory_order_relaxed);
}
