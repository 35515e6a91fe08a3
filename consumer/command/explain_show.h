/*
 * explain_show -- what `explain --json` prints, as text for people.
 */
#ifndef CONSUMER_EXPLAIN_SHOW_H
#define CONSUMER_EXPLAIN_SHOW_H

#include <jansson.h>
#include <stdio.h>

void explain_show(FILE *out, const json_t *explained);

#endif
