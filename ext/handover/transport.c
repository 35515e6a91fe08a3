#include <hiredis/hiredis.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/resp.h"
#include "common/text.h"
#include "ext/handover/process.h"
#include "ext/handover/transport.h"

#define READ_SIZE  16384
#define REPLY_MOST (64 * READ_SIZE) /* counted by reads, however small: a bound also in time */

void errnotice_transport_close(struct errnotice_transport *transport)
{
	if (transport->state != ERRNOTICE_TRANSPORT_CLOSED) {
		errnotice_channel_close(&transport->channel);
		if (transport->reader)
			redisReaderFree(transport->reader);
	}
	free(transport->out);
	transport->out = NULL;
	transport->out_room = 0;
	transport->out_len = 0;
	transport->out_sent = 0;
	transport->reader = NULL;
	transport->asking = false;
	transport->skip = 0;
	transport->state = ERRNOTICE_TRANSPORT_CLOSED;
}

/* The first reason stays: what the channel said is one. */
static enum errnotice_progress fail(
	struct errnotice_transport *transport, struct errnotice_err *err, const char *what)
{
	errnotice_err_set(err, "%s", what);
	errnotice_transport_close(transport);
	return ERRNOTICE_FAILED;
}

/* -- commands ------------------------------------------------------------ */

static bool make_room(struct errnotice_transport *transport, size_t more)
{
	size_t room = transport->out_room ? transport->out_room : 4096;
	char *grown;

	while (room - transport->out_len < more)
		room *= 2;
	if (room == transport->out_room)
		return true;
	grown = realloc(transport->out, room);
	if (!grown)
		return false;
	transport->out = grown;
	transport->out_room = room;
	return true;
}

static void append_head(struct errnotice_transport *transport, char mark, size_t number)
{
	/* make_room() has left room for it */
	transport->out_len += errnotice_resp_head(transport->out + transport->out_len, mark, number);
}

static void append_bulk(struct errnotice_transport *transport, const char *data, size_t len)
{
	append_head(transport, '$', len);
	if (len)
		memcpy(transport->out + transport->out_len, data, len);
	transport->out_len += len;
	memcpy(transport->out + transport->out_len, "\r\n", 2);
	transport->out_len += 2;
}

bool errnotice_transport_command(
	struct errnotice_transport *transport, size_t argc, const char **argv, const size_t *lens)
{
	static const char asking[] = "*1\r\n$6\r\nASKING\r\n";
	size_t size = ERRNOTICE_RESP_HEAD + sizeof(asking);

	for (size_t i = 0; i < argc; i++)
		size += lens[i] + ERRNOTICE_RESP_HEAD + 2;
	if (!make_room(transport, size))
		return false;
	if (transport->asking) {
		memcpy(transport->out + transport->out_len, asking, sizeof(asking) - 1);
		transport->out_len += sizeof(asking) - 1;
	}
	append_head(transport, '*', argc);
	for (size_t i = 0; i < argc; i++)
		append_bulk(transport, argv[i], lens[i]);
	return true;
}

static bool append_words(struct errnotice_transport *transport, const char *a, const char *b, const char *c)
{
	const char *argv[3] = {a, b, c};
	size_t lens[3], argc = 0;

	for (size_t i = 0; i < 3; i++) {
		if (!argv[i] || !argv[i][0])
			continue;
		lens[argc] = strlen(argv[i]);
		argv[argc++] = argv[i];
	}
	return errnotice_transport_command(transport, argc, argv, lens);
}

/* -- send and receive ---------------------------------------------------- */

static enum errnotice_progress send_some(struct errnotice_transport *transport, struct errnotice_err *err)
{
	while (transport->out_sent < transport->out_len
		|| errnotice_channel_is_sending(&transport->channel)) {
		ssize_t n = errnotice_channel_send(&transport->channel, transport->out + transport->out_sent,
			transport->out_len - transport->out_sent, err);

		if (n < 0)
			return fail(transport, err, "write");
		transport->out_sent += (size_t)n;
		if (n == 0)
			return ERRNOTICE_NOT_YET;
	}
	transport->out_len = 0;
	transport->out_sent = 0;
	return ERRNOTICE_DONE;
}

static bool is_sending(const struct errnotice_transport *transport)
{
	return transport->out_len > 0 || errnotice_channel_is_sending(&transport->channel);
}

/* Feeds the reader with what has arrived; `*unread` is what an answer may still have. */
static enum errnotice_progress receive_some(
	struct errnotice_transport *transport, size_t *unread, struct errnotice_err *err)
{
	char bytes[READ_SIZE];
	ssize_t n;

	do {
		n = errnotice_channel_receive(&transport->channel, bytes, sizeof(bytes), err);
		if (n < 0)
			return fail(transport, err, "read");
		if (redisReaderFeed(transport->reader, bytes, (size_t)n) != REDIS_OK)
			return fail(transport, err, "no memory for the reply");
		/* no answer of ours is so long: something else is at the other end */
		if (*unread < READ_SIZE)
			return fail(transport, err, "the answer has no end");
		*unread -= READ_SIZE;
		/* poll() does not know of what a TLS session holds */
	} while (n > 0 && transport->channel.tls);
	return ERRNOTICE_DONE;
}

static void copy_text(char *into, size_t room, const redisReply *reply)
{
	bool is_text = reply->type == REDIS_REPLY_STRING || reply->type == REDIS_REPLY_STATUS
		       || reply->type == REDIS_REPLY_ERROR;

	into[is_text ? errnotice_text_clean(into, room - 1, reply->str, reply->len) : 0] = '\0';
}

static void copy_reply(struct errnotice_reply *into, const redisReply *reply)
{
	into->kind = ERRNOTICE_REPLY_OTHER;
	into->integer = 0;
	into->text[0] = '\0';
	into->second[0] = '\0';
	if (reply->type == REDIS_REPLY_INTEGER) {
		into->kind = ERRNOTICE_REPLY_INTEGER;
		into->integer = reply->integer;
	} else if (reply->type == REDIS_REPLY_ERROR) {
		into->kind = ERRNOTICE_REPLY_ERROR;
		copy_text(into->text, sizeof(into->text), reply);
	} else if (reply->type == REDIS_REPLY_STRING) {
		into->kind = ERRNOTICE_REPLY_TEXT;
		copy_text(into->text, sizeof(into->text), reply);
	} else if (reply->type == REDIS_REPLY_ARRAY && reply->elements > 0) {
		into->kind = ERRNOTICE_REPLY_LIST;
		copy_text(into->text, sizeof(into->text), reply->element[0]);
		if (reply->elements > 1)
			copy_text(into->second, sizeof(into->second), reply->element[1]);
	}
}

static enum errnotice_progress next_reply(struct errnotice_transport *transport, int64_t deadline_ms,
	struct errnotice_reply *reply, struct errnotice_err *err)
{
	for (size_t unread = REPLY_MOST;;) {
		void *found = NULL;

		if (redisReaderGetReply(transport->reader, &found) != REDIS_OK)
			return fail(transport, err, "the answer is not Redis's protocol");
		if (found) {
			copy_reply(reply, found);
			freeReplyObject(found);
			return ERRNOTICE_DONE;
		}
		if (send_some(transport, err) == ERRNOTICE_FAILED)
			return ERRNOTICE_FAILED;
		if (!errnotice_socket_wait(&transport->channel.socket,
			    POLLIN | (is_sending(transport) ? POLLOUT : 0), deadline_ms))
			return ERRNOTICE_NOT_YET;
		if (receive_some(transport, &unread, err) == ERRNOTICE_FAILED)
			return ERRNOTICE_FAILED;
	}
}

enum errnotice_progress errnotice_transport_look(struct errnotice_transport *transport, int64_t deadline_ms,
	struct errnotice_reply *reply, struct errnotice_err *err)
{
	enum errnotice_progress progress;

	/* the answer to ASKING first; it is a refusal only where the next one is, too */
	if (transport->asking && !transport->skip) {
		progress = next_reply(transport, deadline_ms, reply, err);
		if (progress != ERRNOTICE_DONE)
			return progress;
		transport->skip = true;
	}
	progress = next_reply(transport, deadline_ms, reply, err);
	if (progress == ERRNOTICE_DONE)
		transport->skip = false;
	return progress;
}

enum errnotice_progress errnotice_transport_reply(struct errnotice_transport *transport, int64_t deadline_ms,
	struct errnotice_reply *reply, struct errnotice_err *err)
{
	enum errnotice_progress progress = errnotice_transport_look(transport, deadline_ms, reply, err);

	return progress == ERRNOTICE_NOT_YET ? fail(transport, err, "no answer in time") : progress;
}

/* -- greeting ------------------------------------------------------------ */

/* AUTH, SELECT, PING: the first two only where the URL asks for them. */
static const char *greeting_name(const struct errnotice_transport *transport, unsigned number)
{
	if (transport->url.password[0] && number-- == 0)
		return "AUTH";
	if (transport->url.db && number-- == 0)
		return "SELECT";
	return number == 0 ? "PING" : NULL;
}

static bool append_greeting(struct errnotice_transport *transport)
{
	const struct errnotice_redis_url *url = &transport->url;
	char db[16];

	snprintf(db, sizeof(db), "%d", url->db);
	return (!url->password[0] || append_words(transport, "AUTH", url->user, url->password))
	       && (!url->db || append_words(transport, "SELECT", db, NULL))
	       && append_words(transport, "PING", NULL, NULL);
}

static enum errnotice_progress refused(struct errnotice_transport *transport, const char *command,
	const struct errnotice_reply *reply, struct errnotice_err *err)
{
	char text[160];

	/* an answer to AUTH may repeat its arguments: only its first word is safe to show */
	if (strcmp(command, "AUTH") == 0)
		snprintf(text, sizeof(text), "AUTH was refused (%.*s): check user and password",
			(int)strcspn(reply->text, " "), reply->text);
	else
		snprintf(text, sizeof(text), "%s was refused: %.120s", command, reply->text);
	return fail(transport, err, text);
}

static enum errnotice_progress greet(
	struct errnotice_transport *transport, int64_t deadline_ms, struct errnotice_err *err)
{
	const char *command;

	while ((command = greeting_name(transport, transport->greetings))) {
		struct errnotice_reply reply;
		enum errnotice_progress progress = next_reply(transport, deadline_ms, &reply, err);

		if (progress != ERRNOTICE_DONE)
			return progress;
		if (reply.kind == ERRNOTICE_REPLY_ERROR)
			return refused(transport, command, &reply, err);
		transport->greetings++;
	}
	return ERRNOTICE_DONE;
}

bool errnotice_transport_open(struct errnotice_transport *transport, const struct errnotice_redis_url *url,
	const struct errnotice_addresses *addresses, struct errnotice_err *err)
{
	errnotice_transport_close(transport);
	transport->url = *url;
	transport->greetings = 0;
	transport->pid = errnotice_process_id();
	transport->state = ERRNOTICE_TRANSPORT_CONNECTING;
	if (errnotice_channel_open(&transport->channel, url, addresses, err))
		return true;
	errnotice_transport_close(transport);
	return false;
}

void errnotice_transport_ask(struct errnotice_transport *transport)
{
	transport->asking = true;
}

static enum errnotice_progress connect_it(
	struct errnotice_transport *transport, int64_t deadline_ms, struct errnotice_err *err)
{
	enum errnotice_progress progress = errnotice_channel_ready(&transport->channel, deadline_ms, err);

	if (progress == ERRNOTICE_FAILED)
		return fail(transport, err, "connect");
	if (progress == ERRNOTICE_NOT_YET)
		return progress;
	transport->reader = redisReaderCreate();
	if (!transport->reader || !append_greeting(transport))
		return fail(transport, err, "no memory to connect");
	transport->state = ERRNOTICE_TRANSPORT_GREETING;
	return ERRNOTICE_DONE;
}

enum errnotice_progress errnotice_transport_ready(
	struct errnotice_transport *transport, int64_t deadline_ms, struct errnotice_err *err)
{
	enum errnotice_progress progress = ERRNOTICE_DONE;

	if (transport->state == ERRNOTICE_TRANSPORT_CONNECTING)
		progress = connect_it(transport, deadline_ms, err);
	if (progress == ERRNOTICE_DONE && transport->state == ERRNOTICE_TRANSPORT_GREETING) {
		progress = greet(transport, deadline_ms, err);
		if (progress == ERRNOTICE_DONE)
			transport->state = ERRNOTICE_TRANSPORT_READY;
	}
	if (progress != ERRNOTICE_DONE)
		return progress;
	return transport->state == ERRNOTICE_TRANSPORT_READY ? ERRNOTICE_DONE
							     : fail(transport, err, "not connected");
}

bool errnotice_transport_usable(
	const struct errnotice_transport *transport, const struct errnotice_redis_url *url)
{
	if (transport->state == ERRNOTICE_TRANSPORT_CLOSED || transport->pid != errnotice_process_id()
		|| !errnotice_redis_url_same(&transport->url, url)
		|| !errnotice_socket_is_ours(&transport->channel.socket))
		return false;
	/* nothing is asked of a READY one, so anything to read is the end of the connection */
	return transport->state != ERRNOTICE_TRANSPORT_READY
	       || !errnotice_socket_is_readable(&transport->channel.socket);
}
