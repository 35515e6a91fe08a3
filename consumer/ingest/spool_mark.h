/*
 * spool_mark -- how far a spool's file was sent when a relay stopped: <its name>.done beside it.
 *
 * Without it the next relay begins at the start, and sends again what has the same
 * ids: correct, and endless where a stream takes less at a time than a file holds.
 */
#ifndef CONSUMER_SPOOL_MARK_H
#define CONSUMER_SPOOL_MARK_H

#include <stdint.h>

/* 0 where there is none, or none of ours. */
int64_t spool_mark_read(int folder, const char *name);

/* As well as can be: a mark that could not be set costs duplicates. */
void spool_mark_set(int folder, const char *name, int64_t at);
void spool_mark_remove(int folder, const char *name);

#endif
