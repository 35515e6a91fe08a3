/*
 * sample -- one line of Prometheus text.  Every name begins with errnotice_.
 */
#ifndef CONSUMER_SAMPLE_H
#define CONSUMER_SAMPLE_H

#include <stdint.h>
#include <stdio.h>

void sample_head(FILE *out, const char *metric, const char *type, const char *help);

/* Labels follow as name, value, …, NULL; values are escaped. */
void sample_int(FILE *out, const char *metric, int64_t value, ...) __attribute__((sentinel));

#endif
