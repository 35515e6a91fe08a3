/*
 * watch -- which hosts fell silent, and which are heard of again.
 *
 * A host is silent when its heartbeat has been the same for `[hosts] silent_after`;
 * the group is told once, and once more when it is another one.  Silence is counted
 * only while somebody looks: a queue that was out of reach took no heartbeats.  One
 * whose heartbeat was taken off by hand is forgotten without a word.
 */
#ifndef CONSUMER_WATCH_H
#define CONSUMER_WATCH_H

#include "consumer/conf.h"
#include "consumer/ingest/roster.h"
#include "consumer/store/hosts.h"

enum {
	WATCH_EVERY_S = 20,
	WATCH_GAP_S = 90,          /* between two looks: longer, and nobody looked */
	WATCH_KEPT_S = 30 * 86400, /* a host that was silent for so long is none any more */
	WATCH_GONE = 16            /* of these in one look */
};

struct watch_news {
	size_t silent, back;               /* hosts of which the group will be told */
	char gone[WATCH_GONE][HOSTS_NAME]; /* whose heartbeat is to be taken off the queue */
	size_t gone_count;
};

/* Compares what is there with what was, in a transaction; nothing where another consumer just did. */
bool watch_look(struct store *store, const struct conf *conf, const struct roster *roster, int64_t now_s,
	struct watch_news *news, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
