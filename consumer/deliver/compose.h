/*
 * compose -- the message about some due notices, with what the store knows of their issues.
 */
#ifndef CONSUMER_COMPOSE_H
#define CONSUMER_COMPOSE_H

#include "consumer/deliver/message.h"
#include "consumer/store/notices.h"

/*
 * One notice makes a message of its own, several a digest that lists the first of
 * them.  Heap; NULL with a reason.
 */
char *compose(struct store *store, const struct conf *conf, const struct message_to *to,
	const struct notice_due *dues, size_t count, int64_t now_s,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
