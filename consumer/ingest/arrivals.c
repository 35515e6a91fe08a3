#include "consumer/ingest/arrivals.h"

#include <string.h>
#include "common/uuid.h"
#include "consumer/store/sources.h"

/* By way of a spool: then it was the relay to whom the queue acknowledged it. */
static bool came_late(const struct entry *entry)
{
	return entry->event.field[ERRNOTICE_FIELD_REFUSED].len > 0;
}

static bool counts(const struct entry *entry, bool fresh)
{
	return fresh && entry->source.len == ERRNOTICE_UUID_LEN && !came_late(entry);
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

/* The queue had taken it after all, and nobody was told: it is not among what the source says was taken. */
static bool take_back(
	const struct entry *entry, bool fresh, struct store *store, int64_t now_s, struct errnotice_err *err)
{
	bool first;

	if (entry->source.len != ERRNOTICE_UUID_LEN || !came_late(entry)
		|| (entry->kind != ENTRY_EVENT && entry->kind != ENTRY_LOST)) {
		return true;
	}
	return sources_doubt(store, entry->id, now_s, &first, err)
	       && (!first || fresh
		       || sources_arrive(store, entry->source, -(int64_t)entry->errors, now_s, err));
}

bool arrivals_store(const struct entry *entries, const bool *fresh, size_t count, struct store *store,
	int64_t now_s, struct errnotice_err *err)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t errors = counts(&entries[i], fresh[i]) ? add_up(entries, fresh, count, i) : 0;

		if (errors > 0 && !sources_arrive(store, entries[i].source, (int64_t)errors, now_s, err)) {
			return false;
		}
		if (!take_back(&entries[i], fresh[i], store, now_s, err)) {
			return false;
		}
	}
	return true;
}
