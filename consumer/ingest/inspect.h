/*
 * inspect -- what an operator should know of the queue, for `check --connect`.
 */
#ifndef CONSUMER_INSPECT_H
#define CONSUMER_INSPECT_H

#include <stdio.h>
#include "common/err.h"
#include "consumer/conf.h"

/*
 * Connects and writes a line for each fact: version, entries, and how this Redis
 * may lose or evict them.  Changes nothing.
 */
bool inspect_queue(const struct conf *conf, FILE *out, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
