/*
 * snapshot -- everything the event says, copied out of the engine at once.
 *
 * Writes into a pack that the caller owns; allocates nothing, runs no user code,
 * keeps no pointer.  DETAIL (detail.h) and PATH are not written here: they depend
 * on the verdict.
 */
#ifndef ERRNOTICE_SNAPSHOT_H
#define ERRNOTICE_SNAPSHOT_H

#include "php.h"
#include "common/event_pack.h"
#include "ext/capture/filter.h"
#include "ext/capture/issue.h"

/* MINIT: the host's name. */
void errnotice_snapshot_startup(void);

/* All fields but DETAIL and PATH. */
struct errnotice_issue errnotice_snapshot_throwable(struct errnotice_pack *pack,
	const struct errnotice_settings *settings, const struct errnotice_subject *subject);
struct errnotice_issue errnotice_snapshot_fatal(struct errnotice_pack *pack,
	const struct errnotice_settings *settings, const char *constant, const zend_string *file,
	uint32_t line, const zend_string *message);

#endif
