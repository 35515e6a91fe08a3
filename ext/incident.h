/*
 * incident -- what was thrown in this process, and what follows from each fate.
 *
 * capture/record.h decides; here its event is sent or dropped, and counted.
 */
#ifndef ERRNOTICE_INCIDENT_H
#define ERRNOTICE_INCIDENT_H

#include "ext/capture/record.h"

/* This process's records: a forked child begins without its parent's. */
struct errnotice_records *errnotice_incidents(void);

/* Whether its fate is open: it is configured, and was not told. */
bool errnotice_incident_waits(const struct errnotice_record *record);

/* The ordinary catch that took it, if one did, was its end: counted once. */
void errnotice_incident_count_catch(struct errnotice_record *record);

/* OPEN changes nothing.  Of a shadow nothing is told: that it was unhandled explains the answer. */
void errnotice_incident_settle(struct errnotice_record *record, enum errnotice_fate fate);

/* Nothing more will be learnt of it, unless the answer's status speaks for it. */
void errnotice_incident_conclude(struct errnotice_record *record);

/*
 * Nothing more will be learnt of those that wait (only of the unhandled ones, if so
 * asked).  True if one of them was told.
 */
bool errnotice_incidents_settle(bool only_unhandled);

/* Whether a failed answer could be told as the doing of one that was caught. */
bool errnotice_incidents_have_candidate(void);

/* The answer is out: one that was caught is told if it was a failure that nothing else explains; no fate stays open. */
void errnotice_incidents_answered(void);

#endif
