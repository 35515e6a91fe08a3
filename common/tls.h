/*
 * tls -- one TLS session as its client, over bytes that somebody else sends and receives.
 *
 * Knows no socket, so it neither waits nor raises a signal: what came in is given to
 * errnotice_tls_arrived(), what has to go out is taken from errnotice_tls_outgoing().
 * TLS 1.2 and later; the certificate must be trusted and be for the host that was
 * asked for.  OpenSSL's queue of errors, which belongs to the thread and with it to
 * the application, is left as it was.
 *
 * hiredis has TLS from 1.0 on, as hiredis_ssl; it verifies no host name and writes to
 * its socket in a way that raises SIGPIPE.
 *
 * Built without ERRNOTICE_TLS (no OpenSSL at hand) there is none.
 */
#ifndef ERRNOTICE_TLS_H
#define ERRNOTICE_TLS_H

#include <sys/types.h>
#include "common/redis_url.h"
#include "common/span.h"

struct errnotice_tls_trust; /* whom to trust and what to show: the files of a URL, read */
struct errnotice_tls;       /* one session */

/* False with the reason where the URL asks for TLS and this was built without. */
bool errnotice_tls_allows(
	const struct errnotice_redis_url *url, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Reads the files.  NULL with a reason, which names the file. */
struct errnotice_tls_trust *errnotice_tls_trust_new(
	const struct errnotice_redis_url *url, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_tls_trust_free(struct errnotice_tls_trust *trust); /* NULL is fine */

/* A session with `host`, a name or a numeric address; it keeps the trust by itself.  NULL without memory. */
struct errnotice_tls *errnotice_tls_new(
	struct errnotice_tls_trust *trust, const char *host, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_tls_free(struct errnotice_tls *tls); /* NULL is fine */

enum errnotice_tls_progress {
	ERRNOTICE_TLS_DONE,
	ERRNOTICE_TLS_NOT_YET, /* more has to arrive; there may be something outgoing */
	ERRNOTICE_TLS_FAILED
};

/* Goes on with the handshake. */
enum errnotice_tls_progress errnotice_tls_greet(
	struct errnotice_tls *tls, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Bytes from the other end; false without memory. */
bool errnotice_tls_arrived(struct errnotice_tls *tls, const void *data, size_t len) ERRNOTICE_MUST_CHECK;

/* Bytes of the session that were read, 0 for none yet, -1 at its end with the reason. */
ssize_t errnotice_tls_read(
	struct errnotice_tls *tls, void *into, size_t room, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Takes all of it. */
bool errnotice_tls_write(struct errnotice_tls *tls, const void *data, size_t len,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* What has to go to the other end; the session's until the next call.  Then how much of it went. */
struct errnotice_span errnotice_tls_outgoing(struct errnotice_tls *tls);
void errnotice_tls_sent(struct errnotice_tls *tls, size_t len);

#endif
