/*
 * members -- who works on the consumer group, and how much is left for them; for people.
 */
#ifndef CONSUMER_MEMBERS_H
#define CONSUMER_MEMBERS_H

#include <stdint.h>
#include "common/err.h"
#include "consumer/conf.h"

enum { MEMBERS_MOST = 64 }; /* that are listed */

struct members {
	int64_t entries; /* in the stream: not yet done */
	int64_t count;   /* of the group's consumers; 0 where there is no group yet */
	size_t listed;
	struct member {
		char name[256];  /* cut where longer; not to be trusted */
		int64_t pending; /* entries that it read and did not finish */
		int64_t idle_ms; /* since it last asked */
	} list[MEMBERS_MOST];
};

/* Connects, asks, and changes nothing. */
bool members_ask(
	const struct conf *conf, struct members *into, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
