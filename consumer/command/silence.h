/*
 * silence -- not to hear of something for a while, without losing its count.
 */
#ifndef CONSUMER_COMMAND_SILENCE_H
#define CONSUMER_COMMAND_SILENCE_H

#include "consumer/command/options.h"

/* `silence add`, `silence list`, `silence end ID`. */
enum exit_status silence_command(struct options *options);

#endif
