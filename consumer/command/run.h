/*
 * run -- `errnotice-consumer run`: counts, delivers and serves until it is told to stop.
 *
 * SIGTERM and SIGINT finish the batch and the requests in hand.  SIGHUP reads the
 * configuration again: all of it takes effect, or none and the old one stays.
 */
#ifndef CONSUMER_RUN_H
#define CONSUMER_RUN_H

#include "consumer/command/exit_status.h"

/* WRONG where the configuration is, LATER where a part did not start. */
enum exit_status run(const char *conf_path);

#endif
