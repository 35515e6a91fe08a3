#include "consumer/ingest/batch_log.h"

#include <inttypes.h>
#include "common/clock.h"
#include "consumer/log.h"
#include "consumer/vitals.h"

enum { NAMED = 20 /* entries of a kind and batch; a flood of them must not become a flood of lines */ };

struct telling {
	int64_t now_ms;
	uint64_t poison, lost; /* seen so far */
};

static void tell_lost(const struct errnotice_event *event)
{
	const struct errnotice_span *host = &event->field[ERRNOTICE_FIELD_HOST];
	const struct errnotice_span *reason = &event->field[ERRNOTICE_FIELD_CODE];

	log_warn("host %.*s had to drop %" PRIu64 " events: %.*s", (int)host->len, host->data, event->count,
		(int)reason->len, reason->data);
}

static void tell_entry(const struct entry *entry, void *context)
{
	struct telling *telling = context;

	switch (entry->kind) {
	case ENTRY_EVENT:
		vitals_took(VITALS_TIME_INGESTED, telling->now_ms - entry->event.time_ms, entry->event.count);
		break;
	case ENTRY_LOST:
		if (++telling->lost <= NAMED) {
			tell_lost(&entry->event);
		}
		break;
	case ENTRY_POISON:
		if (++telling->poison <= NAMED) {
			log_warn("entry %.*s cannot be read and is kept in errnotice_poison: %s",
				(int)entry->stream_id.len, entry->stream_id.data, entry->reason);
		}
		break;
	case ENTRY_GONE:
		break;
	}
}

void batch_log(const struct batch *batch, bool *told_tasks)
{
	struct batch_result result = batch_result(batch);
	struct telling telling = {.now_ms = errnotice_clock_unix_ms()};

	batch_each_fresh(batch, tell_entry, &telling);
	if (telling.poison > NAMED) {
		log_warn("%" PRIu64 " further entries cannot be read: see errnotice_poison",
			telling.poison - NAMED);
	}
	if (telling.lost > NAMED) {
		log_warn("%" PRIu64 " further entries tell of dropped events: see errnotice_lost",
			telling.lost - NAMED);
	}
	if (result.poison_dropped > 0) {
		log_warn("%" PRIu64 " entries that could not be read had to go: errnotice_poison is full",
			result.poison_dropped);
	}
	if (result.tasks_refused > 0 && !*told_tasks) {
		*told_tasks = true;
		log_warn("log_queue_task does not take rows of errnotice (%s): they are missing there; the "
			 "events are counted",
			result.tasks_why.text);
	}
	if (result.gone > 0) {
		vitals_add(VITALS_GONE, result.gone);
		log_warn("%" PRIu64 " entries were deleted from the stream before they were finished",
			result.gone);
	}
	vitals_add(VITALS_BATCHES, 1);
	vitals_add(VITALS_ENTRIES, result.entries);
	log_debug("%" PRIu64 " entries: %" PRIu64 " events (%" PRIu64 " to tell, %" PRIu64 " muted, %" PRIu64
		  " unrouted), %" PRIu64 " duplicates",
		result.entries, result.ingested, result.pending, result.muted, result.unrouted,
		result.duplicates);
}
