/*
 * test_notice -- `errnotice-consumer test-notice ROBOT`: does this robot take our messages?
 *
 * Sends one message within the budget that the running consumer uses too, and says
 * in words what DingTalk answered and what to do about it.
 */
#ifndef CONSUMER_TEST_NOTICE_H
#define CONSUMER_TEST_NOTICE_H

#include <stdio.h>
#include "consumer/command/exit_status.h"
#include "consumer/conf.h"

/* DONE where DingTalk accepted it, WRONG where something has to be repaired first. */
enum exit_status test_notice(const struct conf *conf, const char *robot, FILE *out);

#endif
