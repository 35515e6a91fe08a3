/*
 * server -- a redis-server of its own, on a socket in the test's folder.
 */
#ifndef SERVER_H
#define SERVER_H

#include "room.h"
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include "consumer/conf.h"
#include "consumer/ingest/redis.h"

struct server {
	pid_t pid;
	char socket[96], password[32];
	struct redis *client;
	struct errnotice_err err;
};

static inline struct errnotice_redis_url server_url(const struct server *server)
{
	struct errnotice_redis_url url;
	char text[256];
	snprintf(text, sizeof(text), "unix://:%s@%s", server->password, server->socket);
	assert_true(errnotice_redis_url_parse(&url, text, NULL));
	return url;
}

/* Data survives a stop and start: appendonly, in the room's folder. */
static inline void server_start(struct server *server, const struct room *room, const char *password)
{
	strcpy(server->password, password);
	snprintf(server->socket, sizeof(server->socket), "%s/redis.sock", room->folder);
	fflush(NULL);
	server->pid = fork();
	if (server->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that crashes leaves none behind */
		if (!freopen("/dev/null", "w", stdout))
			_exit(1);
		execlp("redis-server", "redis-server", "--port", "0", "--unixsocket", server->socket, "--dir",
			room->folder, "--save", "", "--appendonly", "yes", "--appendfsync", "no",
			"--requirepass", password, (char *)NULL);
		_exit(127);
	}
	struct errnotice_redis_url url = server_url(server);
	for (int tries = 0; !server->client; tries++) {
		struct errnotice_err err = {""};
		server->client = redis_open(&url, 2000, &err);
		if (tries > 1000) {
			fail_msg("redis-server does not start: %s", err.text);
		}
		usleep(10000);
	}
}

static inline void server_stop(struct server *server)
{
	redis_close(server->client);
	server->client = NULL;
	kill(server->pid, SIGTERM);
	waitpid(server->pid, NULL, 0);
}

/* The number that a command answers; of a list, how many items; -1 for an error. */
static inline int64_t server_number(const struct redis_reply *reply)
{
	return reply->kind == REDIS_ERROR  ? -1
	       : reply->kind == REDIS_LIST ? (int64_t)reply->count
					   : reply->number;
}
#define SERVER(server, ...)                                                                     \
	({                                                                                      \
		const struct redis_reply *reply_;                                               \
		if (!redis_ask((server)->client, &reply_, &(server)->err, __VA_ARGS__, NULL)) { \
			fail_msg("%s", (server)->err.text);                                     \
		}                                                                               \
		int64_t number_ = server_number(reply_);                                        \
		redis_forget((server)->client);                                                 \
		number_;                                                                        \
	})

#endif
