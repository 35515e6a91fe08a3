/*
 * poison -- entries that could not be read: looked at, put back into the queue after an upgrade, or dropped.
 */
#ifndef CONSUMER_COMMAND_POISON_H
#define CONSUMER_COMMAND_POISON_H

#include "consumer/command/options.h"

enum exit_status poison_command(struct options *options);

#endif
