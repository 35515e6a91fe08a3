/*
 * fate -- what becomes of a throwable, from what its throw, later throws and its death tell.
 *
 * The last verdict holds; once it had left the outermost frame, it is unhandled
 * for good.  Of a chain of `previous` one is told, also when the engine makes the
 * chain after the throw: the outermost that is configured.  But what was made of
 * one whose way had ended, and was caught, speaks for itself alone.  Decides, but
 * does nothing: what follows from a fate is ext/incident.h's.
 */
#ifndef ERRNOTICE_FATE_H
#define ERRNOTICE_FATE_H

#include "ext/capture/record.h"

enum errnotice_fate {
	ERRNOTICE_FATE_OPEN,      /* not decided yet */
	ERRNOTICE_FATE_UNHANDLED, /* to be told */
	ERRNOTICE_FATE_CAUGHT,
	ERRNOTICE_FATE_CANCELLED, /* taken for unhandled at first, then swallowed */
	ERRNOTICE_FATE_SUPERSEDED /* a later one holds it and speaks for it */
};

/* Before it is judged: which shadows are unhandled for good, and have to pass that on while they hold what they held. */
void errnotice_fate_judge_shadows(struct errnotice_records *records, const struct errnotice_record *thrown);

/* It is thrown, or thrown again: the verdict of the search, and what it tells of those that were thrown before. */
void errnotice_fate_judge(struct errnotice_records *records, struct errnotice_record *record,
	const struct errnotice_verdict *verdict);

/*
 * Whether what becomes of `holder`, the record of `throwable`, decides over `other`: that stands in its chain,
 * was not thrown since, and had not come to its end before a holder that is not surely unhandled.
 */
bool errnotice_fate_holds(const struct errnotice_record *holder, const zend_object *throwable,
	const struct errnotice_record *other);

/* The script ends for it: for all of its chain, whenever these were thrown. */
void errnotice_fate_supersede(struct errnotice_records *records, const struct errnotice_record *uncaught);

/*
 * It is told.  Others are not that would describe the same throwable; nor one that
 * left the script before, and would describe what is in its chain.
 */
void errnotice_fate_supersede_others(struct errnotice_records *records, const struct errnotice_record *told);

/*
 * Of those that a shadow came to hold on their way, the first of its chain goes where it goes, for all of them.
 * That one, or NULL.
 */
struct errnotice_record *errnotice_fate_inherit(
	struct errnotice_records *records, const struct errnotice_record *holder);

/* An empty place, or the record that is most easily spared: settle it first. */
struct errnotice_record *errnotice_fate_place(struct errnotice_records *records);

/* What makes it unhandled, as its event says it: a constant. */
const char *errnotice_fate_path(const struct errnotice_record *record);

bool errnotice_fate_is_unhandled(const struct errnotice_record *record);
/* Unhandled, and only what cannot be foreseen would change that. */
bool errnotice_fate_is_sure(const struct errnotice_record *record);

/* What its death says, told while it dies.  OPEN for one that was caught, unless it is a shadow: it may stay a candidate. */
enum errnotice_fate errnotice_fate_freed(struct errnotice_records *records, struct errnotice_record *record);

/* What holds of one that may still be on its way, when nothing more will be learnt of it. */
enum errnotice_fate errnotice_fate_expected(
	const struct errnotice_records *records, const struct errnotice_record *record);

/* What holds at the end of the request. */
enum errnotice_fate errnotice_fate_at_end(
	const struct errnotice_records *records, const struct errnotice_record *record);

#endif
