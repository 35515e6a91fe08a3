/*
 * detail -- the event's DETAIL: trace, chain, request and process, as JSON.
 *
 * What it holds is in docs/event-schema.md.  The parts that matter most come
 * first: what does not fit is left out at the end.  Allocates nothing, runs no
 * user code.
 */
#ifndef ERRNOTICE_DETAIL_H
#define ERRNOTICE_DETAIL_H

#include "php.h"
#include "common/event_pack.h"
#include "ext/capture/filter.h"
#include "ext/capture/search.h"

/* `thrown` is the outermost of the chain, `subject` the one that the event describes. */
void errnotice_detail_of_throwable(struct errnotice_pack *pack, const struct errnotice_settings *settings,
	const zend_object *thrown, const struct errnotice_subject *subject,
	const struct errnotice_verdict *verdict);
void errnotice_detail_of_fatal(struct errnotice_pack *pack, const struct errnotice_settings *settings);
void errnotice_detail_withheld(struct errnotice_pack *pack);

#endif
