/*
 * resolve -- the addresses of an endpoint, without ever waiting for a name server longer than allowed.
 *
 * Sockets and numeric addresses need no help.  A name is looked up in a
 * short-lived thread with all signals blocked: the C library's resolver has no
 * deadline.  Whoever cannot wait for the answer finds it at a later call.  One
 * look-up a process at a time; an answer is used for ten seconds.
 */
#ifndef ERRNOTICE_RESOLVE_H
#define ERRNOTICE_RESOLVE_H

#include <stdint.h>
#include <sys/socket.h>

#include "common/redis_url.h"

#define ERRNOTICE_ADDRESSES 4 /* as many are tried, in the system's order */

struct errnotice_address {
	struct sockaddr_storage storage;
	socklen_t len;
};

struct errnotice_addresses {
	struct errnotice_address address[ERRNOTICE_ADDRESSES];
	unsigned count;
};

enum errnotice_resolution {
	ERRNOTICE_RESOLVED,
	ERRNOTICE_RESOLVING, /* not known by the deadline: ask again later */
	ERRNOTICE_UNRESOLVED /* with the reason in `err` */
};

/* Waits until `deadline_ms` (clock.h) at most; one that has passed: not at all. */
enum errnotice_resolution errnotice_resolve(const struct errnotice_redis_url *url, int64_t deadline_ms,
	struct errnotice_addresses *into, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
