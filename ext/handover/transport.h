/*
 * transport -- one connection of this process to one Redis.
 *
 * Commands are appended, then replies are read in their order; every wait ends
 * at the caller's deadline (clock.h), and with one that has passed nothing waits
 * at all: that is how a probe works.  No signal is raised by a closed connection.
 * Never used by a forked child, which closes its copy without a word, nor when
 * the application closed the descriptor under us.
 *
 * After a failure the connection is closed; what was sent may have arrived.
 */
#ifndef ERRNOTICE_TRANSPORT_H
#define ERRNOTICE_TRANSPORT_H

#include <stddef.h>

#include "ext/handover/channel.h"

enum errnotice_transport_state {
	ERRNOTICE_TRANSPORT_CLOSED,
	ERRNOTICE_TRANSPORT_CONNECTING, /* with TLS also its handshake */
	ERRNOTICE_TRANSPORT_GREETING,   /* AUTH, SELECT, PING are sent or about to be */
	ERRNOTICE_TRANSPORT_READY
};

struct redisReader;

/* All zero is a closed one. */
struct errnotice_transport {
	enum errnotice_transport_state state;
	struct errnotice_channel channel;
	pid_t pid; /* who opened it */
	struct errnotice_redis_url url;
	unsigned greetings; /* replies to the greeting that were read */
	struct redisReader *reader;
	char *out; /* appended and not yet sent: out_sent to out_len */
	size_t out_len, out_sent, out_room;
	bool asking; /* see errnotice_transport_ask() */
	bool skip;   /* the answer to an ASKING was read, its command's was not */
};

enum errnotice_reply_kind {
	ERRNOTICE_REPLY_ERROR,
	ERRNOTICE_REPLY_INTEGER,
	ERRNOTICE_REPLY_TEXT, /* a bulk string */
	ERRNOTICE_REPLY_LIST, /* not empty */
	ERRNOTICE_REPLY_OTHER
};

struct errnotice_reply {
	enum errnotice_reply_kind kind;
	int64_t integer; /* of INTEGER */
	char text[300];  /* of ERROR and TEXT, and the first of a LIST: clean, cut; "" for what is no text */
	char second[16]; /* of a LIST, likewise */
};

/*
 * Starts to connect, and to authenticate and select as the URL (a DIRECT one) says;
 * waits for nothing.  Must be closed.  False, closed, without what TLS needs.
 */
bool errnotice_transport_open(struct errnotice_transport *transport, const struct errnotice_redis_url *url,
	const struct errnotice_addresses *addresses, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Says ASKING before each command from now on: the key is on its way to this node of a cluster. */
void errnotice_transport_ask(struct errnotice_transport *transport);

/* Goes on with what open() began.  NOT_YET leaves it as it is: it may be asked again, or closed. */
enum errnotice_progress errnotice_transport_ready(struct errnotice_transport *transport, int64_t deadline_ms,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Not closed, this process's, to this URL's Redis, and still open on both sides as far as can be seen without asking. */
bool errnotice_transport_usable(
	const struct errnotice_transport *transport, const struct errnotice_redis_url *url);

/* Appends a command; false without memory: then nothing was appended. */
bool errnotice_transport_command(struct errnotice_transport *transport, size_t argc, const char **argv,
	const size_t *lens) ERRNOTICE_MUST_CHECK;

/* Sends what is appended and reads the next reply.  A deadline that passes is a failure. */
enum errnotice_progress errnotice_transport_reply(struct errnotice_transport *transport, int64_t deadline_ms,
	struct errnotice_reply *reply, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* The same, but NOT_YET at the deadline leaves it as it is: it may be asked again. */
enum errnotice_progress errnotice_transport_look(struct errnotice_transport *transport, int64_t deadline_ms,
	struct errnotice_reply *reply, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Takes a closed, half-opened or inherited one. */
void errnotice_transport_close(struct errnotice_transport *transport);

#endif
