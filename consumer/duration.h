/*
 * duration -- a length of time as people write it: `500ms 30s 10m 24h 7d 3y`.
 */
#ifndef CONSUMER_DURATION_H
#define CONSUMER_DURATION_H

#include <stdbool.h>
#include <stdint.h>
#include "common/err.h"

enum { DURATION_TEXT = 32 };

/* False when it is none of these or over 2^53 ms. */
bool duration_read(int64_t *ms, const char *text) ERRNOTICE_MUST_CHECK;

/* In the largest unit up to days of which it is a whole number. */
void duration_show(char into[DURATION_TEXT], int64_t ms);

#endif
