#include "ext/incident.h"

#include "ext/catcher.h"
#include "ext/counters.h"
#include "ext/draft.h"
#include "ext/errnotice.h"
#include "ext/handover/process.h"

struct errnotice_records *errnotice_incidents(void)
{
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);
	pid_t self = errnotice_process_id();

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

static void tell_spoken_for(struct errnotice_records *all, zend_long speaker)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		if (all->at[i].speaker != speaker)
			continue;
		all->at[i].told = true;
		all->at[i].shadow = false;
	}
}

static void tell(struct errnotice_records *all, struct errnotice_record *record)
{
	errnotice_draft_send(record);
	ERRNOTICE_G(capture).answer.explained = true;
	record->told = true;
	errnotice_fate_supersede_others(all, record);
	tell_spoken_for(all, record->ticket);
	if (!record->object)
		*record = (struct errnotice_record){0};
}

void errnotice_incident_settle(
	struct errnotice_records *all, struct errnotice_record *record, enum errnotice_fate fate)
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
		tell(all, record);
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
static enum errnotice_fate fate_now(
	const struct errnotice_records *all, const struct errnotice_record *record)
{
	enum errnotice_fate fate = errnotice_fate_at_end(all, record);

	if (fate == ERRNOTICE_FATE_CAUGHT && errnotice_record_is_candidate(record)
		&& errnotice_answer_may_fail(&ERRNOTICE_G(capture).answer))
		return ERRNOTICE_FATE_OPEN;
	return fate;
}

void errnotice_incident_conclude(struct errnotice_records *all, struct errnotice_record *record)
{
	if (record->ticket != 0 && !record->told)
		errnotice_incident_settle(all, record, fate_now(all, record));
}

/* Whose place is needed.  What waits for a finally block is told by what is thrown there, or, of so many, not at all. */
static void give_up(struct errnotice_records *all, struct errnotice_record *record)
{
	bool waits = record->object && errnotice_is_detained(record->object, &record->verdict);

	errnotice_incident_settle(
		all, record, waits ? ERRNOTICE_FATE_CANCELLED : errnotice_fate_expected(all, record));
}

struct errnotice_record *errnotice_incident_of(struct errnotice_records *all, zend_object *throwable)
{
	struct errnotice_capture *capture = &ERRNOTICE_G(capture);
	struct errnotice_record *record = errnotice_records_of(all, throwable);

	if (record)
		return record;
	record = errnotice_fate_place(all);
	if (record->shadow)
		errnotice_incident_pass_on(all, record);
	if (record->ticket != 0 && !record->told)
		give_up(all, record);
	errnotice_record_begin(all, record, throwable);
	/* an object whose death would not be told must not be looked at later */
	if (capture->phase != ERRNOTICE_PHASE_REQUEST
		|| !errnotice_watch_add(&capture->watch, throwable, record->ticket))
		record->object = NULL;
	return record;
}

/* What was unhandled by itself, or is what the holder's event describes, is told with that, should it be thrown again. */
static void supersede(
	struct errnotice_records *all, struct errnotice_record *record, const struct errnotice_record *holder)
{
	struct errnotice_record left = {
		.ticket = record->ticket,
		.object = record->object,
		.speaker = holder->ticket,
		.shadow = !holder->told,
		.told = holder->told,
		.in_shutdown = record->in_shutdown,
	};
	bool is_one_incident = record->object && (record->for_good || record->object == holder->subject);

	errnotice_incident_settle(all, record, ERRNOTICE_FATE_SUPERSEDED);
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (all->at[i].speaker == left.ticket)
			all->at[i].speaker = holder->ticket;
	if (is_one_incident)
		*record = left;
}

bool errnotice_incident_speak_for_chain(
	struct errnotice_records *all, const struct errnotice_record *holder, const zend_object *throwable)
{
	bool is_new = true;

	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &all->at[i];

		if (record->shadow || !errnotice_fate_holds(holder, throwable, record))
			continue;
		if (record->told)
			is_new = false;
		else if (!errnotice_is_detained(record->object, &record->verdict))
			supersede(all, record, holder);
	}
	return is_new;
}

struct errnotice_record *errnotice_incident_pass_on(
	struct errnotice_records *all, const struct errnotice_record *shadow)
{
	const struct errnotice_settings *settings = errnotice_settings();
	struct errnotice_record *heir = errnotice_fate_inherit(all, shadow);
	struct errnotice_subject subject;

	/* the catch that its event names is not where it went */
	if (heir && settings && errnotice_incident_waits(heir)
		&& heir->verdict.end == ERRNOTICE_END_UNCAUGHT) {
		subject.throwable =
			errnotice_raw_chain_holds(heir->object, heir->subject) ? heir->subject : heir->object;
		errnotice_draft_judge(heir, settings, shadow->object, &subject);
	}
	return heir;
}

/* In the order of their throws: one may hold another. */
static void pass_on_all(struct errnotice_records *all, bool only_for_good)
{
	const struct errnotice_record *shadow = NULL;

	while ((shadow = errnotice_records_next_shadow(all, shadow ? shadow->turn : 0)))
		if (shadow->for_good || !only_for_good)
			errnotice_incident_pass_on(all, shadow);
}

void errnotice_incident_judge(struct errnotice_records *all, struct errnotice_record *record,
	const struct errnotice_verdict *verdict)
{
	record->speaker = 0; /* it goes its own way */
	errnotice_fate_judge_shadows(all, record);
	pass_on_all(all, true);
	errnotice_fate_judge(all, record, verdict);
}

void errnotice_incident_confirm(struct errnotice_records *all, struct errnotice_record *uncaught)
{
	struct errnotice_record *told = uncaught;

	uncaught->for_good = true;
	if (uncaught->shadow)
		told = errnotice_incident_pass_on(all, uncaught);
	errnotice_fate_supersede(all, uncaught);
	if (!told || !errnotice_incident_waits(told))
		return;
	told->path = "fatal";
	errnotice_incident_settle(all, told, ERRNOTICE_FATE_UNHANDLED);
	if (told == uncaught)
		errnotice_incident_speak_for_chain(all, uncaught, uncaught->object);
}

/* All, or only the unhandled ones.  True if one was told. */
static bool settle_all(struct errnotice_records *all, bool only_unhandled)
{
	enum errnotice_fate fates[ERRNOTICE_RECORDS];
	bool told = false;

	pass_on_all(all, false);
	/* all fates first: some are read off other records */
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *record = &all->at[i];
		bool asked = only_unhandled ? !record->shadow && errnotice_fate_is_unhandled(record)
					    : record->ticket != 0;

		fates[i] = asked && !record->told ? fate_now(all, record) : ERRNOTICE_FATE_OPEN;
		told |= !record->shadow && fates[i] == ERRNOTICE_FATE_UNHANDLED;
	}
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		errnotice_incident_settle(all, &all->at[i], fates[i]);
	return told;
}

void errnotice_incidents_conclude(struct errnotice_records *all)
{
	settle_all(all, false);
}

bool errnotice_incidents_confirm(struct errnotice_records *all)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (errnotice_fate_is_unhandled(&all->at[i]))
			all->at[i].for_good = true;
	return settle_all(all, true);
}

void errnotice_incidents_settle_taken(struct errnotice_records *all)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &all->at[i];

		if (errnotice_incident_waits(record) && record->verdict.end == ERRNOTICE_END_BOUNDARY
			&& !record->for_good && !errnotice_verdict_is_open(&record->verdict))
			errnotice_incident_settle(all, record, ERRNOTICE_FATE_UNHANDLED);
	}
}

bool errnotice_incidents_have_candidate(struct errnotice_records *all)
{
	return errnotice_answer_may_fail(&ERRNOTICE_G(capture).answer)
	       && errnotice_records_candidate(all, ZEND_LONG_MAX);
}

/* The newest before the answer was sent; only without one the newest at all. */
static struct errnotice_record *reason_of(
	const struct errnotice_answer *answer, struct errnotice_records *all)
{
	struct errnotice_record *reason;

	if (answer->status == 0 || !errnotice_answer_may_fail(answer))
		return NULL;
	reason = errnotice_records_candidate(all, answer->turn);
	return reason ? reason : errnotice_records_candidate(all, ZEND_LONG_MAX);
}

void errnotice_incidents_answered(struct errnotice_records *all)
{
	struct errnotice_answer *answer = &ERRNOTICE_G(capture).answer;
	struct errnotice_record *reason = reason_of(answer, all);

	if (reason) {
		reason->path = "response";
		errnotice_incident_count_catch(reason);
		errnotice_incident_settle(all, reason, ERRNOTICE_FATE_UNHANDLED);
	}
	answer->explained = true; /* it is out: nothing stays open for it */
	errnotice_incidents_conclude(all);
}
