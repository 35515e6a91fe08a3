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

static void tell(struct errnotice_record *record)
{
	errnotice_draft_send(record);
	ERRNOTICE_G(capture).answer.explained = true;
	record->told = true;
	if (!record->object)
		*record = (struct errnotice_record){0};
}

void errnotice_incident_settle(struct errnotice_record *record, enum errnotice_fate fate)
{
	if (record->shadow && fate == ERRNOTICE_FATE_UNHANDLED)
		errnotice_answer_explain(&ERRNOTICE_G(capture).answer, record->turn);
	if (record->shadow && fate != ERRNOTICE_FATE_OPEN) {
		*record = (struct errnotice_record){0};
		return;
	}
	switch (fate) {
	case ERRNOTICE_FATE_OPEN:
		break;
	case ERRNOTICE_FATE_UNHANDLED:
		tell(record);
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

/* OPEN for one that the answer's status may speak for. */
static enum errnotice_fate fate_now(const struct errnotice_record *record)
{
	enum errnotice_fate fate = errnotice_record_fate_at_end(errnotice_incidents(), record);

	if (fate == ERRNOTICE_FATE_CAUGHT && errnotice_record_is_candidate(record)
		&& errnotice_answer_may_fail(&ERRNOTICE_G(capture).answer))
		return ERRNOTICE_FATE_OPEN;
	return fate;
}

void errnotice_incident_conclude(struct errnotice_record *record)
{
	if (record->ticket != 0 && !record->told)
		errnotice_incident_settle(record, fate_now(record));
}

bool errnotice_incidents_settle(bool only_unhandled)
{
	struct errnotice_records *all = errnotice_incidents();
	enum errnotice_fate fates[ERRNOTICE_RECORDS];
	bool told = false;

	/* all fates first: some are read off other records */
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *record = &all->at[i];
		bool asked = only_unhandled ? !record->shadow && errnotice_record_is_unhandled(record)
					    : record->ticket != 0;

		fates[i] = asked && !record->told ? fate_now(record) : ERRNOTICE_FATE_OPEN;
		told |= !record->shadow && fates[i] == ERRNOTICE_FATE_UNHANDLED;
	}
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		errnotice_incident_settle(&all->at[i], fates[i]);
	return told;
}

bool errnotice_incidents_have_candidate(void)
{
	return errnotice_answer_may_fail(&ERRNOTICE_G(capture).answer)
	       && errnotice_records_candidate(errnotice_incidents(), ZEND_LONG_MAX);
}

/* The newest before the answer was sent; only without one the newest at all. */
static struct errnotice_record *reason_of(const struct errnotice_answer *answer)
{
	struct errnotice_records *all = errnotice_incidents();
	struct errnotice_record *reason;

	if (answer->status == 0 || !errnotice_answer_may_fail(answer))
		return NULL;
	reason = errnotice_records_candidate(all, answer->turn);
	return reason ? reason : errnotice_records_candidate(all, ZEND_LONG_MAX);
}

void errnotice_incidents_answered(void)
{
	struct errnotice_answer *answer = &ERRNOTICE_G(capture).answer;
	struct errnotice_record *reason = reason_of(answer);

	if (reason) {
		reason->path = "response";
		errnotice_incident_count_catch(reason);
		errnotice_incident_settle(reason, ERRNOTICE_FATE_UNHANDLED);
	}
	answer->explained = true; /* it is out: nothing stays open for it */
	errnotice_incidents_settle(false);
}
