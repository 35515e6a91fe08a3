/*
 * redis_url -- where Redis is: the one URL form of both halves.
 *
 *   redis://[user:password@]host[:port][/db]     (IPv6 as [::1])
 *   rediss://…                                   the same over TLS
 *   unix://[user:password@]/path/to.sock[?db=N]
 *   sentinel://[user:password@]host[:port],…/master[/db]
 *   cluster://[user:password@]host[:port],…
 *
 * All but unix:// take options behind a ?, joined by &: tls=yes (what rediss://
 * means), ca=FILE to trust instead of the system's, cert=FILE and key=FILE to show.
 * The login is that of the servers; sentinels have one of their own, behind the ?:
 * sentinel_user=, sentinel_password=.  Users, passwords, path and files may be
 * percent-encoded.  Error texts never show the
 * password.
 */
#ifndef ERRNOTICE_REDIS_URL_H
#define ERRNOTICE_REDIS_URL_H

#include <stddef.h>
#include "common/err.h"

#define ERRNOTICE_REDIS_NODES 8

enum errnotice_redis_way {
	ERRNOTICE_REDIS_DIRECT,   /* host and port, or a socket */
	ERRNOTICE_REDIS_SENTINEL, /* the nodes are sentinels, which know where `master` is */
	ERRNOTICE_REDIS_CLUSTER   /* the nodes are some of a cluster's, which redirect */
};

struct errnotice_redis_node {
	char host[256];
	int port; /* 1 to 65535 */
};

struct errnotice_redis_url {
	enum errnotice_redis_way way;
	bool unix_socket;
	char host[256]; /* of DIRECT: a name, an address, or the socket's path */
	int port;       /* 1 to 65535, 6379 by default; 0 for a socket */
	int db;         /* 0 by default */
	char user[128]; /* "" for none */
	char password[256];
	unsigned node_count; /* 0 for DIRECT, else at least 1 */
	struct errnotice_redis_node nodes[ERRNOTICE_REDIS_NODES];
	char master[128];        /* its name, of SENTINEL */
	char sentinel_user[128]; /* "" for none, also of all others */
	char sentinel_password[256];
	bool tls;
	char ca[256]; /* files; "" for the system's, and for none */
	char cert[256];
	char key[256]; /* there where `cert` is */
};

bool errnotice_redis_url_parse(
	struct errnotice_redis_url *url, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* For people: scheme, host, port, db; never user or password.  Always terminated. */
void errnotice_redis_url_show(const struct errnotice_redis_url *url, char *into, size_t room);

/* Whether both lead to the same server, database and login; the bytes behind their texts mean nothing. */
bool errnotice_redis_url_same(const struct errnotice_redis_url *a, const struct errnotice_redis_url *b);

/* The DIRECT URL of one server of those that `url` means, with its login, database and TLS. */
void errnotice_redis_url_towards(const struct errnotice_redis_url *url,
	const struct errnotice_redis_node *node, struct errnotice_redis_url *into);

/* The same for a sentinel: without a database, and with its own login instead of the servers'. */
void errnotice_redis_url_towards_sentinel(const struct errnotice_redis_url *url,
	const struct errnotice_redis_node *node, struct errnotice_redis_url *into);

/* After a copy out of memory that others write: its texts end and its numbers are possible ones. */
void errnotice_redis_url_tame(struct errnotice_redis_url *url);

#endif
