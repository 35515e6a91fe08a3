#include "consumer/ingest/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "common/redis_redirect.h"
#include "consumer/ingest/sentinel.h"

enum { HOPS = 5 };

/* Whose reason it is. */
static void name(struct errnotice_err *err, const struct errnotice_redis_node *node,
	const struct errnotice_err *reason)
{
	static const char begin[] = "queue: ";
	size_t at = strncmp(reason->text, begin, sizeof(begin) - 1) == 0 ? sizeof(begin) - 1 : 0;

	err->text[0] = '\0'; /* of several nodes the last one's is told */
	errnotice_err_set(err, "queue: %.100s:%d: %s", node->host, node->port, reason->text + at);
}

/* --- sentinels --- */

/* A user who may not ask is not held up: a replica refuses what comes next. */
static bool is_master(struct redis *redis, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	if (!redis_ask(redis, &reply, err, "ROLE", NULL)) {
		return false;
	}
	return reply->kind != REDIS_LIST || reply->count == 0
	       || errnotice_span_is(reply->items[0].text, "master")
	       || errnotice_err_set(err, "queue: is not the master that a sentinel says it is");
}

static struct redis *open_master(const struct errnotice_redis_url *url,
	const struct errnotice_redis_node *master, int timeout_ms, struct errnotice_err *err)
{
	struct errnotice_redis_url towards;

	errnotice_redis_url_towards(url, master, &towards);
	struct redis *redis = redis_open(&towards, timeout_ms, err);
	if (redis && !is_master(redis, err)) {
		redis_close(redis);
		return NULL;
	}
	return redis;
}

static struct redis *find_master(
	const struct errnotice_redis_url *url, int timeout_ms, struct errnotice_err *err)
{
	for (unsigned i = 0; i < url->node_count; i++) {
		struct errnotice_redis_node master;
		struct errnotice_err reason = {""};

		if (!sentinel_master(url, &url->nodes[i], timeout_ms, &master, &reason)) {
			name(err, &url->nodes[i], &reason);
			continue;
		}
		struct redis *redis = open_master(url, &master, timeout_ms, &reason);
		if (redis) {
			return redis;
		}
		name(err, &master, &reason);
	}
	return NULL;
}

/* --- a cluster --- */

/* The node that has the key is this one, or `node` and `asking` say which one to try. */
static bool has_key(struct redis *redis, const char *key, struct errnotice_redis_redirect *redirect,
	struct errnotice_err *err)
{
	const struct redis_reply *reply;

	if (!redis_ask(redis, &reply, err, "XLEN", key, NULL)) {
		return false;
	}
	if (reply->kind != REDIS_ERROR) {
		return true;
	}
	if (!errnotice_redis_redirect_read(redirect, reply->text.data)) {
		redirect->node.host[0] = '\0';
		redirect->node.port = 0;
	}
	return errnotice_err_set(err, "queue: %s", reply->text.data);
}

/* Follows redirections; NULL when they lead nowhere. */
static struct redis *follow(const struct errnotice_redis_url *url, struct errnotice_redis_node node,
	const char *key, int timeout_ms, struct errnotice_err *err)
{
	struct errnotice_redis_redirect redirect = {.asking = false};

	for (int hop = 0; hop < HOPS; hop++) {
		struct errnotice_err reason = {""};
		struct errnotice_redis_url towards;

		errnotice_redis_url_towards(url, &node, &towards);
		struct redis *redis = redis_open(&towards, timeout_ms, &reason);
		if (redis && redirect.asking) {
			redis_say_asking(redis);
		}
		redirect = (struct errnotice_redis_redirect){.asking = false};
		if (redis && has_key(redis, key, &redirect, &reason)) {
			return redis;
		}
		redis_close(redis);
		name(err, &node, &reason);
		if (redirect.node.port == 0) {
			return NULL;
		}
		if (!*redirect.node.host) {
			strcpy(redirect.node.host, node.host);
		}
		node = redirect.node;
	}
	return NULL;
}

static struct redis *find_node(
	const struct errnotice_redis_url *url, const char *key, int timeout_ms, struct errnotice_err *err)
{
	struct redis *redis = NULL;

	for (unsigned i = 0; i < url->node_count && !redis; i++) {
		redis = follow(url, url->nodes[i], key, timeout_ms, err);
	}
	return redis;
}

struct redis *find_redis(
	const struct errnotice_redis_url *url, const char *key, int timeout_ms, struct errnotice_err *err)
{
	switch (url->way) {
	case ERRNOTICE_REDIS_SENTINEL:
		return find_master(url, timeout_ms, err);
	case ERRNOTICE_REDIS_CLUSTER:
		return find_node(url, key, timeout_ms, err);
	case ERRNOTICE_REDIS_DIRECT:
		break;
	}
	return redis_open(url, timeout_ms, err);
}
