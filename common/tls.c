#include "common/tls.h"

#ifdef ERRNOTICE_TLS

#include <limits.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

struct errnotice_tls_trust {
	SSL_CTX *context;
};

struct errnotice_tls {
	SSL *ssl;
	BIO *in, *out; /* the session's */
};

/* -- reasons ------------------------------------------------------------- */

/* What OpenSSL noted since ERR_set_mark(); the mark is taken off again. */
static bool fail(struct errnotice_err *err, const char *what, const char *about)
{
	unsigned long code = ERR_peek_last_error();
	const char *reason = code ? ERR_reason_error_string(code) : NULL;

	errnotice_err_set(err, "%s%s%s: %s", what, *about ? " " : "", about, reason ? reason : "TLS failed");
	return false;
}

static bool end(bool fine)
{
	ERR_pop_to_mark();
	return fine;
}

bool errnotice_tls_allows(const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	(void)url, (void)err;
	return true;
}

/* -- trust --------------------------------------------------------------- */

/* A key with a passphrase is refused: OpenSSL would ask for it at the terminal. */
static int no_passphrase(char *into, int room, int writes, void *context)
{
	(void)into, (void)room, (void)writes, (void)context;
	return 0;
}

static bool read_files(SSL_CTX *context, const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	if (*url->ca ? SSL_CTX_load_verify_locations(context, url->ca, NULL) != 1
		     : SSL_CTX_set_default_verify_paths(context) != 1)
		return fail(err, "ca", url->ca);
	if (!*url->cert)
		return true;
	if (SSL_CTX_use_certificate_chain_file(context, url->cert) != 1)
		return fail(err, "cert", url->cert);
	if (SSL_CTX_use_PrivateKey_file(context, url->key, SSL_FILETYPE_PEM) != 1)
		return fail(err, "key", url->key);
	return true;
}

static bool set_up(
	struct errnotice_tls_trust *trust, const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	trust->context = SSL_CTX_new(TLS_client_method());
	if (!trust->context)
		return fail(err, "TLS", "");
	SSL_CTX_set_min_proto_version(trust->context, TLS1_2_VERSION);
	SSL_CTX_set_options(trust->context, SSL_OP_NO_RENEGOTIATION);
	SSL_CTX_set_verify(trust->context, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_default_passwd_cb(trust->context, no_passphrase);
	return read_files(trust->context, url, err);
}

struct errnotice_tls_trust *errnotice_tls_trust_new(
	const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	struct errnotice_tls_trust *trust = calloc(1, sizeof *trust);

	if (!trust) {
		errnotice_err_set(err, "no memory for TLS");
		return NULL;
	}
	ERR_set_mark();
	if (end(set_up(trust, url, err)))
		return trust;
	errnotice_tls_trust_free(trust);
	return NULL;
}

void errnotice_tls_trust_free(struct errnotice_tls_trust *trust)
{
	if (!trust)
		return;
	SSL_CTX_free(trust->context);
	free(trust);
}

/* -- session ------------------------------------------------------------- */

/* An address has no name to announce, and is found among the certificate's addresses. */
static bool expect(SSL *ssl, const char *host)
{
	if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1)
		return true;
	return SSL_set_tlsext_host_name(ssl, host) == 1 && SSL_set1_host(ssl, host) == 1;
}

static bool begin(struct errnotice_tls *tls, SSL_CTX *context, const char *host)
{
	tls->ssl = SSL_new(context);
	tls->in = BIO_new(BIO_s_mem());
	tls->out = BIO_new(BIO_s_mem());
	if (!tls->ssl || !tls->in || !tls->out) {
		BIO_free(tls->in);
		BIO_free(tls->out);
		return false;
	}
	BIO_set_mem_eof_return(tls->in, -1); /* empty is "not yet", not the end */
	SSL_set_bio(tls->ssl, tls->in, tls->out);
	SSL_set_connect_state(tls->ssl);
	return expect(tls->ssl, host);
}

struct errnotice_tls *errnotice_tls_new(
	struct errnotice_tls_trust *trust, const char *host, struct errnotice_err *err)
{
	struct errnotice_tls *tls = calloc(1, sizeof *tls);

	ERR_set_mark();
	if (end(tls && begin(tls, trust->context, host)))
		return tls;
	errnotice_err_set(err, "no memory for TLS");
	errnotice_tls_free(tls);
	return NULL;
}

void errnotice_tls_free(struct errnotice_tls *tls)
{
	if (!tls)
		return;
	SSL_free(tls->ssl);
	free(tls);
}

/* SSL_get_error() looks at the thread's queue, where the application may have left something. */
static bool waits(const struct errnotice_tls *tls)
{
	return SSL_want_read(tls->ssl) && BIO_should_retry(tls->in);
}

static bool fail_session(struct errnotice_tls *tls, struct errnotice_err *err)
{
	long verdict = SSL_get_verify_result(tls->ssl);

	if (verdict != X509_V_OK)
		return errnotice_err_set(
			err, "TLS: the certificate is refused: %s", X509_verify_cert_error_string(verdict));
	return fail(err, "TLS", "");
}

enum errnotice_tls_progress errnotice_tls_greet(struct errnotice_tls *tls, struct errnotice_err *err)
{
	enum errnotice_tls_progress progress = ERRNOTICE_TLS_DONE;

	ERR_set_mark();
	if (SSL_do_handshake(tls->ssl) != 1)
		progress = waits(tls) ? ERRNOTICE_TLS_NOT_YET : ERRNOTICE_TLS_FAILED;
	if (progress == ERRNOTICE_TLS_FAILED)
		fail_session(tls, err);
	end(true);
	return progress;
}

bool errnotice_tls_arrived(struct errnotice_tls *tls, const void *data, size_t len)
{
	return len <= INT_MAX && BIO_write(tls->in, data, (int)len) == (int)len;
}

ssize_t errnotice_tls_read(struct errnotice_tls *tls, void *into, size_t room, struct errnotice_err *err)
{
	int n;

	ERR_set_mark();
	n = SSL_read(tls->ssl, into, room < INT_MAX ? (int)room : INT_MAX);
	if (n <= 0)
		n = waits(tls) ? 0 : -1;
	if (n < 0 && SSL_get_shutdown(tls->ssl) & SSL_RECEIVED_SHUTDOWN)
		errnotice_err_set(err, "Redis closed the connection");
	else if (n < 0)
		fail_session(tls, err);
	end(true);
	return n;
}

bool errnotice_tls_write(struct errnotice_tls *tls, const void *data, size_t len, struct errnotice_err *err)
{
	bool fine;

	ERR_set_mark();
	fine = len == 0 || (len <= INT_MAX && SSL_write(tls->ssl, data, (int)len) == (int)len)
	       || fail_session(tls, err);
	return end(fine);
}

struct errnotice_span errnotice_tls_outgoing(struct errnotice_tls *tls)
{
	char *data = NULL;
	long len = BIO_get_mem_data(tls->out, &data);

	return errnotice_span(data, len > 0 ? (size_t)len : 0);
}

void errnotice_tls_sent(struct errnotice_tls *tls, size_t len)
{
	char went[4096];

	while (len > 0) {
		int n = BIO_read(tls->out, went, (int)(len < sizeof went ? len : sizeof went));

		if (n <= 0)
			return;
		len -= (size_t)n;
	}
}

#else

bool errnotice_tls_allows(const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	return !url->tls
	       || errnotice_err_set(err, "TLS needs OpenSSL (libssl), and this was built without it");
}

struct errnotice_tls_trust *errnotice_tls_trust_new(
	const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	(void)url, (void)err;
	return NULL;
}

void errnotice_tls_trust_free(struct errnotice_tls_trust *trust)
{
	(void)trust;
}

struct errnotice_tls *errnotice_tls_new(
	struct errnotice_tls_trust *trust, const char *host, struct errnotice_err *err)
{
	(void)trust, (void)host, (void)err;
	return NULL;
}

void errnotice_tls_free(struct errnotice_tls *tls)
{
	(void)tls;
}

enum errnotice_tls_progress errnotice_tls_greet(struct errnotice_tls *tls, struct errnotice_err *err)
{
	(void)tls, (void)err;
	return ERRNOTICE_TLS_FAILED;
}

bool errnotice_tls_arrived(struct errnotice_tls *tls, const void *data, size_t len)
{
	(void)tls, (void)data, (void)len;
	return false;
}

ssize_t errnotice_tls_read(struct errnotice_tls *tls, void *into, size_t room, struct errnotice_err *err)
{
	(void)tls, (void)into, (void)room, (void)err;
	return -1;
}

bool errnotice_tls_write(struct errnotice_tls *tls, const void *data, size_t len, struct errnotice_err *err)
{
	(void)tls, (void)data, (void)len, (void)err;
	return false;
}

struct errnotice_span errnotice_tls_outgoing(struct errnotice_tls *tls)
{
	(void)tls;
	return errnotice_span(NULL, 0);
}

void errnotice_tls_sent(struct errnotice_tls *tls, size_t len)
{
	(void)tls, (void)len;
}

#endif
