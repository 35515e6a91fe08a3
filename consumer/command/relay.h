/*
 * relay -- `errnotice-consumer relay [--once]`: on each PHP host, spool → queue.
 */
#ifndef CONSUMER_COMMAND_RELAY_H
#define CONSUMER_COMMAND_RELAY_H

#include <stdbool.h>
#include "consumer/command/exit_status.h"
#include "consumer/conf.h"

/*
 * Until SIGTERM or SIGINT; `once`: until the spool is empty, DONE, or something has
 * to be waited for, LATER.
 */
enum exit_status relay(const struct conf *conf, bool once);

#endif
