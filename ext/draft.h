/*
 * draft -- an event in its slot, from the throw until it is sent or dropped.
 *
 * Where the wings meet: what capture/ reads is written into what handover/ keeps.
 * DETAIL and PATH stand last in the pack, so that a later verdict can replace
 * them: cut there, written again, whole at every moment in between.
 */
#ifndef ERRNOTICE_DRAFT_H
#define ERRNOTICE_DRAFT_H

#include "ext/capture/filter.h"
#include "ext/capture/record.h"

/* Takes a slot for a record's event and writes what no verdict changes.  Without a free one the draft stays empty. */
void errnotice_draft_open(struct errnotice_records *records, struct errnotice_record *record,
	const struct errnotice_settings *settings, const struct errnotice_subject *subject);

/* Writes what the verdict says; from here on the event survives the process, if the verdict is sure. */
void errnotice_draft_judge(struct errnotice_record *record, const struct errnotice_settings *settings,
	const zend_object *thrown, const struct errnotice_subject *subject);

/* Gives it to the outbox, under the record's path; an empty one is counted as lost. */
void errnotice_draft_send(struct errnotice_record *record);
void errnotice_draft_drop(struct errnotice_record *record);

/* The same at once, for a fatal error that is no throwable. */
void errnotice_draft_send_fatal(struct errnotice_records *records, const struct errnotice_settings *settings,
	const char *constant, const zend_string *file, uint32_t line, const zend_string *message);

#endif
