#include "consumer/ingest/sentinel.h"

#include <stdio.h>
#include <string.h>
#include "common/number.h"

enum {
	SENTINEL_MS = 1000, /* there are others */
	NODE_HOST = sizeof((struct errnotice_redis_node){0}.host),
};

static struct redis *reach(const struct errnotice_redis_url *url, const struct errnotice_redis_node *sentinel,
	int timeout_ms, struct errnotice_err *err)
{
	struct errnotice_redis_url towards;

	errnotice_redis_url_towards_sentinel(url, sentinel, &towards);
	return redis_connect(&towards, timeout_ms < SENTINEL_MS ? timeout_ms : SENTINEL_MS, err);
}

/* What a sentinel says is connected to, and told the password. */
static bool is_address(const struct redis_reply *host, const struct redis_reply *port, int64_t *number)
{
	return host->kind == REDIS_TEXT && host->text.len > 0 && host->text.len < NODE_HOST
	       && port->kind == REDIS_TEXT && errnotice_number_read(port->text, number) && *number > 0
	       && *number <= UINT16_MAX;
}

bool sentinel_read_master(
	const struct redis_reply *reply, struct errnotice_redis_node *master, struct errnotice_err *err)
{
	int64_t port;

	if (reply->kind == REDIS_ERROR) {
		return errnotice_err_set(err, "queue: %s", reply->text.data);
	}
	if (reply->kind != REDIS_LIST || reply->count != 2) {
		return errnotice_err_set(err, "queue: knows no master of that name");
	}
	if (!is_address(&reply->items[0], &reply->items[1], &port)) {
		return errnotice_err_set(err, "queue: names a master without an address");
	}
	master->port = (int)port;
	snprintf(master->host, sizeof(master->host), "%s", reply->items[0].text.data);
	return true;
}

bool sentinel_master(const struct errnotice_redis_url *url, const struct errnotice_redis_node *sentinel,
	int timeout_ms, struct errnotice_redis_node *master, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	struct redis *redis = reach(url, sentinel, timeout_ms, err);
	bool fine = redis
		    && redis_ask(redis, &reply, err, "SENTINEL", "get-master-addr-by-name", url->master, NULL)
		    && sentinel_read_master(reply, master, err);
	redis_close(redis);
	return fine;
}

/* --- replicas --- */

static struct errnotice_span field(const struct redis_reply *replica, const char *name)
{
	for (size_t i = 0; replica->kind == REDIS_LIST && i + 1 < replica->count; i += 2) {
		if (errnotice_span_is(replica->items[i].text, name)) {
			return replica->items[i + 1].text;
		}
	}
	return errnotice_span_of("");
}

/* Until it has told a sentinel whom it follows, that is "?". */
static bool follows(const struct redis_reply *replica)
{
	struct errnotice_span master = field(replica, "master-host");

	return errnotice_span_is(field(replica, "role-reported"), "slave") && master.len > 0
	       && !errnotice_span_is(master, "?");
}

/* By what a sentinel says first of it, which is a list with commas. */
static bool is_down(const struct redis_reply *replica)
{
	struct errnotice_span flags = field(replica, "flags");

	return flags.len > 0 && strstr(flags.data, "s_down") != NULL;
}

bool sentinel_all_follow(const struct redis_reply *replicas)
{
	for (size_t i = 0; replicas->kind == REDIS_LIST && i < replicas->count; i++) {
		if (!is_down(&replicas->items[i]) && !follows(&replicas->items[i])) {
			return false;
		}
	}
	return true;
}

bool sentinel_one_takes(const struct errnotice_redis_url *url, int timeout_ms)
{
	bool one = false, answered = false;

	for (unsigned i = 0; i < url->node_count && !answered; i++) {
		struct errnotice_err err = {""};
		const struct redis_reply *replicas;
		struct redis *redis = reach(url, &url->nodes[i], timeout_ms, &err);

		answered =
			redis && redis_ask(redis, &replicas, &err, "SENTINEL", "replicas", url->master, NULL);
		one = answered && sentinel_all_follow(replicas);
		redis_close(redis);
	}
	return one;
}
