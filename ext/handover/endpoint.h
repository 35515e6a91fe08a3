/*
 * endpoint -- where events go, and how much that may cost.
 *
 * Plain data without pointers: the process tree keeps a copy in shared memory
 * (peer.h), so that what a dead worker left can be sent to where it belongs.
 */
#ifndef ERRNOTICE_ENDPOINT_H
#define ERRNOTICE_ENDPOINT_H

#include "common/redis_url.h"

struct errnotice_endpoint {
	struct errnotice_redis_url redis;
	char stream[256];
	long stream_limit; /* entries not yet consumed, at least 1 */
	long detail_limit; /* details an fp and minute, 0: none */
	int heartbeat_s;   /* 0: none */
	int timeout_ms;    /* for one whole hand-over, at least 1 */
};

#endif
