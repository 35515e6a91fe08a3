/*
 * sentinel -- what sentinels say of the servers that they watch.
 */
#ifndef CONSUMER_SENTINEL_H
#define CONSUMER_SENTINEL_H

#include "common/redis_redirect.h"
#include "consumer/ingest/redis.h"

/* Asks one of them where the master is. */
bool sentinel_master(const struct errnotice_redis_url *url, const struct errnotice_redis_node *sentinel,
	int timeout_ms, struct errnotice_redis_node *master, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The same by its answer.  False for what is no address: nobody vouches for a sentinel. */
bool sentinel_read_master(const struct redis_reply *reply, struct errnotice_redis_node *master,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Whether nobody beside the master takes entries.  In a planned failover the old master
 * does so for some seconds more, from all who are still connected to it.  False also
 * when it is not yet known, or no sentinel answers.
 */
bool sentinel_one_takes(const struct errnotice_redis_url *url, int timeout_ms);

/* The same by the answer to SENTINEL REPLICAS; true for an error: who may not ask is not held up. */
bool sentinel_all_follow(const struct redis_reply *replicas);

#endif
