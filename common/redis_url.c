#include "common/redis_url.h"

#include <stdio.h>
#include <string.h>

static int show_place(const char *host, int port, char *into, size_t room)
{
	return snprintf(into, room, strchr(host, ':') ? "[%s]:%d" : "%s:%d", host, port);
}

static void show_nodes(const struct errnotice_redis_url *url, char *into, size_t room)
{
	size_t used = (size_t)snprintf(
		into, room, url->way == ERRNOTICE_REDIS_SENTINEL ? "sentinel://" : "cluster://");

	for (unsigned i = 0; i < url->node_count && used < room; i++) {
		used += (size_t)snprintf(into + used, room - used, "%s", i ? "," : "");
		if (used < room)
			used += (size_t)show_place(
				url->nodes[i].host, url->nodes[i].port, into + used, room - used);
	}
	if (used < room && url->way == ERRNOTICE_REDIS_SENTINEL)
		used += (size_t)snprintf(into + used, room - used, "/%s/%d", url->master, url->db);
	if (used < room && url->tls)
		snprintf(into + used, room - used, "?tls=yes");
}

void errnotice_redis_url_show(const struct errnotice_redis_url *url, char *into, size_t room)
{
	char server[300];

	if (url->way != ERRNOTICE_REDIS_DIRECT) {
		show_nodes(url, into, room);
	} else if (url->unix_socket) {
		snprintf(into, room, url->db ? "unix://%s?db=%d" : "unix://%s", url->host, url->db);
	} else {
		show_place(url->host, url->port, server, sizeof server);
		snprintf(into, room, "%s://%s/%d", url->tls ? "rediss" : "redis", server, url->db);
	}
}

static bool same_nodes(const struct errnotice_redis_url *a, const struct errnotice_redis_url *b)
{
	if (a->node_count != b->node_count)
		return false;
	for (unsigned i = 0; i < a->node_count; i++)
		if (a->nodes[i].port != b->nodes[i].port || strcmp(a->nodes[i].host, b->nodes[i].host) != 0)
			return false;
	return true;
}

bool errnotice_redis_url_same(const struct errnotice_redis_url *a, const struct errnotice_redis_url *b)
{
	return a->way == b->way && a->unix_socket == b->unix_socket && a->port == b->port && a->db == b->db
	       && a->tls == b->tls && strcmp(a->host, b->host) == 0 && strcmp(a->user, b->user) == 0
	       && strcmp(a->password, b->password) == 0 && strcmp(a->master, b->master) == 0
	       && strcmp(a->sentinel_user, b->sentinel_user) == 0
	       && strcmp(a->sentinel_password, b->sentinel_password) == 0 && strcmp(a->ca, b->ca) == 0
	       && strcmp(a->cert, b->cert) == 0 && strcmp(a->key, b->key) == 0 && same_nodes(a, b);
}

void errnotice_redis_url_towards(const struct errnotice_redis_url *url,
	const struct errnotice_redis_node *node, struct errnotice_redis_url *into)
{
	*into = *url;
	into->way = ERRNOTICE_REDIS_DIRECT;
	into->node_count = 0;
	into->master[0] = '\0';
	into->sentinel_user[0] = '\0';
	into->sentinel_password[0] = '\0';
	strcpy(into->host, node->host);
	into->port = node->port;
}

void errnotice_redis_url_towards_sentinel(const struct errnotice_redis_url *url,
	const struct errnotice_redis_node *node, struct errnotice_redis_url *into)
{
	errnotice_redis_url_towards(url, node, into);
	into->db = 0;
	strcpy(into->user, url->sentinel_user);
	strcpy(into->password, url->sentinel_password);
}

void errnotice_redis_url_tame(struct errnotice_redis_url *url)
{
	char *const ends[] = {
		&url->host[sizeof url->host - 1],
		&url->user[sizeof url->user - 1],
		&url->password[sizeof url->password - 1],
		&url->master[sizeof url->master - 1],
		&url->sentinel_user[sizeof url->sentinel_user - 1],
		&url->sentinel_password[sizeof url->sentinel_password - 1],
		&url->ca[sizeof url->ca - 1],
		&url->cert[sizeof url->cert - 1],
		&url->key[sizeof url->key - 1],
	};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		*ends[i] = '\0';
	for (size_t i = 0; i < ERRNOTICE_REDIS_NODES; i++)
		url->nodes[i].host[sizeof url->nodes[i].host - 1] = '\0';
	if (url->node_count > ERRNOTICE_REDIS_NODES)
		url->node_count = ERRNOTICE_REDIS_NODES;
	if (url->node_count == 0)
		url->way = ERRNOTICE_REDIS_DIRECT;
}
