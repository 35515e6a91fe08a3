/*
 * take -- what is next for a robot, taken out of the outbox: message, turn and budget in one commit.
 *
 * When it returns with a body, the store holds that body, its msgUuid and the
 * attempt: whoever is killed from here on, the very same message is sent again.
 */
#ifndef CONSUMER_TAKE_H
#define CONSUMER_TAKE_H

#include "consumer/deliver/choice.h"
#include "consumer/deliver/lane.h"

/* All borrowed. */
struct take {
	struct store *store;
	const struct conf *conf;
	struct choice *choice; /* room for the work */
	const char *sender;
	int64_t (*clock)(void); /* Unix ms: asked when it is this sender's turn to write */
};

/*
 * Fills the lane's notice, attempts, sent and breaker, and gives the body to post
 * (heap); `*body` stays NULL when it turned out that there is nothing to be sent.
 */
bool take(const struct take *with, struct lane *lane, char **body,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
