/*
 * ready -- /readyz: whether queue and store are there, in words, and how the robots do.
 */
#ifndef CONSUMER_READY_H
#define CONSUMER_READY_H

#include <stdio.h>
#include "consumer/conf.h"
#include "consumer/store/store.h"

/* True when queue and store are there; robots do not change it.  `store` NULL: nothing is said of robots. */
bool ready_write(FILE *out, const struct conf *conf, struct store *store, int64_t now_ms);

#endif
