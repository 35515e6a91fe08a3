#include "ext/capture/record.h"

#include "ext/capture/raw.h"
#include "ext/compat.h"

void errnotice_records_clear(struct errnotice_records *records)
{
	if (records->any)
		memset(records->at, 0, sizeof(records->at));
	records->any = false;
}

struct errnotice_record *errnotice_records_of(struct errnotice_records *records, const zend_object *object)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (records->at[i].object == object)
			return &records->at[i];
	return NULL;
}

struct errnotice_record *errnotice_records_by_ticket(struct errnotice_records *records, zend_long ticket)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (records->at[i].ticket == ticket)
			return &records->at[i];
	return NULL;
}

static bool was_made_at(const zend_object *throwable, struct errnotice_span file, zend_long line)
{
	struct errnotice_span its_file;

	if (errnotice_raw_line(throwable) != line)
		return false;
	its_file = errnotice_raw_text(throwable, ERRNOTICE_BASE_FILE);
	return its_file.len == file.len && memcmp(its_file.data, file.data, file.len) == 0;
}

struct errnotice_record *errnotice_records_made_at(
	struct errnotice_records *records, struct errnotice_span file, zend_long line)
{
	struct errnotice_record *newest = NULL;

	for (int i = 0; records->any && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];

		if (record->object && !errnotice_is_half_freed(record->object)
			&& (!newest || record->turn > newest->turn)
			&& was_made_at(record->object, file, line))
			newest = record;
	}
	return newest;
}

bool errnotice_record_is_candidate(const struct errnotice_record *record)
{
	return record->ticket != 0 && !record->shadow && !record->told && !record->for_good
	       && !record->in_aftermath && record->verdict.end == ERRNOTICE_END_CAUGHT;
}

struct errnotice_record *errnotice_records_candidate(struct errnotice_records *records, zend_long turn)
{
	struct errnotice_record *newest = NULL;

	for (int i = 0; records->any && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];

		if (errnotice_record_is_candidate(record) && record->turn <= turn
			&& (!newest || record->turn > newest->turn))
			newest = record;
	}
	return newest;
}

void errnotice_records_keep_candidates(struct errnotice_records *records)
{
	bool kept = false;

	for (int i = 0; records->any && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];

		if (errnotice_record_is_candidate(record)) {
			record->object = NULL;
			kept = true;
		} else {
			*record = (struct errnotice_record){0};
		}
	}
	records->any = kept;
}

bool errnotice_records_have_open(const struct errnotice_records *records)
{
	for (int i = 0; records->any && i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *record = &records->at[i];

		if (record->object && !record->told && !record->shadow
			&& errnotice_record_is_unhandled(record))
			return true;
	}
	return false;
}

/* The lower, the less is lost with it. */
static int worth(const struct errnotice_record *record)
{
	if (record->ticket == 0)
		return 0;
	if (record->shadow)
		return 1;
	if (record->told)
		return 4;
	if (errnotice_record_is_unhandled(record))
		return 5;
	return record->object ? 3 : 2;
}

struct errnotice_record *errnotice_records_place(struct errnotice_records *records)
{
	struct errnotice_record *least = &records->at[0];

	for (int i = 1; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];
		int more = worth(record) - worth(least);

		if (more < 0 || (more == 0 && record->ticket < least->ticket))
			least = record;
	}
	return least;
}

void errnotice_record_begin(
	struct errnotice_records *records, struct errnotice_record *record, zend_object *object)
{
	records->any = true;
	*record = (struct errnotice_record){
		.ticket = ++records->tickets,
		.object = object,
		.shadow = true,
		.in_shutdown = (EG(flags) & EG_FLAGS_IN_SHUTDOWN) != 0,
	};
}

/*
 * Thrown again under another outermost frame, it must have left the first: a user's
 * exception handler throws what it was given.  That it is caught there changes nothing.
 */
static bool has_left(const struct errnotice_record *record)
{
	struct errnotice_frame_id then = record->verdict.outermost, now;

	if (!then.frame)
		return false;
	now = errnotice_outermost_frame();
	return now.frame && (then.frame != now.frame || then.func != now.func);
}

/* A handler or a boundary has it: what it makes of it comes after. */
static bool has_ended(const struct errnotice_record *record)
{
	if (!errnotice_record_is_unhandled(record))
		return false;
	return record->verdict.end == ERRNOTICE_END_BOUNDARY ? !errnotice_verdict_is_open(&record->verdict)
							     : has_left(record);
}

static bool is_chained(const struct errnotice_record *holder, const zend_object *throwable,
	const struct errnotice_record *other)
{
	return other != holder && other->object && other->turn < holder->turn
	       && errnotice_raw_chain_holds(throwable, other->object);
}

static bool has_handler(void)
{
	return Z_TYPE(EG(user_exception_handler)) != IS_UNDEF;
}

void errnotice_record_judge(struct errnotice_records *records, struct errnotice_record *record,
	const struct errnotice_verdict *verdict)
{
	record->turn = ++records->turns;
	record->for_good |= has_left(record);
	record->ended = false;
	record->had_handler = has_handler();
	if (!record->for_good)
		record->verdict = *verdict;
	for (int i = 0; record->object && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *other = &records->at[i];

		if (is_chained(record, record->object, other))
			other->ended |= has_ended(other);
	}
}

bool errnotice_record_holds(const struct errnotice_record *holder, const zend_object *throwable,
	const struct errnotice_record *other)
{
	if ((other->ended || other->for_good) && !errnotice_record_is_unhandled(holder))
		return false;
	return is_chained(holder, throwable, other);
}

bool errnotice_record_is_unhandled(const struct errnotice_record *record)
{
	return record->for_good || errnotice_verdict_is_unhandled(&record->verdict);
}

bool errnotice_record_is_sure(const struct errnotice_record *record)
{
	return record->for_good || (record->verdict.sure && errnotice_record_is_unhandled(record));
}

/* The one that has it in its chain, and dies first although its death is told last, or NULL. */
static const struct errnotice_record *half_freed_holder_of(
	const struct errnotice_records *records, const struct errnotice_record *record)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *other = &records->at[i];

		if (other->object && errnotice_is_half_freed(other->object)
			&& errnotice_record_holds(other, other->object, record))
			return other;
	}
	return NULL;
}

/* At top level, and yet it had not got there: nobody said "Uncaught", and there was no handler to have it. */
static bool was_taken_along(const struct errnotice_record *record)
{
	return ERRNOTICE_EXIT_TAKES_ALONG && !record->had_handler && !has_handler();
}

enum errnotice_fate errnotice_record_fate_freed(
	const struct errnotice_records *records, const struct errnotice_record *record)
{
	const struct errnotice_record *holder = record->shadow ? NULL : half_freed_holder_of(records, record);
	bool at_top = !EG(current_execute_data);
	bool in_shutdown = (EG(flags) & EG_FLAGS_IN_SHUTDOWN) != 0;

	if (holder && !holder->shadow)
		return ERRNOTICE_FATE_SUPERSEDED;
	if (holder && !errnotice_record_is_unhandled(holder))
		return ERRNOTICE_FATE_CANCELLED;
	if (!errnotice_record_is_unhandled(record))
		return record->shadow ? ERRNOTICE_FATE_CAUGHT : ERRNOTICE_FATE_OPEN;
	if (record->for_good)
		return ERRNOTICE_FATE_UNHANDLED;
	if (record->verdict.end == ERRNOTICE_END_BOUNDARY)
		return errnotice_verdict_is_open(&record->verdict) ? ERRNOTICE_FATE_CANCELLED
								   : ERRNOTICE_FATE_UNHANDLED;
	/* user code kept one that outlives its phase: its death says nothing more */
	if (at_top && in_shutdown != record->in_shutdown)
		return record->verdict.sure ? ERRNOTICE_FATE_UNHANDLED : ERRNOTICE_FATE_CANCELLED;
	return at_top && !was_taken_along(record) ? ERRNOTICE_FATE_UNHANDLED : ERRNOTICE_FATE_CANCELLED;
}

/* The one thrown last that has it in its chain, or NULL. */
static const struct errnotice_record *holder_of(
	const struct errnotice_records *records, const struct errnotice_record *record)
{
	const struct errnotice_record *last = NULL;

	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *other = &records->at[i];

		if (other->object && (!last || other->turn > last->turn)
			&& errnotice_record_holds(other, other->object, record))
			last = other;
	}
	return last;
}

enum errnotice_fate errnotice_record_fate_at_end(
	const struct errnotice_records *records, const struct errnotice_record *record)
{
	const struct errnotice_record *holder = holder_of(records, record);

	if (holder && !holder->shadow)
		return ERRNOTICE_FATE_SUPERSEDED;
	if (!errnotice_record_is_unhandled(record))
		return ERRNOTICE_FATE_CAUGHT;
	/* what holds it is not configured: it goes where that goes */
	if (holder)
		return errnotice_record_is_unhandled(holder) ? ERRNOTICE_FATE_UNHANDLED
							     : ERRNOTICE_FATE_CANCELLED;
	return errnotice_record_is_sure(record) ? ERRNOTICE_FATE_UNHANDLED : ERRNOTICE_FATE_CANCELLED;
}
