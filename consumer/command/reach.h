/*
 * reach -- whether a robot's host can be reached, without sending it a message.
 */
#ifndef CONSUMER_REACH_H
#define CONSUMER_REACH_H

#include <stdio.h>
#include "consumer/conf.h"

/*
 * Asks the host of the webhook for its first page, over the robot's proxy and
 * with its certificates, and writes a line: the time it took, and how far this
 * host's clock is off, since a signature holds for one hour.  Neither token nor
 * secret leave this host.
 */
bool reach_robot(const struct conf_robot *robot, FILE *out, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
