#include "ext/incident.h"

#include <unistd.h>

#include "ext/catcher.h"
#include "ext/counters.h"
#include "ext/draft.h"
#include "ext/errnotice.h"

struct errnotice_records *errnotice_incidents(void)
{
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);
	pid_t self = getpid();

	if (capture->owner != self) {
		errnotice_records_clear(&capture->records);
		capture->owner = self;
	}
	return &capture->records;
}

static void drop(struct errnotice_record *record, enum errnotice_counter why)
{
	errnotice_draft_drop(record);
	errnotice_count(why);
	*record = (struct errnotice_record){0};
}

void errnotice_incident_count_catch(struct errnotice_record *record)
{
	if (!record->for_good)
		errnotice_catcher_count(record->caught_at);
	record->caught_at = 0;
}

void errnotice_incident_settle(struct errnotice_record *record, enum errnotice_fate fate)
{
	switch (fate) {
	case ERRNOTICE_FATE_OPEN:
		break;
	case ERRNOTICE_FATE_UNHANDLED:
		errnotice_draft_send(record);
		record->told = true;
		if (!record->object)
			*record = (struct errnotice_record){0};
		break;
	case ERRNOTICE_FATE_CAUGHT:
		errnotice_incident_count_catch(record);
		drop(record, ERRNOTICE_COUNT_caught);
		break;
	case ERRNOTICE_FATE_CANCELLED:
		drop(record, ERRNOTICE_COUNT_cancelled);
		break;
	case ERRNOTICE_FATE_SUPERSEDED:
		drop(record, ERRNOTICE_COUNT_superseded);
		break;
	}
}

bool errnotice_incident_waits(const struct errnotice_record *record)
{
	return record->ticket != 0 && !record->shadow && !record->told;
}

bool errnotice_incidents_settle(bool only_unhandled)
{
	struct errnotice_records *all;
	enum errnotice_fate fates[ERRNOTICE_RECORDS];
	bool told = false;

	if (!ERRNOTICE_G(capture).records.any)
		return false;
	all = errnotice_incidents();
	/* all fates first: some are read off other records */
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *record = &all->at[i];

		fates[i] = ERRNOTICE_FATE_OPEN;
		if (errnotice_incident_waits(record)
			&& (!only_unhandled || errnotice_record_is_unhandled(record)))
			fates[i] = errnotice_record_fate_at_end(all, record);
		told |= fates[i] == ERRNOTICE_FATE_UNHANDLED;
	}
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		errnotice_incident_settle(&all->at[i], fates[i]);
	return told;
}
