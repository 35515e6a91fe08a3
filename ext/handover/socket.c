#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/clock.h"
#include "ext/handover/socket.h"

#define BACKLOG_MS 1     /* between two looks at a socket whose queue of connections is full */
#define POLL_MS    60000 /* at most, of one call */
#define NAP_MS     4     /* of one receive; the kernel rounds it up to its ticks, of 10 ms at most */
#define NAPS_MS    30    /* no nap with less time left */

void errnotice_socket_init(struct errnotice_socket *s, const struct errnotice_addresses *addresses)
{
	s->fd = -1;
	s->addresses = *addresses;
	s->address = 0;
	s->naps = false;
	s->failure = 0;
}

bool errnotice_socket_is_ours(const struct errnotice_socket *s)
{
	struct stat now;

	return s->fd < 0 || (fstat(s->fd, &now) == 0 && now.st_dev == s->device && now.st_ino == s->inode);
}

void errnotice_socket_close(struct errnotice_socket *s)
{
	if (s->fd >= 0 && errnotice_socket_is_ours(s))
		close(s->fd);
	s->fd = -1;
	s->naps = false;
	s->failure = 0;
}

static int left_ms(int64_t deadline_ms)
{
	int64_t left = deadline_ms - errnotice_clock_ms();

	return left <= 0 ? 0 : left < POLL_MS ? (int)left : POLL_MS;
}

/* Most answers come at once, and on a unix socket a receive is woken for less than poll() is.  True: something came. */
static bool nap(struct errnotice_socket *s)
{
	char byte;

	if (recv(s->fd, &byte, 1, MSG_PEEK) >= 0)
		return true;
	if (errno == EAGAIN || errno == EINTR)
		return false;
	/* the kernel tells it once */
	s->failure = errno;
	return true;
}

bool errnotice_socket_wait(struct errnotice_socket *s, short events, int64_t deadline_ms)
{
	if (s->naps && events == POLLIN && left_ms(deadline_ms) >= NAPS_MS && nap(s))
		return true;
	for (;;) {
		struct pollfd poll_fd = {.fd = s->fd, .events = events};
		int left = left_ms(deadline_ms);

		if (poll(&poll_fd, 1, left) > 0)
			return true;
		if (left == 0)
			return false;
	}
}

bool errnotice_socket_is_readable(const struct errnotice_socket *s)
{
	struct pollfd poll_fd = {.fd = s->fd, .events = POLLIN};

	return poll(&poll_fd, 1, 0) > 0;
}

static int away_from_standard_streams(int fd)
{
	int higher;

	if (fd < 0 || fd > 2)
		return fd;
	higher = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	close(fd);
	return higher;
}

static int open_one(struct errnotice_socket *s)
{
	int family = s->addresses.address[s->address].storage.ss_family;
	struct stat now;
	int on = 1;

	s->fd = away_from_standard_streams(socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
	if (s->fd < 0 || fstat(s->fd, &now) != 0)
		return errno;
	s->device = now.st_dev;
	s->inode = now.st_ino;
	if (family != AF_UNIX)
		setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return 0;
}

static int start_connect(struct errnotice_socket *s)
{
	const struct errnotice_address *address = &s->addresses.address[s->address];
	int failure = s->fd < 0 ? open_one(s) : 0;

	if (failure)
		return failure;
	return connect(s->fd, (const struct sockaddr *)&address->storage, address->len) == 0 ? 0 : errno;
}

static int connect_one(struct errnotice_socket *s, int64_t deadline_ms)
{
	for (;;) {
		int failure = start_connect(s);

		if (failure == 0 || failure == EISCONN)
			return 0;
		if (failure == EINPROGRESS || failure == EALREADY || failure == EINTR) {
			if (!errnotice_socket_wait(s, POLLOUT, deadline_ms))
				return EINPROGRESS;
			/* the next connect() tells how it ended */
			continue;
		}
		if (failure != EAGAIN)
			return failure;
		/* a unix socket whose queue of connections is full has nothing to poll for */
		if (left_ms(deadline_ms) == 0)
			return EINPROGRESS;
		poll(NULL, 0, BACKLOG_MS);
	}
}

/* Bounded before it may block. */
static bool allow_naps(const struct errnotice_socket *s)
{
	const struct timeval most = {.tv_usec = NAP_MS * 1000};

	return setsockopt(s->fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most)) == 0
	       && fcntl(s->fd, F_SETFL, 0) == 0;
}

static int connect_any(struct errnotice_socket *s, int64_t deadline_ms)
{
	for (;;) {
		int failure = connect_one(s, deadline_ms);

		if (failure == 0 || failure == EINPROGRESS || s->address + 1 >= s->addresses.count)
			return failure;
		errnotice_socket_close(s);
		s->address++;
	}
}

int errnotice_socket_connect(struct errnotice_socket *s, int64_t deadline_ms)
{
	int failure = connect_any(s, deadline_ms);

	if (failure == 0 && !s->naps)
		s->naps = allow_naps(s);
	return failure;
}

ssize_t errnotice_socket_send(struct errnotice_socket *s, const char *data, size_t len)
{
	ssize_t n = send(s->fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);

	return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : n;
}

ssize_t errnotice_socket_receive(struct errnotice_socket *s, char *into, size_t room)
{
	ssize_t n;

	if (s->failure) {
		errno = s->failure;
		return -1;
	}
	n = recv(s->fd, into, room, MSG_DONTWAIT);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n == 0)
		errno = 0;
	return n == 0 ? -1 : n;
}
