/*
 * reword -- a message that was refused, with less in it (ladder.h) as far as that may help.
 */
#ifndef CONSUMER_REWORD_H
#define CONSUMER_REWORD_H

#include "consumer/conf.h"
#include "consumer/deliver/answer.h"
#include "consumer/store/notices.h"

/*
 * The next body, to be sent by `robot`: heap, with what is gone from it in `*less`,
 * which says what at least has to go.  NULL when that would not help, or nothing is
 * left that could go.
 */
char *reword(const struct notice_refused *refused, int64_t notice, const struct conf_robot *robot,
	enum answer_less *less);

#endif
