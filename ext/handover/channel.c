#include <errno.h>
#include <poll.h>
#include <string.h>

#include "ext/handover/channel.h"

#define READ_SIZE  16384
#define SHAKE_MOST 64 /* reads of one call to shake hands: what never stops coming is past any deadline */

/* Of this process, for its one connection: reading a bundle of certificates takes longer than a handshake. */
static struct {
	struct errnotice_tls_trust *trust;
	struct errnotice_redis_url url; /* whose files they are */
} kept;

void errnotice_channel_forget(void)
{
	errnotice_tls_trust_free(kept.trust);
	kept.trust = NULL;
}

static struct errnotice_tls_trust *trust_of(const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	if (kept.trust
		&& (strcmp(kept.url.ca, url->ca) != 0 || strcmp(kept.url.cert, url->cert) != 0
			|| strcmp(kept.url.key, url->key) != 0))
		errnotice_channel_forget();
	if (!kept.trust) {
		kept.trust = errnotice_tls_trust_new(url, err);
		kept.url = *url;
	}
	return kept.trust;
}

bool errnotice_channel_open(struct errnotice_channel *channel, const struct errnotice_redis_url *url,
	const struct errnotice_addresses *addresses, struct errnotice_err *err)
{
	struct errnotice_tls_trust *trust;

	channel->tls = NULL;
	errnotice_socket_init(&channel->socket, addresses);
	if (!url->tls)
		return true;
	trust = trust_of(url, err);
	channel->tls = trust ? errnotice_tls_new(trust, url->host, err) : NULL;
	return channel->tls;
}

void errnotice_channel_close(struct errnotice_channel *channel)
{
	errnotice_socket_close(&channel->socket);
	errnotice_tls_free(channel->tls);
	channel->tls = NULL;
}

static ssize_t fail(struct errnotice_err *err, const char *what)
{
	if (errno)
		errnotice_err_set(err, "%s: %s", what, strerror(errno));
	else
		errnotice_err_set(err, "Redis closed the connection");
	return -1;
}

/* False when the connection has failed. */
static bool send_outgoing(struct errnotice_channel *channel, struct errnotice_err *err)
{
	struct errnotice_span out = errnotice_tls_outgoing(channel->tls);

	while (out.len > 0) {
		ssize_t n = errnotice_socket_send(&channel->socket, out.data, out.len);

		if (n < 0)
			fail(err, "write");
		if (n <= 0)
			return n == 0;
		errnotice_tls_sent(channel->tls, (size_t)n);
		out = errnotice_tls_outgoing(channel->tls);
	}
	return true;
}

bool errnotice_channel_is_sending(const struct errnotice_channel *channel)
{
	return channel->tls && errnotice_tls_outgoing(channel->tls).len > 0;
}

ssize_t errnotice_channel_send(
	struct errnotice_channel *channel, const char *data, size_t len, struct errnotice_err *err)
{
	ssize_t n;

	if (!channel->tls) {
		n = errnotice_socket_send(&channel->socket, data, len);
		return n < 0 ? fail(err, "write") : n;
	}
	if (!send_outgoing(channel, err))
		return -1;
	if (errnotice_channel_is_sending(channel))
		return 0;
	if (!errnotice_tls_write(channel->tls, data, len, err) || !send_outgoing(channel, err))
		return -1;
	return (ssize_t)len;
}

/* What has come goes to the session: 0 for nothing, -1 at the end. */
static ssize_t feed(struct errnotice_channel *channel, struct errnotice_err *err)
{
	char bytes[READ_SIZE];
	ssize_t n = errnotice_socket_receive(&channel->socket, bytes, sizeof(bytes));

	if (n < 0)
		return fail(err, "read");
	if (!errnotice_tls_arrived(channel->tls, bytes, (size_t)n)) {
		errnotice_err_set(err, "no memory for the reply");
		return -1;
	}
	return n;
}

ssize_t errnotice_channel_receive(
	struct errnotice_channel *channel, char *into, size_t room, struct errnotice_err *err)
{
	ssize_t n;

	if (!channel->tls) {
		n = errnotice_socket_receive(&channel->socket, into, room);
		return n < 0 ? fail(err, "read") : n;
	}
	n = errnotice_tls_read(channel->tls, into, room, err);
	if (n != 0)
		return n;
	n = feed(channel, err);
	return n <= 0 ? n : errnotice_tls_read(channel->tls, into, room, err);
}

static enum errnotice_progress shake(
	struct errnotice_channel *channel, int64_t deadline_ms, struct errnotice_err *err)
{
	for (int reads = 0; reads < SHAKE_MOST; reads++) {
		enum errnotice_tls_progress progress = errnotice_tls_greet(channel->tls, err);

		/* also after a failure: the other end's log is then clearer than a closed connection */
		if (!send_outgoing(channel, err) || progress == ERRNOTICE_TLS_FAILED)
			break;
		if (progress == ERRNOTICE_TLS_DONE)
			return ERRNOTICE_DONE;
		if (!errnotice_socket_wait(&channel->socket,
			    POLLIN | (errnotice_channel_is_sending(channel) ? POLLOUT : 0), deadline_ms))
			return ERRNOTICE_NOT_YET;
		if (feed(channel, err) < 0)
			break;
	}
	errnotice_err_set(err, "the TLS handshake has no end"); /* where nothing else was the reason */
	/* files may be renewed meanwhile */
	errnotice_channel_forget();
	return ERRNOTICE_FAILED;
}

enum errnotice_progress errnotice_channel_ready(
	struct errnotice_channel *channel, int64_t deadline_ms, struct errnotice_err *err)
{
	int failure = errnotice_socket_connect(&channel->socket, deadline_ms);

	if (failure == EINPROGRESS)
		return ERRNOTICE_NOT_YET;
	if (failure) {
		errnotice_err_set(err, "connect: %s", strerror(failure));
		return ERRNOTICE_FAILED;
	}
	return channel->tls ? shake(channel, deadline_ms, err) : ERRNOTICE_DONE;
}
