#include "consumer/ingest/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "common/clock.h"
#include "common/tls.h"

enum { TLS_READ = 64 * 1024 };

struct wire {
	int fd; /* non-blocking */
	int timeout_ms;
	struct errnotice_tls *tls; /* NULL in clear */
};

static bool fail(struct errnotice_err *err, int number)
{
	return errnotice_err_set(err, "queue: %s", strerror(number));
}

static bool wait_for(const struct wire *wire, short events, int64_t deadline_ms, struct errnotice_err *err)
{
	for (;;) {
		struct pollfd poll_fd = {.fd = wire->fd, .events = events};
		int64_t left_ms = deadline_ms - errnotice_clock_ms();
		int ready = poll(&poll_fd, 1, left_ms > 0 ? (int)left_ms : 0);
		if (ready > 0) {
			return true;
		}
		if (ready == 0 && left_ms <= 0) {
			return errnotice_err_set(err, "queue: no answer in time");
		}
		if (ready < 0 && errno != EINTR) {
			return fail(err, errno);
		}
	}
}

/* --- connect --- */

static bool connect_to(
	struct wire *wire, const struct sockaddr *address, socklen_t len, struct errnotice_err *err)
{
	int64_t deadline_ms = errnotice_clock_ms() + wire->timeout_ms;
	int failure = 0, on = 1;
	socklen_t size = sizeof(failure);

	wire->fd = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (wire->fd < 0) {
		return fail(err, errno);
	}
	if (connect(wire->fd, address, len) != 0) {
		if (errno != EINPROGRESS) {
			return fail(err, errno);
		}
		if (!wait_for(wire, POLLOUT, deadline_ms, err)) {
			return false;
		}
		if (getsockopt(wire->fd, SOL_SOCKET, SO_ERROR, &failure, &size) != 0 || failure) {
			return fail(err, failure ? failure : errno);
		}
	}
	if (address->sa_family != AF_UNIX) {
		setsockopt(wire->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		setsockopt(wire->fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
	}
	return true;
}

static void hang_up(struct wire *wire)
{
	if (wire->fd >= 0) {
		close(wire->fd);
	}
	wire->fd = -1;
}

static bool connect_socket(struct wire *wire, const char *path, struct errnotice_err *err)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};

	snprintf(address.sun_path, sizeof(address.sun_path), "%.107s", path);
	return connect_to(wire, (const struct sockaddr *)&address, sizeof(address), err);
}

/* The addresses of the name in turn; the last one's reason is told. */
static bool connect_host(struct wire *wire, const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	struct addrinfo hints = {.ai_flags = AI_NUMERICSERV, .ai_socktype = SOCK_STREAM}, *list = NULL;
	char port[8];
	bool there = false;

	snprintf(port, sizeof(port), "%d", url->port & 0xffff);
	int failure = getaddrinfo(url->host, port, &hints, &list);
	if (failure) {
		return errnotice_err_set(err, "queue: %.100s: %s", url->host, gai_strerror(failure));
	}
	for (const struct addrinfo *at = list; at && !there; at = at->ai_next) {
		hang_up(wire);
		err->text[0] = '\0';
		there = connect_to(wire, at->ai_addr, at->ai_addrlen, err);
	}
	freeaddrinfo(list);
	return there;
}

/* --- bytes --- */

static bool send_raw(struct wire *wire, const char *data, size_t len, struct errnotice_err *err)
{
	int64_t deadline_ms = errnotice_clock_ms() + wire->timeout_ms;

	while (len > 0) {
		ssize_t n = send(wire->fd, data, len, MSG_NOSIGNAL);
		if (n < 0 && errno != EAGAIN && errno != EINTR) {
			return fail(err, errno);
		}
		if (n < 0 && !wait_for(wire, POLLOUT, deadline_ms, err)) {
			return false;
		}
		data += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	return true;
}

static size_t receive_raw(struct wire *wire, char *into, size_t room, struct errnotice_err *err)
{
	int64_t deadline_ms = errnotice_clock_ms() + wire->timeout_ms;

	for (;;) {
		ssize_t n = recv(wire->fd, into, room, 0);
		if (n > 0) {
			return (size_t)n;
		}
		if (n == 0) {
			return errnotice_err_set(err, "queue: Redis closed the connection");
		}
		if (errno != EAGAIN && errno != EINTR) {
			return fail(err, errno);
		}
		if (!wait_for(wire, POLLIN, deadline_ms, err)) {
			return 0;
		}
	}
}

/* --- TLS --- */

static bool send_outgoing(struct wire *wire, struct errnotice_err *err)
{
	struct errnotice_span out = errnotice_tls_outgoing(wire->tls);
	bool sent = send_raw(wire, out.data, out.len, err);

	errnotice_tls_sent(wire->tls, out.len);
	return sent;
}

static bool feed(struct wire *wire, struct errnotice_err *err)
{
	char bytes[TLS_READ];
	size_t n = receive_raw(wire, bytes, sizeof(bytes), err);

	return n > 0
	       && (errnotice_tls_arrived(wire->tls, bytes, n) || errnotice_err_set(err, "queue: no memory"));
}

/* What TLS says begins like everything that this connection says. */
static bool fail_tls(struct errnotice_err *err, const struct errnotice_err *reason)
{
	return errnotice_err_set(err, "queue: %s", reason->text);
}

static bool shake(struct wire *wire, struct errnotice_err *err)
{
	struct errnotice_err reason = {""};

	for (;;) {
		enum errnotice_tls_progress progress = errnotice_tls_greet(wire->tls, &reason);
		/* also after a failure: the other end's log then says why */
		bool sent = send_outgoing(wire, progress == ERRNOTICE_TLS_FAILED ? NULL : err);
		if (progress == ERRNOTICE_TLS_FAILED) {
			return fail_tls(err, &reason);
		}
		if (!sent || progress == ERRNOTICE_TLS_DONE) {
			return sent;
		}
		if (!feed(wire, err)) {
			return false;
		}
	}
}

static bool start_tls(struct wire *wire, const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	struct errnotice_err reason = {""};
	struct errnotice_tls_trust *trust = errnotice_tls_trust_new(url, &reason);

	wire->tls = trust ? errnotice_tls_new(trust, url->host, &reason) : NULL;
	errnotice_tls_trust_free(trust); /* the session keeps it */
	return wire->tls ? shake(wire, err) : fail_tls(err, &reason);
}

/* --- the wire --- */

struct wire *wire_open(const struct errnotice_redis_url *url, int timeout_ms, struct errnotice_err *err)
{
	struct wire *wire = calloc(1, sizeof(*wire));
	if (!wire) {
		errnotice_err_set(err, "queue: no memory");
		return NULL;
	}
	*wire = (struct wire){.fd = -1, .timeout_ms = timeout_ms};
	if (!(url->unix_socket ? connect_socket(wire, url->host, err) : connect_host(wire, url, err))
		|| (url->tls && !start_tls(wire, url, err))) {
		wire_close(wire);
		return NULL;
	}
	return wire;
}

void wire_close(struct wire *wire)
{
	if (!wire) {
		return;
	}
	hang_up(wire);
	errnotice_tls_free(wire->tls);
	free(wire);
}

bool wire_send(struct wire *wire, const char *data, size_t len, struct errnotice_err *err)
{
	struct errnotice_err reason = {""};

	if (!wire->tls) {
		return send_raw(wire, data, len, err);
	}
	if (!errnotice_tls_write(wire->tls, data, len, &reason)) {
		return fail_tls(err, &reason);
	}
	return send_outgoing(wire, err);
}

size_t wire_receive(struct wire *wire, char *into, size_t room, struct errnotice_err *err)
{
	struct errnotice_err reason = {""};

	if (!wire->tls) {
		return receive_raw(wire, into, room, err);
	}
	for (;;) {
		ssize_t n = errnotice_tls_read(wire->tls, into, room, &reason);
		if (n < 0) {
			return fail_tls(err, &reason);
		}
		if (n > 0) {
			return (size_t)n;
		}
		if (!send_outgoing(wire, err) || !feed(wire, err)) {
			return 0;
		}
	}
}
