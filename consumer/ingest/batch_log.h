/*
 * batch_log -- what a batch did that was stored: in the log, and in what this process measures.
 */
#ifndef CONSUMER_BATCH_LOG_H
#define CONSUMER_BATCH_LOG_H

#include "consumer/ingest/batch.h"

/* `*told_tasks`: that log_queue_task takes no rows was said. */
void batch_log(const struct batch *batch, bool *told_tasks);

#endif
