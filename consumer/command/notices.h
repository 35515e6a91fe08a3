/*
 * notices -- what the group was not told yet, and why; what does not get through is sent again, or given up.
 */
#ifndef CONSUMER_COMMAND_NOTICES_H
#define CONSUMER_COMMAND_NOTICES_H

#include "consumer/command/options.h"

/* `notices`: those that wait; `notices ID…`: these, whole; `notices drop ID…`. */
enum exit_status notices_command(struct options *options);

/* `replay ID…`, or `replay --all` */
enum exit_status replay_command(struct options *options);

#endif
