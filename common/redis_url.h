/*
 * redis_url -- where Redis is: the one URL form of both halves.
 *
 *   redis://[user:password@]host[:port][/db]     (IPv6 as [::1])
 *   unix://[user:password@]/path/to.sock[?db=N]
 *   rediss://, sentinel://, cluster://           parsed, refused by name until built in
 *
 * user, password and path may be percent-encoded.  Error texts never show the
 * password.
 */
#ifndef ERRNOTICE_REDIS_URL_H
#define ERRNOTICE_REDIS_URL_H

#include <stddef.h>
#include "common/err.h"

struct errnotice_redis_url {
	bool unix_socket;
	char host[256]; /* a name, an address, or the socket's path */
	int port;       /* 1 to 65535, 6379 by default; 0 for a socket */
	int db;         /* 0 by default */
	char user[128]; /* "" for none */
	char password[256];
};

bool errnotice_redis_url_parse(
	struct errnotice_redis_url *url, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* For people: scheme, host, port, db; never user or password.  Always terminated. */
void errnotice_redis_url_show(const struct errnotice_redis_url *url, char *into, size_t room);

/* Whether both lead to the same server, database and login; the bytes behind their texts mean nothing. */
bool errnotice_redis_url_same(const struct errnotice_redis_url *a, const struct errnotice_redis_url *b);

#endif
