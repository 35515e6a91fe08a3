#include "ext/handover/shared.h"

static const struct {
	const char *name;
	const char *help;
} table[ERRNOTICE_COUNTERS_] = {
#define X(name, help) {#name, help},
	ERRNOTICE_COUNTERS(X)
#undef X
};

void errnotice_count_many(enum errnotice_counter counter, uint64_t n)
{
	struct errnotice_shared *shared = errnotice_shared();

	if (shared)
		atomic_fetch_add_explicit(&shared->counters[counter], n, memory_order_relaxed);
}

void errnotice_count(enum errnotice_counter counter)
{
	errnotice_count_many(counter, 1);
}

uint64_t errnotice_counted(enum errnotice_counter counter)
{
	struct errnotice_shared *shared = errnotice_shared();

	return shared ? atomic_load_explicit(&shared->counters[counter], memory_order_relaxed) : 0;
}

const char *errnotice_counter_name(enum errnotice_counter counter)
{
	return table[counter].name;
}

const char *errnotice_counter_help(enum errnotice_counter counter)
{
	return table[counter].help;
}
