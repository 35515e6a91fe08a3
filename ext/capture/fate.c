#include "ext/capture/fate.h"

#include "ext/capture/departure.h"
#include "ext/capture/handler.h"
#include "ext/capture/raw.h"
#include "ext/compat.h"

static bool is_chained(const struct errnotice_record *holder, const zend_object *throwable,
	const struct errnotice_record *other)
{
	return other != holder && other->object && other->turn < holder->turn
	       && errnotice_raw_chain_holds(throwable, other->object);
}

void errnotice_fate_supersede(struct errnotice_records *records, const struct errnotice_record *uncaught)
{
	errnotice_departure_note(records, uncaught, false);
	for (int i = 0; uncaught->object && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *other = &records->at[i];

		if (other != uncaught && other->object
			&& errnotice_raw_chain_holds(uncaught->object, other->object))
			other->superseded = true;
	}
}

void errnotice_fate_supersede_others(struct errnotice_records *records, const struct errnotice_record *told)
{
	for (int i = 0; told->subject && i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *other = &records->at[i];

		if (other == told || !other->object || !other->subject)
			continue;
		if (other->subject == told->subject
			|| (other->for_good && told->object
				&& errnotice_raw_chain_holds(told->object, other->subject)))
			other->superseded = true;
	}
}

bool errnotice_fate_holds(const struct errnotice_record *holder, const zend_object *throwable,
	const struct errnotice_record *other)
{
	if ((other->ended || other->for_good) && !errnotice_fate_is_sure(holder))
		return false;
	return is_chained(holder, throwable, other);
}

/* Whether one that lives decides over it, but for `thrown`; only of those that are configured, if so asked. */
static bool is_held(const struct errnotice_records *records, const struct errnotice_record *record,
	const struct errnotice_record *thrown, bool by_configured)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *other = &records->at[i];

		if (other->object && other != thrown && !(by_configured && other->shadow)
			&& errnotice_fate_holds(other, other->object, record))
			return true;
	}
	return false;
}

/* Whether it was to leave the outermost frame, or may have left it past its catch. */
static bool may_leave(const struct errnotice_record *record)
{
	return record->verdict.end == ERRNOTICE_END_UNCAUGHT || record->verdict.may_be_missed;
}

/* Unknown without a walk where it makes no difference. */
static struct errnotice_frame_id outermost_for(const struct errnotice_records *records)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (records->at[i].object && may_leave(&records->at[i]))
			return errnotice_outermost_frame();
	return (struct errnotice_frame_id){NULL, NULL};
}

static bool is_swallowed(const struct errnotice_record *record)
{
	return record->swallowed || errnotice_verdict_shows_swallowed(&record->verdict);
}

/* Whether everything now runs in another outermost frame than at its throw. */
static bool has_left(const struct errnotice_record *record, struct errnotice_frame_id now)
{
	struct errnotice_frame_id then = record->verdict.outermost;

	return then.frame && now.frame && (then.frame != now.frame || then.func != now.func);
}

/*
 * Whether it must have left the script, as far as the present throw tells: a
 * user's exception handler throws what it was given.  That it is caught there
 * changes nothing.  After the script's end that is so for a handler's only: exit
 * ends it, too.
 */
static bool has_gone(const struct errnotice_record *record, struct errnotice_frame_id now)
{
	bool in_shutdown = (EG(flags) & EG_FLAGS_IN_SHUTDOWN) != 0;

	if (errnotice_handler_was_given(now, record->object))
		return true;
	return record->verdict.followed && !is_swallowed(record) && has_left(record, now)
	       && (in_shutdown == record->in_shutdown || errnotice_handler_exists());
}

/* What a throw tells of the way of one that was thrown before; what `thrown` itself holds is not held by it yet. */
static void judge_way(struct errnotice_records *records, const struct errnotice_record *thrown,
	struct errnotice_record *other, struct errnotice_frame_id now)
{
	bool was_given = errnotice_handler_was_given(now, other->object);

	bool is_sure = other->verdict.end == ERRNOTICE_END_UNCAUGHT && other->verdict.sure;

	if (!may_leave(other) || !(is_sure || was_given) || !has_gone(other, now)
		|| is_held(records, other, thrown, false))
		return;
	other->for_good = true;
	errnotice_departure_note(records, other, was_given);
	if (was_given)
		other->path = "handler";
}

/* What a throw tells of one that was thrown before; `before`: the turn of the thrown one's own last throw, or 0. */
static void judge_other(struct errnotice_records *records, const struct errnotice_record *thrown,
	zend_long before, struct errnotice_record *other, struct errnotice_frame_id now)
{
	bool is_news = other->turn > before; /* else it was held already when that was thrown before */

	/* it shows until another is thrown */
	other->swallowed = is_swallowed(other);
	other->verdict.doubtful_at = NULL;
	judge_way(records, is_news ? thrown : NULL, other, now);
	/* what is thrown over one on its way takes its place, without a catch */
	if (is_news && other->object != EG(exception) && is_chained(thrown, thrown->object, other)) {
		other->ended |= errnotice_verdict_is_under_way(&other->verdict)
				&& !is_held(records, other, thrown, false);
		other->wrapped |= !other->shadow;
	}
}

/* What a handler was given has left the script, and not what else was to leave it: asked before these are judged. */
static void note_given(struct errnotice_records *records, struct errnotice_frame_id now)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++)
		if (errnotice_handler_was_given(now, records->at[i].object))
			errnotice_departure_note(records, &records->at[i], true);
}

void errnotice_fate_judge_shadows(struct errnotice_records *records, const struct errnotice_record *thrown)
{
	struct errnotice_frame_id now = {NULL, NULL};

	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *other = &records->at[i];

		if (!other->shadow || !other->object || other == thrown || other->for_good
			|| !may_leave(other)
			|| (other->turn < thrown->turn && thrown->object
				&& errnotice_raw_chain_holds(thrown->object, other->object)))
			continue;
		if (!now.frame) {
			now = errnotice_outermost_frame();
			note_given(records, now);
		}
		judge_way(records, thrown, other, now);
	}
}

void errnotice_fate_judge(struct errnotice_records *records, struct errnotice_record *record,
	const struct errnotice_verdict *verdict)
{
	struct errnotice_frame_id now = outermost_for(records);
	zend_long before = record->turn;

	note_given(records, now);
	/* what one that holds it has brought to its end begins anew */
	record->for_good |= before != 0 && has_gone(record, now) && !is_held(records, record, NULL, false);
	record->turn = ++records->turns;
	record->ended = record->wrapped = record->superseded = record->swallowed = false;
	if (!record->for_good) {
		record->verdict = *verdict;
		errnotice_handler_note(record);
	}
	for (int i = 0; record->object && i < ERRNOTICE_RECORDS; i++)
		if (records->at[i].object && &records->at[i] != record)
			judge_other(records, record, before, &records->at[i], now);
}

static void inherit(struct errnotice_record *heir, const struct errnotice_record *holder)
{
	heir->for_good |= holder->for_good;
	heir->verdict = holder->verdict;
	heir->swallowed = holder->swallowed;
	heir->had_handler = holder->had_handler;
	heir->beside_script = holder->beside_script;
	heir->past_handlers = holder->past_handlers;
	heir->handlers = holder->handlers;
	heir->in_shutdown = holder->in_shutdown;
	heir->in_aftermath = holder->in_aftermath;
	heir->caught_at = holder->caught_at;
	heir->path = holder->path;
}

struct errnotice_record *errnotice_fate_inherit(
	struct errnotice_records *records, const struct errnotice_record *holder)
{
	const zend_object *throwable = holder->object;
	struct errnotice_record *heir = NULL;

	/* what it held was asked before, or cannot be asked */
	if (!throwable || errnotice_is_half_freed(throwable))
		return NULL;
	for (int depth = 1; depth < ERRNOTICE_CHAIN_MAX; depth++) {
		struct errnotice_record *record;

		throwable = errnotice_raw_previous(throwable);
		/* what gc has freed already holds stale pointers */
		if (!throwable || OBJ_FLAGS(throwable) & IS_OBJ_FREE_CALLED)
			break;
		record = errnotice_records_of(records, throwable);
		if (!record || record->wrapped || !errnotice_fate_holds(holder, holder->object, record))
			continue;
		if (heir && !record->shadow) {
			record->superseded = true;
			continue;
		}
		if (!record->shadow)
			heir = record;
		/* a shadow, too: it is asked for what it holds when it dies */
		if (!record->told)
			inherit(record, holder);
	}
	return heir;
}

bool errnotice_fate_is_unhandled(const struct errnotice_record *record)
{
	return record->for_good
	       || (errnotice_verdict_is_unhandled(&record->verdict) && !is_swallowed(record));
}

bool errnotice_fate_is_sure(const struct errnotice_record *record)
{
	return record->for_good || (record->verdict.sure && errnotice_fate_is_unhandled(record));
}

const char *errnotice_fate_path(const struct errnotice_record *record)
{
	if (record->path)
		return record->path;
	if (record->verdict.end == ERRNOTICE_END_BOUNDARY)
		return "boundary";
	return errnotice_handler_may_have_had(record) ? "handler" : "fatal";
}

/* Whether nothing swallowed it on its way; beside the script, nothing that may have: there is no later sign of that. */
static bool came_through(const struct errnotice_record *record)
{
	return record->beside_script ? record->verdict.sure : record->verdict.followed;
}

/* At top level, and yet it had not got there: the engine called it not uncaught, and there was no handler to have it. */
static bool never_got_there(const struct errnotice_record *record)
{
	/* what is swallowed beside the script, and held by a variable there, dies at top level, too */
	if (record->beside_script)
		return !errnotice_handler_lets_go(record)
		       && !(errnotice_handler_may_have_had(record) && came_through(record));
	return ERRNOTICE_EXIT_TAKES_ALONG && !errnotice_handler_may_have_had(record);
}

/* At top level, past the catch that the search found. */
static bool was_missed(const struct errnotice_record *record)
{
	return record->verdict.may_be_missed && errnotice_handler_may_have_had(record);
}

/*
 * User code kept it.  Handlers and boundaries do, or end the script, so that it is
 * never freed; of one that neither can have had, the engine would have said so.
 */
static enum errnotice_fate fate_kept(const struct errnotice_record *record)
{
	bool had = record->for_good || record->verdict.end == ERRNOTICE_END_BOUNDARY
		   || errnotice_handler_may_have_had(record);

	if (!had || !(record->for_good || came_through(record)))
		return ERRNOTICE_FATE_CANCELLED;
	return ERRNOTICE_FATE_UNHANDLED;
}

/* The one that has it in its chain, and dies first although its death is told last, or NULL. */
static const struct errnotice_record *half_freed_holder_of(
	const struct errnotice_records *records, const struct errnotice_record *record)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *other = &records->at[i];

		if (other->object && errnotice_is_half_freed(other->object)
			&& errnotice_fate_holds(other, other->object, record))
			return other;
	}
	return NULL;
}

/* Where it dies before those that hold it, it goes where they will go. */
static void ask_holders(const struct errnotice_records *records, struct errnotice_record *record)
{
	const struct errnotice_record *holder = record;

	while ((holder = half_freed_holder_of(records, holder))) {
		if (!holder->shadow) {
			record->superseded = true;
			return;
		}
		if (!record->wrapped)
			inherit(record, holder);
	}
}

enum errnotice_fate errnotice_fate_freed(struct errnotice_records *records, struct errnotice_record *record)
{
	bool at_top = !EG(current_execute_data);
	bool in_shutdown = (EG(flags) & EG_FLAGS_IN_SHUTDOWN) != 0;

	ask_holders(records, record);
	if (record->superseded)
		return ERRNOTICE_FATE_SUPERSEDED;
	if (is_swallowed(record) && !record->for_good)
		return ERRNOTICE_FATE_CANCELLED;
	if (at_top && in_shutdown == record->in_shutdown && was_missed(record))
		return ERRNOTICE_FATE_UNHANDLED;
	if (!errnotice_fate_is_unhandled(record))
		return record->shadow ? ERRNOTICE_FATE_CAUGHT : ERRNOTICE_FATE_OPEN;
	if (record->for_good)
		return ERRNOTICE_FATE_UNHANDLED;
	if (record->verdict.end == ERRNOTICE_END_BOUNDARY)
		return errnotice_verdict_is_open(&record->verdict) ? ERRNOTICE_FATE_CANCELLED
								   : ERRNOTICE_FATE_UNHANDLED;
	/* it outlives its phase: its death says nothing more */
	if (in_shutdown != record->in_shutdown)
		return fate_kept(record);
	if (!at_top || never_got_there(record))
		return ERRNOTICE_FATE_CANCELLED;
	errnotice_departure_note(records, record, false);
	return ERRNOTICE_FATE_UNHANDLED;
}

static enum errnotice_fate fate_unless(const struct errnotice_records *records,
	const struct errnotice_record *record, enum errnotice_fate unhandled)
{
	if (record->superseded || is_held(records, record, NULL, !record->shadow))
		return ERRNOTICE_FATE_SUPERSEDED;
	return errnotice_fate_is_unhandled(record) ? unhandled : ERRNOTICE_FATE_CAUGHT;
}

enum errnotice_fate errnotice_fate_expected(
	const struct errnotice_records *records, const struct errnotice_record *record)
{
	return fate_unless(records, record,
		errnotice_fate_is_sure(record) ? ERRNOTICE_FATE_UNHANDLED : ERRNOTICE_FATE_CANCELLED);
}

enum errnotice_fate errnotice_fate_at_end(
	const struct errnotice_records *records, const struct errnotice_record *record)
{
	if (!record->object)
		return errnotice_fate_expected(records, record);
	return fate_unless(records, record, fate_kept(record));
}

static bool is_spent(const struct errnotice_record *record)
{
	return record->ticket == 0
	       || (record->verdict.end == ERRNOTICE_END_CAUGHT && !record->object && !record->told);
}

/* Whether, being the first that is configured, it will be told for one that is not and is on its way past its catch. */
static bool is_heir(const struct errnotice_records *records, const struct errnotice_record *record)
{
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		const struct errnotice_record *other = &records->at[i];

		if (other->shadow && other->object && errnotice_fate_is_unhandled(other)
			&& errnotice_fate_holds(other, other->object, record))
			return true;
	}
	return false;
}

/* The lower, the less is lost with it. */
static int worth(const struct errnotice_records *records, const struct errnotice_record *record)
{
	if (record->told)
		return 4;
	/* what becomes of another of its chain is asked, not what becomes of it */
	if (is_held(records, record, NULL, !record->shadow))
		return 1;
	if (record->verdict.end != ERRNOTICE_END_CAUGHT || is_heir(records, record))
		return 5;
	return record->shadow ? 2 : 3;
}

/* Most often there is one that is empty, or whose throwable was caught and is gone: of these the oldest. */
static struct errnotice_record *spent_place(struct errnotice_records *records)
{
	struct errnotice_record *oldest = NULL;

	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];

		if (is_spent(record) && (!oldest || record->ticket < oldest->ticket))
			oldest = record;
	}
	return oldest;
}

struct errnotice_record *errnotice_fate_place(struct errnotice_records *records)
{
	struct errnotice_record *least = spent_place(records);
	int least_worth = 0;

	if (least)
		return least;
	for (int i = 0; i < ERRNOTICE_RECORDS; i++) {
		struct errnotice_record *record = &records->at[i];
		int its_worth = worth(records, record);

		if (!least || its_worth < least_worth
			|| (its_worth == least_worth && record->ticket < least->ticket)) {
			least = record;
			least_worth = its_worth;
		}
	}
	return least;
}
