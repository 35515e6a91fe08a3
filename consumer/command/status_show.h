/*
 * status_show -- what `status --json` prints (docs/operations.md), as text for people.
 */
#ifndef CONSUMER_STATUS_SHOW_H
#define CONSUMER_STATUS_SHOW_H

#include <jansson.h>
#include <stdio.h>

void status_show(FILE *out, const json_t *status);

#endif
