/*
 * status -- one screen: the queue and who works on it, the books, the robots, and what was lost where.
 *
 * Asks Redis and the store, changes nothing, sends nothing; needs no consumer that
 * runs.  Exit status 111 when one of the two cannot be asked; what the other said is
 * shown all the same.
 */
#ifndef CONSUMER_STATUS_H
#define CONSUMER_STATUS_H

#include "consumer/command/options.h"

enum exit_status status_command(struct options *options);

#endif
