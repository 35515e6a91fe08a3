/*
 * pipeline -- THE FIRST STORY: an entry of the stream becomes counts, and a notice that is due.
 *
 *   queue → decode → route → store, in one transaction → acknowledge
 *
 * A thread of its own with its own connections.  Killed before the commit, nothing
 * happened and the entries come again; killed after it, they come again and their
 * ids are known.
 */
#ifndef CONSUMER_PIPELINE_H
#define CONSUMER_PIPELINE_H

#include "common/err.h"
#include "consumer/conf.h"

struct pipeline;

/*
 * Borrows `conf` until pipeline_stop().  `due` is called in the pipeline's thread
 * after each commit that may have made a notice due.  NULL with a reason; a queue
 * or store that is not there is none: they are waited for.
 */
struct pipeline *pipeline_start(const struct conf *conf, void (*due)(void *context), void *context,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Asks it to end, and does not wait for it.  NULL is fine. */
void pipeline_halt(struct pipeline *pipeline);

/* Finishes the batch in hand, joins, frees.  NULL is fine. */
void pipeline_stop(struct pipeline *pipeline);

#endif
