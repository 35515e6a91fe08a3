/*
 * link -- the one connection of this process, to the server that a URL means at the moment.
 *
 * redis:// and unix:// name it.  With sentinel:// the sentinels are asked, one after
 * the other, where the master is, and who answers there must say that it is one.
 * With cluster:// the node that had the key last is tried, then those of the list, and
 * redirections are followed.  One deadline covers all of it: each node that may be
 * tried gets an equal share of the time that is left.
 *
 * Like transport.h it never waits beyond the caller's deadline, and with one that has
 * passed not at all: then it goes on with the next call from where it was.
 */
#ifndef ERRNOTICE_LINK_H
#define ERRNOTICE_LINK_H

#include "ext/handover/transport.h"

enum errnotice_link_stage {
	ERRNOTICE_LINK_CLOSED,
	ERRNOTICE_LINK_RESOLVING,  /* the name of the node */
	ERRNOTICE_LINK_CONNECTING, /* to it */
	ERRNOTICE_LINK_FINDING,    /* a sentinel was asked where the master is */
	ERRNOTICE_LINK_CHECKING,   /* who should be the master was asked whether it is */
	ERRNOTICE_LINK_READY
};

/* All zero is a closed one; what is remembered of a URL outlives close(). */
struct errnotice_link {
	struct errnotice_transport transport;
	enum errnotice_link_stage stage;
	struct errnotice_redis_url url;
	struct errnotice_redis_url node;   /* whom the stage is about: a DIRECT one */
	bool at_sentinel;                  /* it is a sentinel */
	bool asking;                       /* see errnotice_transport_ask() */
	unsigned next;                     /* of the URL's list, whose turn it is */
	unsigned left;                     /* nodes that may yet be tried, this one included */
	int64_t since_ms;                  /* when this one was begun with, and when its address was known */
	struct errnotice_redis_node known; /* of a cluster: who had the key last, host "" for nobody */
};

/* Begins anew; waits for nothing. */
void errnotice_link_open(struct errnotice_link *link, const struct errnotice_redis_url *url);

/* Goes on until transport can be talked to.  NOT_YET leaves it as it is, with what is waited for in `err`. */
enum errnotice_progress errnotice_link_ready(
	struct errnotice_link *link, int64_t deadline_ms, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Open, this process's, and towards this URL, as far as can be seen without asking. */
bool errnotice_link_usable(const struct errnotice_link *link, const struct errnotice_redis_url *url);

/*
 * What Redis refused, it would take elsewhere: then the link has begun to go there,
 * errnotice_link_ready() goes on, and the same can be sent again.
 */
bool errnotice_link_follows(struct errnotice_link *link, const char *refusal);

void errnotice_link_close(struct errnotice_link *link);

#endif
