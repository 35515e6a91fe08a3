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

void errnotice_socket_init(struct errnotice_socket *s, const struct errnotice_addresses *addresses)
{
	s->fd = -1;
	s->addresses = *addresses;
	s->address = 0;
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
}

static int left_ms(int64_t deadline_ms)
{
	int64_t left = deadline_ms - errnotice_clock_ms();

	return left <= 0 ? 0 : left < POLL_MS ? (int)left : POLL_MS;
}

bool errnotice_socket_wait(const struct errnotice_socket *s, short events, int64_t deadline_ms)
{
	for (;;) {
		struct pollfd poll_fd = {.fd = s->fd, .events = events};
		int left = left_ms(deadline_ms);

		if (poll(&poll_fd, 1, left) > 0)
			return true;
		if (left == 0)
			return false;
	}
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

int errnotice_socket_connect(struct errnotice_socket *s, int64_t deadline_ms)
{
	for (;;) {
		int failure = connect_one(s, deadline_ms);

		if (failure == 0 || failure == EINPROGRESS || s->address + 1 >= s->addresses.count)
			return failure;
		errnotice_socket_close(s);
		s->address++;
	}
}

ssize_t errnotice_socket_send(struct errnotice_socket *s, const char *data, size_t len)
{
	ssize_t n = send(s->fd, data, len, MSG_NOSIGNAL);

	return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : n;
}

ssize_t errnotice_socket_receive(struct errnotice_socket *s, char *into, size_t room)
{
	ssize_t n = recv(s->fd, into, room, 0);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n == 0)
		errno = 0;
	return n == 0 ? -1 : n;
}
