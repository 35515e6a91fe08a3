#include "consumer/serve/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <openssl/crypto.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "common/clock.h"
#include "consumer/log.h"
#include "consumer/serve/metrics.h"
#include "consumer/serve/ready.h"
#include "consumer/waits.h"

enum { CONNECTIONS = 32, TIMEOUT_S = 10 };

struct http {
	struct MHD_Daemon *daemon;
	pthread_mutex_t lock; /* of what follows */
	const struct conf *conf;
	struct store *store; /* for reading; NULL until it is needed and there */
};

/* --- pages --- */

static void drop_store(struct http *http)
{
	store_close(http->store);
	http->store = NULL;
}

/*
 * Opening may have to wait for a writer, so it is left until the pipeline found the store in order.  A server that does
 * not answer is not asked at all: each question would hold up /healthz as well.  A file that takes no writes is read.
 */
static struct store *have_store(struct http *http)
{
	const struct address *address = &http->conf->store.address;
	bool there = waits_get(WAITS_STORE).there;

	if ((!there && address->kind == ADDRESS_MARIADB)
		|| (http->store && store_is_elsewhere(http->store))) {
		drop_store(http);
	}
	if (there && !http->store) {
		http->store = store_open(address, NULL);
	}
	return http->store;
}

static unsigned write_health(struct http *http, FILE *out)
{
	(void)http;
	fputs("alive\n", out);
	return MHD_HTTP_OK;
}

static unsigned write_ready(struct http *http, FILE *out)
{
	return ready_write(out, http->conf, have_store(http), errnotice_clock_unix_ms())
		       ? MHD_HTTP_OK
		       : MHD_HTTP_SERVICE_UNAVAILABLE;
}

static unsigned write_metrics(struct http *http, FILE *out)
{
	struct errnotice_err err = {""};

	if (metrics_write(out, http->conf, have_store(http), errnotice_clock_unix_ms(), &err)) {
		return MHD_HTTP_OK;
	}
	log_warn("/metrics: %s", err.text);
	drop_store(http);
	return MHD_HTTP_SERVICE_UNAVAILABLE;
}

static const struct page {
	const char *path;
	unsigned (*write)(struct http *http, FILE *out);
	bool open; /* to everybody */
	const char *type;
} pages[] = {
	{"/metrics", write_metrics, false, "text/plain; version=0.0.4; charset=utf-8"},
	{"/readyz", write_ready, false, "text/plain; charset=utf-8"},
	{"/healthz", write_health, true, "text/plain; charset=utf-8"},
};

static const struct page *find_page(const char *path)
{
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		if (strcmp(path, pages[i].path) == 0) {
			return &pages[i];
		}
	}
	return NULL;
}

/* --- requests --- */

static enum MHD_Result answer(
	struct MHD_Connection *connection, unsigned status, const char *type, const char *text, size_t len)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(len, (void *)(uintptr_t)text, MHD_RESPMEM_MUST_COPY);
	if (!response) {
		return MHD_NO;
	}
	MHD_add_response_header(response, "Content-Type", type);
	MHD_add_response_header(response, "Cache-Control", "no-store");
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	if (status == MHD_HTTP_UNAUTHORIZED) {
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
	}
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED) {
		MHD_add_response_header(response, "Allow", "GET, HEAD");
	}
	enum MHD_Result result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status, const char *text)
{
	return answer(connection, status, "text/plain; charset=utf-8", text, strlen(text));
}

static bool may_see(struct MHD_Connection *connection, const char *token)
{
	static const char scheme[] = "Bearer ";
	const char *given = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");

	if (!*token) {
		return true;
	}
	if (!given || strncmp(given, scheme, strlen(scheme)) != 0) {
		return false;
	}
	given += strlen(scheme);
	return strlen(given) == strlen(token) && CRYPTO_memcmp(given, token, strlen(token)) == 0;
}

static enum MHD_Result show(struct http *http, struct MHD_Connection *connection, const struct page *page)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);
	if (!out) {
		return MHD_NO;
	}
	unsigned status = page->write(http, out);
	fclose(out);
	enum MHD_Result result = answer(connection, status, page->type, text, len);
	free(text);
	return result;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_size, void **state)
{
	static const char begun;
	struct http *http = context;
	const struct page *page = find_page(url);

	(void)version;
	(void)upload;
	if (!*state) { /* microhttpd calls once more when the request is complete */
		*state = (void *)(uintptr_t)&begun;
		return MHD_YES;
	}
	if (*upload_size > 0) {
		*upload_size = 0; /* a body is read and ignored */
		return MHD_YES;
	}
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
		return refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "only GET and HEAD\n");
	}
	if (!page) {
		return refuse(connection, MHD_HTTP_NOT_FOUND, "here are /metrics, /healthz and /readyz\n");
	}
	pthread_mutex_lock(&http->lock);
	enum MHD_Result result =
		page->open || may_see(connection, http->conf->http.token)
			? show(http, connection, page)
			: refuse(connection, MHD_HTTP_UNAUTHORIZED, "needs the token of [http]\n");
	pthread_mutex_unlock(&http->lock);
	return result;
}

/* --- open and close --- */

static void silence(void *context, const char *format, va_list args)
{
	(void)context;
	(void)format;
	(void)args; /* broken connections of clients are no news */
}

/* Our own socket: microhttpd does not always say why it could not make one.  -1 with errno. */
static int listen_at(const struct conf_listen *listen_to)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((uint16_t)listen_to->port)};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)listen_to->port)};
	bool is_v6 = inet_pton(AF_INET6, listen_to->host, &v6.sin6_addr) == 1;
	const struct sockaddr *address = is_v6 ? (struct sockaddr *)&v6 : (struct sockaddr *)&v4;
	int yes = 1;

	inet_pton(AF_INET, listen_to->host, &v4.sin_addr);
	int fd = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0) {
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, address, is_v6 ? sizeof(v6) : sizeof(v4)) != 0 || listen(fd, CONNECTIONS) != 0) {
		int why = errno;
		close(fd);
		errno = why;
		return -1;
	}
	return fd;
}

static struct MHD_Daemon *start_daemon(struct http *http, int fd)
{
	unsigned flags = MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ERROR_LOG;

	return MHD_start_daemon(flags, 0, NULL, NULL, handle, http, MHD_OPTION_EXTERNAL_LOGGER, silence, NULL,
		MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_S, MHD_OPTION_END);
}

static bool start_listening(struct http *http, struct errnotice_err *err)
{
	const struct conf_listen *place = &http->conf->http.listen;
	int fd = listen_at(place);

	if (fd < 0) {
		return errnotice_err_set(err, "http: cannot listen at %s port %d: %s", place->host,
			place->port, strerror(errno));
	}
	http->daemon = start_daemon(http, fd); /* from here on the socket is its own */
	return http->daemon || errnotice_err_set(err, "http: cannot start a server");
}

struct http *http_open(const struct conf *conf, struct errnotice_err *err)
{
	struct http *http = calloc(1, sizeof(*http));
	if (!http) {
		errnotice_err_set(err, "http: no memory");
		return NULL;
	}
	http->conf = conf;
	pthread_mutex_init(&http->lock, NULL);
	bool off = !*conf->http.listen.host;
	if (!off && !start_listening(http, err)) {
		http_close(http);
		return NULL;
	}
	return http;
}

void http_use(struct http *http, const struct conf *conf)
{
	pthread_mutex_lock(&http->lock);
	http->conf = conf;
	drop_store(http); /* it may be another one */
	pthread_mutex_unlock(&http->lock);
}

void http_close(struct http *http)
{
	if (!http) {
		return;
	}
	if (http->daemon) {
		MHD_stop_daemon(http->daemon);
	}
	drop_store(http);
	pthread_mutex_destroy(&http->lock);
	free(http);
}
