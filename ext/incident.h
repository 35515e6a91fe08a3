/*
 * incident -- what was thrown in this process, and what follows from each fate.
 *
 * capture/fate.h decides; here its event is sent or dropped, and counted.
 * `all` is what errnotice_incidents() gave in this call of the engine's: no user
 * code, and so no fork, lies between.
 */
#ifndef ERRNOTICE_INCIDENT_H
#define ERRNOTICE_INCIDENT_H

#include "ext/capture/fate.h"

/* This process's records: a forked child begins without its parent's.  Asks the system who it is. */
struct errnotice_records *errnotice_incidents(void);

/* The record of this throwable; of a new one a shadow, for which another one may have made room. */
struct errnotice_record *errnotice_incident_of(struct errnotice_records *all, zend_object *throwable);

/* Whether its fate is open: it is configured, and was not told. */
bool errnotice_incident_waits(const struct errnotice_record *record);

/* The ordinary catch that took it, if one did, was its end: counted once. */
void errnotice_incident_count_catch(struct errnotice_record *record);

/* OPEN changes nothing.  Of a shadow nothing is told: that it was unhandled explains the answer. */
void errnotice_incident_settle(
	struct errnotice_records *all, struct errnotice_record *record, enum errnotice_fate fate);

/*
 * `holder`, the record of `throwable`, speaks for those in its chain, but for what
 * will go on by itself if that ends here.  False when one of them was told: then it
 * is the same incident.
 */
bool errnotice_incident_speak_for_chain(
	struct errnotice_records *all, const struct errnotice_record *holder, const zend_object *throwable);

/* What a shadow came to hold goes where it goes; the one that is told for all of these, or NULL. */
struct errnotice_record *errnotice_incident_pass_on(
	struct errnotice_records *all, const struct errnotice_record *shadow);

/* It is thrown, or thrown again: the verdict of the search, and what it tells of those that were thrown before. */
void errnotice_incident_judge(struct errnotice_records *all, struct errnotice_record *record,
	const struct errnotice_verdict *verdict);

/* The engine called it uncaught: it is told, or, if it is not configured itself, one that it holds. */
void errnotice_incident_confirm(struct errnotice_records *all, struct errnotice_record *uncaught);

/* Nothing more will be learnt of it, unless the answer's status speaks for it. */
void errnotice_incident_conclude(struct errnotice_records *all, struct errnotice_record *record);

/* The same of all. */
void errnotice_incidents_conclude(struct errnotice_records *all);

/* The script ends here, and with it every throwable on its way.  True if one was told. */
bool errnotice_incidents_confirm(struct errnotice_records *all);

/* What a boundary has taken is told now: a process that never ends cannot wait for its end. */
void errnotice_incidents_settle_taken(struct errnotice_records *all);

/* Whether a failed answer could be told as the doing of one that was caught. */
bool errnotice_incidents_have_candidate(struct errnotice_records *all);

/* The answer is out: one that was caught is told if it was a failure that nothing else explains; no fate stays open. */
void errnotice_incidents_answered(struct errnotice_records *all);

#endif
