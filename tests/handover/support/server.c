#define _GNU_SOURCE /* nftw */

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/handover/support/server.h"

void server_init(struct server *server, const char *password)
{
	memset(server, 0, sizeof(*server));
	server->fd = -1;
	server->password = password;
	strcpy(server->folder, "/tmp/errnotice-handover-XXXXXX");
	assert_non_null(mkdtemp(server->folder));
	snprintf(server->path, sizeof(server->path), "%s/redis.sock", server->folder);
}

static void hang_up(struct server *server)
{
	if (server->fd >= 0)
		close(server->fd);
	server->fd = -1;
}

void server_kill(struct server *server)
{
	hang_up(server);
	if (server->pid)
		kill_and_reap(server->pid);
	server->pid = 0;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status, (void)type, (void)walk;
	return remove(path);
}

void server_clear(struct server *server)
{
	server_kill(server);
	nftw(server->folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static int dial(const struct server *server)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	strcpy(address.sun_path, server->path);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool answers(void *argument)
{
	struct server *server = argument;

	if (server->fd < 0)
		server->fd = dial(server);
	if (server->fd < 0)
		return false;
	if (server->password) {
		char command[100];

		snprintf(command, sizeof(command), "AUTH %s", server->password);
		ask(server, command);
	}
	return strcmp(ask(server, "PING"), "+PONG") == 0;
}

void server_start(struct server *server)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (!freopen("/dev/null", "w", stdout))
			_exit(126);
		execlp("redis-server", "redis-server", "--port", "0", "--unixsocket", server->path, "--save",
			"", "--appendonly", "yes", "--appendfsync", "always", "--dir", server->folder,
			"--loglevel", "warning", "--requirepass", server->password ? server->password : "",
			(char *)NULL);
		_exit(127);
	}
	server->pid = pid;
	wait_until(answers, server, "redis-server answers");
}

void server_pause(struct server *server)
{
	kill(server->pid, SIGSTOP);
}

void server_resume(struct server *server)
{
	kill(server->pid, SIGCONT);
}

static int listen_there(const struct server *server)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	unlink(server->path);
	strcpy(address.sun_path, server->path);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(fd, 16), 0);
	return fd;
}

static void swallow(int listener)
{
	for (;;)
		if (accept(listener, NULL, NULL) < 0 && errno != EINTR)
			_exit(1);
}

/* Reads one command, an array of bulk strings; its first word in `name`. */
static bool read_command(FILE *stream, char *name, size_t room)
{
	char line[64], word[4096];
	int words;

	if (!fgets(line, sizeof(line), stream) || line[0] != '*')
		return false;
	words = atoi(line + 1);
	for (int i = 0; i < words; i++) {
		size_t len;

		if (!fgets(line, sizeof(line), stream))
			return false;
		len = (size_t)atoi(line + 1) + 2;
		if (len > sizeof(word) || fread(word, 1, len, stream) != len)
			return false;
		if (i == 0)
			snprintf(name, room, "%.*s", (int)(len - 2), word);
	}
	return true;
}

static void answer_all(int fd, const char *command, const char *answer, bool *fickle)
{
	FILE *in = fdopen(fd, "r+");
	char name[32];

	setvbuf(in, NULL, _IONBF, 0);
	while (read_command(in, name, sizeof(name))) {
		bool special = strcasecmp(name, command) == 0;

		if (special && *fickle)
			break;
		fprintf(in, "%s\r\n", special ? answer : "+OK");
	}
	*fickle = false;
	fclose(in);
}

static void answer_falsely(int listener, const char *command, const char *answer, bool fickle)
{
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			_exit(1);
		answer_all(fd, command, answer, &fickle);
	}
}

static void start_listener(struct server *server, const char *command, const char *answer, bool fickle)
{
	int listener = listen_there(server);

	server->pid = fork();
	assert_true(server->pid >= 0);
	if (server->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (command)
			answer_falsely(listener, command, answer, fickle);
		swallow(listener);
	}
	close(listener);
}

void server_start_black_hole(struct server *server)
{
	start_listener(server, NULL, NULL, false);
}

void server_start_fake(struct server *server, const char *command, const char *answer)
{
	start_listener(server, command, answer, false);
}

void server_start_fickle(struct server *server, const char *command, const char *answer)
{
	start_listener(server, command, answer, true);
}

static bool read_line(int fd, char *into, size_t room)
{
	size_t len = 0;

	while (len + 1 < room && read(fd, into + len, 1) == 1)
		if (into[len++] == '\n')
			break;
	into[len] = '\0';
	into[strcspn(into, "\r\n")] = '\0';
	return len > 0;
}

const char *ask(struct server *server, const char *command)
{
	static char line[512];
	char text[512];

	if (server->fd < 0)
		server->fd = dial(server);
	assert_true(server->fd >= 0);
	snprintf(text, sizeof(text), "%s\r\n", command);
	line[0] = '\0';
	if (send(server->fd, text, strlen(text), MSG_NOSIGNAL) < 0
		|| !read_line(server->fd, line, sizeof(line)))
		hang_up(server);
	return line;
}

long ask_number(struct server *server, const char *command)
{
	const char *line = ask(server, command);

	assert_int_equal(line[0], ':');
	return atol(line + 1);
}

/* Skips or keeps the next value of a nested answer; true when it was a bulk string, which is then in `into`. */
static bool read_bulk(int fd, char *into, size_t room)
{
	char line[64];
	size_t len;

	if (!read_line(fd, line, sizeof(line)) || line[0] != '$')
		return false;
	len = (size_t)atol(line + 1) + 2;
	for (size_t i = 0; i < len; i++) {
		char c;

		if (read(fd, &c, 1) != 1)
			return false;
		if (i < room)
			into[i] = c;
	}
	into[len - 2 < room ? len - 2 : room - 1] = '\0';
	return true;
}

const char *field_of(struct server *server, const char *stream, int index, const char *field)
{
	static char value[20000];
	char command[200], name[64], found[20000] = "";
	int entries;

	snprintf(command, sizeof(command), "XRANGE %s - +", stream);
	entries = atoi(ask(server, command) + 1);
	for (int entry = 0; entry < entries; entry++) {
		int words;

		read_line(server->fd, name, sizeof(name)); /* *2 */
		read_bulk(server->fd, name, sizeof(name)); /* the stream id */
		read_line(server->fd, name, sizeof(name));
		words = atoi(name + 1);
		for (int i = 0; i < words; i += 2) {
			read_bulk(server->fd, name, sizeof(name));
			read_bulk(server->fd, value, sizeof(value));
			if (entry == index && strcmp(name, field) == 0)
				strcpy(found, value);
		}
	}
	strcpy(value, found);
	return value;
}

void server_url(const struct server *server, struct errnotice_redis_url *url)
{
	memset(url, 0, sizeof(*url));
	url->unix_socket = true;
	strcpy(url->host, server->path);
	if (server->password)
		strcpy(url->password, server->password);
}
