/*
 * compose -- the message about some due notices, with what the store knows of their issues; or of a bulletin.
 */
#ifndef CONSUMER_COMPOSE_H
#define CONSUMER_COMPOSE_H

#include "consumer/deliver/message.h"
#include "consumer/store/notices.h"

/*
 * One notice makes a message of its own, several a digest that lists the first of
 * them.  `*crowded`: it was to mention more people than DingTalk takes.  Heap; NULL
 * with a reason.
 */
char *compose(struct store *store, const struct conf *conf, const struct message_to *to,
	const struct notice_due *dues, size_t count, int64_t now_s, bool *crowded,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Takes all that is due of that kind, which there must be: in the transaction that keeps the message. */
char *compose_bulletin(struct store *store, enum bulletin_kind kind, const struct message_to *to,
	int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
