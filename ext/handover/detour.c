#include <stdio.h>

#include "common/clock.h"
#include "common/spool_record.h"
#include "ext/counters.h"
#include "ext/handover/complaint.h"
#include "ext/handover/detour.h"
#include "ext/handover/parcel.h"

#define AT_ONCE  32   /* slots taken in one go */
#define AGAIN_MS 1000 /* between two looks at a spool that did not take a record */

/* Of this process; the outbox lets one thread in at a time. */
static int64_t again_at_ms;
static char record[ERRNOTICE_SPOOL_RECORD_MAX];

/*
 * `refused` is when, by Unix time, Redis did not take it; one that was adopted may say so already.  What Redis may
 * have taken without an answer says from whom: who counts finds out which it was.
 */
static size_t write_record(struct errnotice_event *event, const char *source)
{
	char refused[24];

	snprintf(refused, sizeof(refused), "%lld", (long long)(errnotice_clock_unix_ms() / 1000));
	event->field[ERRNOTICE_FIELD_REFUSED] = errnotice_span_of(refused);
	event->field[ERRNOTICE_FIELD_SOURCE] = errnotice_span_of(source);
	return errnotice_spool_record_write(record, event);
}

/* True when the slot is empty now. */
static bool store(struct errnotice_detour *detour, struct errnotice_spool *spool, struct errnotice_slot *slot)
{
	struct errnotice_event *event = errnotice_parcel_open(slot, detour->peer);
	const char *source = errnotice_slot_in_doubt(slot) ? detour->source : "";

	if (!event)
		return true;
	detour->outcome = errnotice_spool_append(spool, record, write_record(event, source), &detour->err);
	if (detour->outcome != ERRNOTICE_SPOOL_TAKES)
		return false;
	errnotice_slot_release(slot);
	errnotice_count(ERRNOTICE_COUNT_spooled);
	return true;
}

static bool has_time(const struct errnotice_detour *detour)
{
	return errnotice_clock_ms() < detour->deadline_ms;
}

/* True when there may be more to store, and it may. */
static bool store_some(struct errnotice_detour *detour, struct errnotice_spool *spool)
{
	struct errnotice_slot *slots[AT_ONCE];
	size_t n = errnotice_slot_take(detour->peer_index, slots, AT_ONCE), i = 0;

	while (i < n && has_time(detour) && store(detour, spool, slots[i]))
		i++;
	for (size_t rest = i; rest < n; rest++)
		errnotice_slot_mark(slots[rest], ERRNOTICE_SLOT_FINAL);
	return n == AT_ONCE && i == n;
}

static void complain(const struct errnotice_detour *detour)
{
	switch (detour->outcome) {
	case ERRNOTICE_SPOOL_TAKES:
		break;
	case ERRNOTICE_SPOOL_ABSENT:
		if (!detour->place->folder[0])
			break; /* as it was wished */
		errnotice_complain(ERRNOTICE_COMPLAINT_NO_SPOOL,
			"there is no spool (%.200s): what Redis does not take waits in shared memory",
			detour->err.text);
		break;
	case ERRNOTICE_SPOOL_FULL:
	case ERRNOTICE_SPOOL_REFUSED:
		errnotice_complain(ERRNOTICE_COMPLAINT_SPOOL,
			"%.220s: what Redis does not take waits in shared memory", detour->err.text);
		break;
	}
}

void errnotice_detour_run(struct errnotice_detour *detour)
{
	struct errnotice_spool spool;

	detour->outcome = ERRNOTICE_SPOOL_TAKES;
	detour->err.text[0] = '\0';
	if (!errnotice_slot_waits(detour->peer_index)
		|| (!detour->last && errnotice_clock_ms() < again_at_ms))
		return;
	detour->outcome = errnotice_spool_open(&spool, detour->place, &detour->err);
	if (detour->outcome == ERRNOTICE_SPOOL_TAKES) {
		while (store_some(detour, &spool))
			;
		errnotice_spool_close(&spool);
	}
	again_at_ms = detour->outcome == ERRNOTICE_SPOOL_TAKES ? 0 : errnotice_clock_ms() + AGAIN_MS;
	complain(detour);
}
