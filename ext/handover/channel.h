/*
 * channel -- bytes to and from one Redis, in clear or over TLS; waits no longer than told.
 *
 * As socket.h, on which it stands: non-blocking, deadlines of clock.h, no SIGPIPE.
 */
#ifndef ERRNOTICE_CHANNEL_H
#define ERRNOTICE_CHANNEL_H

#include "common/tls.h"
#include "ext/handover/socket.h"

/* Set up by open(); closed by close(), which takes one that was never opened and is all zero but for fd -1. */
struct errnotice_channel {
	struct errnotice_socket socket;
	struct errnotice_tls *tls; /* NULL in clear */
};

enum errnotice_progress {
	ERRNOTICE_DONE,
	ERRNOTICE_NOT_YET, /* the deadline passed; only where it says so */
	ERRNOTICE_FAILED   /* with the reason in `err` */
};

/* Connects nothing yet.  False without what TLS needs, and why. */
bool errnotice_channel_open(struct errnotice_channel *channel, const struct errnotice_redis_url *url,
	const struct errnotice_addresses *addresses, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void errnotice_channel_close(struct errnotice_channel *channel);

/* The connection, then the handshake; NOT_YET: ask again, or close. */
enum errnotice_progress errnotice_channel_ready(struct errnotice_channel *channel, int64_t deadline_ms,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* How much was taken, maybe 0 for now; -1 with the reason.  What was taken may yet be outgoing. */
ssize_t errnotice_channel_send(struct errnotice_channel *channel, const char *data, size_t len,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Something that was taken has not left yet: send() goes on with it, also when called with nothing. */
bool errnotice_channel_is_sending(const struct errnotice_channel *channel);

/* How much has arrived, 0 for nothing now; -1 with the reason. */
ssize_t errnotice_channel_receive(struct errnotice_channel *channel, char *into, size_t room,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Gives back what is kept of files between two connections. */
void errnotice_channel_forget(void);

#endif
