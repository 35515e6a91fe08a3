/*
 * check -- `errnotice-consumer check`: says every error of the configuration.
 */
#ifndef CONSUMER_CHECK_H
#define CONSUMER_CHECK_H

#include <stdio.h>
#include "consumer/command/exit_status.h"
#include "consumer/conf.h"

/*
 * With `connect`: also looks whether queue, store and each robot's host can be
 * reached, without sending or changing anything.  LATER where something is
 * not there (now).
 */
enum exit_status check(const struct conf *conf, bool connect, FILE *out);

/* Every key with its default: section, key, default, `secret` or nothing, help; separated by tabs. */
void check_print_keys(FILE *out);

#endif
