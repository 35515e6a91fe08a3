/*
 * server -- a private redis-server, and listeners that behave badly, on unix sockets in a folder of their own.
 */
#ifndef TEST_SERVER_H
#define TEST_SERVER_H

#include "common/redis_url.h"
#include "tests/handover/support/tree.h"

struct server {
	char folder[64];
	char path[96];        /* of the socket */
	const char *password; /* NULL for none */
	pid_t pid;            /* 0 while it does not run */
	int fd;               /* of a connection for ask(), -1 for none */
};

/* Makes the folder; nothing runs yet. */
void server_init(struct server *server, const char *password);
void server_clear(struct server *server);

/* redis-server, as the same one again after a stop; returns when it answers. */
void server_start(struct server *server);

/* kill -9. */
void server_kill(struct server *server);

void server_pause(struct server *server);
void server_resume(struct server *server);

/* Binds the socket and accepts what comes, and never answers a byte. */
void server_start_black_hole(struct server *server);

/* Answers every command whose name is `command` with `answer`, any other with +OK. */
void server_start_fake(struct server *server, const char *command, const char *answer);

/* The same, and hangs up on the first `command` of all without an answer. */
void server_start_fickle(struct server *server, const char *command, const char *answer);

/* Sends words separated by spaces; the first line of the answer, without its end, in a static buffer. */
const char *ask(struct server *server, const char *command);

/* The integer that ask() gets; fails the test on any other answer. */
long ask_number(struct server *server, const char *command);

/* The value of a field of the stream's entry number `index`, in a static buffer; "" when there is none. */
const char *field_of(struct server *server, const char *stream, int index, const char *field);

void server_url(const struct server *server, struct errnotice_redis_url *url);

#endif
