/*
 * wire -- bytes to and from one Redis, in clear or over TLS.
 *
 * Blocking; for one thread.  Connecting, and each call after that, takes at most the
 * time-out.  A failed call leaves it useless: close it.
 */
#ifndef CONSUMER_WIRE_H
#define CONSUMER_WIRE_H

#include <sys/types.h>
#include "common/err.h"
#include "common/redis_url.h"

struct wire;

/* `url` is a DIRECT one.  NULL with a reason. */
struct wire *wire_open(const struct errnotice_redis_url *url, int timeout_ms,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void wire_close(struct wire *wire); /* NULL is fine */

/* All of it. */
bool wire_send(
	struct wire *wire, const char *data, size_t len, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* What has arrived, at least one byte; 0 with a reason. */
size_t wire_receive(
	struct wire *wire, char *into, size_t room, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
