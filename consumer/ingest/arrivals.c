#include "consumer/ingest/arrivals.h"

#include <string.h>
#include "common/uuid.h"
#include "consumer/store/sources.h"

/* What came by way of a spool has none: it was the relay to whom the queue acknowledged it. */
static bool counts(const struct entry *entry, bool fresh)
{
	return fresh && entry->source.len == ERRNOTICE_UUID_LEN;
}

static bool is_same(const struct entry *a, const struct entry *b)
{
	return memcmp(a->source.data, b->source.data, ERRNOTICE_UUID_LEN) == 0;
}

/* Its sum, when it is the first of its source; 0 when that was added up before. */
static uint64_t add_up(const struct entry *entries, const bool *fresh, size_t count, size_t first)
{
	uint64_t errors = 0;

	for (size_t i = 0; i < first; i++) {
		if (counts(&entries[i], fresh[i]) && is_same(&entries[i], &entries[first])) {
			return 0;
		}
	}
	for (size_t i = first; i < count; i++) {
		if (counts(&entries[i], fresh[i]) && is_same(&entries[i], &entries[first])) {
			errors += entries[i].errors;
		}
	}
	return errors;
}

bool arrivals_store(const struct entry *entries, const bool *fresh, size_t count, struct store *store,
	int64_t now_s, struct errnotice_err *err)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t errors = counts(&entries[i], fresh[i]) ? add_up(entries, fresh, count, i) : 0;

		if (errors > 0 && !sources_arrive(store, entries[i].source, errors, now_s, err)) {
			return false;
		}
	}
	return true;
}
