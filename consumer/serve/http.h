/*
 * http -- /metrics, /healthz and /readyz, in a thread of its own.
 *
 * With [http] token everything but /healthz asks for `Authorization: Bearer TOKEN`.
 */
#ifndef CONSUMER_HTTP_H
#define CONSUMER_HTTP_H

#include "common/err.h"
#include "consumer/conf.h"

struct http;

/* Listens where `conf` says, and borrows it until http_use() or http_close().  NULL with a reason. */
struct http *http_open(const struct conf *conf, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Goes over to another configuration that listens at the same place; when it returns, the old one is free. */
void http_use(struct http *http, const struct conf *conf);
void http_close(struct http *http); /* NULL is fine */

#endif
