/*
 * socket -- a stream socket that waits no longer than told.
 *
 * Deadlines are of clock.h, and one that has passed means: do what is possible
 * now.  No SIGPIPE.  Descriptors 0 to 2 are never
 * used: they are the application's, also when it closed them.
 */
#ifndef ERRNOTICE_SOCKET_H
#define ERRNOTICE_SOCKET_H

#include <sys/types.h>

#include "ext/handover/resolve.h"

struct errnotice_socket {
	int fd; /* -1: none */
	dev_t device;
	ino_t inode; /* of the descriptor, to know it again */
	struct errnotice_addresses addresses;
	unsigned address; /* which of them is tried */
	bool naps;        /* it is connected, and a receive may sleep a little; else it never blocks */
	int failure;      /* errno that ended the last wait, for the receive after it; 0: none */
};

/* Opens nothing yet. */
void errnotice_socket_init(struct errnotice_socket *s, const struct errnotice_addresses *addresses);

/* Closes the descriptor, unless the application did and the number is another file's by now. */
void errnotice_socket_close(struct errnotice_socket *s);

/* False when the descriptor was closed under us; true while there is none. */
bool errnotice_socket_is_ours(const struct errnotice_socket *s);

/* Tries the addresses in turn.  0 connected, EINPROGRESS not by the deadline (call again), else why not. */
int errnotice_socket_connect(struct errnotice_socket *s, int64_t deadline_ms);

/* Bytes sent or received, 0 for none now, -1 with errno; -1 with errno 0 at the end of the stream. */
ssize_t errnotice_socket_send(struct errnotice_socket *s, const char *data, size_t len);
ssize_t errnotice_socket_receive(struct errnotice_socket *s, char *into, size_t room);

/* Whether something came, or the connection ended; asks without waiting. */
bool errnotice_socket_is_readable(const struct errnotice_socket *s);

/* False at the deadline.  `events` as in poll(2); signals do not shorten the wait. */
bool errnotice_socket_wait(struct errnotice_socket *s, short events, int64_t deadline_ms);

#endif
