#include "consumer/ingest/redis.h"

#include <hiredis/hiredis.h>
#include <stdarg.h>
#include <stdlib.h>
#include "common/clock.h"
#include "common/resp.h"
#include "consumer/ingest/arena.h"
#include "consumer/ingest/wire.h"

enum {
	WORDS_MAX = 16,
	READ_SIZE = 64 * 1024,
	REPLY_MOST = 1 << 30, /* bytes: no entry that can be sent to Redis is larger */
	REPLY_PARTS =
		10, /* a reply that goes on and on may take so many times as long as the wait for a part */
};

/* hiredis reads the protocol; it knows no TLS before 1.0, and verifies no host name after it. */
struct redis {
	struct wire *wire;
	int timeout_ms;
	redisReader *reader;
	struct arena replies;
	char *out; /* the pipeline: appended and not yet sent */
	size_t out_len, out_room;
	bool asking; /* see redis_say_asking() */
	char in[READ_SIZE];
};

/*
 * hiredis makes an object of each reply through these functions.  Ours live in
 * the arena: a batch has tens of thousands, and malloc for each costs more than
 * reading them.  The arena hangs on the reader's `privdata`.  `type` comes first
 * and has hiredis's meaning: 1.x looks at it to find pushed messages.
 */
static struct redis_reply *place(const redisReadTask *task, enum redis_kind kind)
{
	struct redis_reply *reply;

	if (task->parent) {
		reply = &((struct redis_reply *)task->parent->obj)->items[task->idx];
	} else {
		reply = arena_take(task->privdata, sizeof(*reply));
	}
	if (reply) {
		*reply = (struct redis_reply){.type = task->type, .kind = kind};
	}
	return reply;
}

static void *make_text(const redisReadTask *task, char *data, size_t len)
{
	struct redis_reply *reply = place(task, task->type == REDIS_REPLY_ERROR ? REDIS_ERROR : REDIS_TEXT);
	char *copy = arena_take(task->privdata, len + 1);

	if (!reply || !copy) {
		return NULL;
	}
	memcpy(copy, data, len);
	copy[len] = '\0';
	reply->text = errnotice_span(copy, len);
	return reply;
}

#if HIREDIS_MAJOR < 1
static void *make_list(const redisReadTask *task, int count)
#else
static void *make_list(const redisReadTask *task, size_t count)
#endif
{
	struct redis_reply *reply = place(task, REDIS_LIST);
	if (!reply || count == 0) {
		return reply;
	}
	reply->items = arena_take(task->privdata, (size_t)count * sizeof(*reply->items));
	reply->count = (size_t)count;
	return reply->items ? reply : NULL;
}

static void *make_number(const redisReadTask *task, long long number)
{
	struct redis_reply *reply = place(task, REDIS_NUMBER);
	if (reply) {
		reply->number = number;
	}
	return reply;
}

static void *make_nothing(const redisReadTask *task)
{
	return place(task, REDIS_NOTHING);
}

static void free_nothing(void *reply)
{
	(void)reply; /* redis_forget() does */
}

/* Nobody says HELLO 3, so no Redis sends these; without a function hiredis would make a pointer of their type's number. */
#if HIREDIS_MAJOR >= 1
static void *make_double(const redisReadTask *task, double number, char *text, size_t len)
{
	(void)number;
	(void)text;
	(void)len;
	return place(task, REDIS_NOTHING);
}

static void *make_bool(const redisReadTask *task, int number)
{
	(void)number;
	return place(task, REDIS_NOTHING);
}
#endif

static redisReplyObjectFunctions functions = {
	.createString = make_text,
	.createArray = make_list,
	.createInteger = make_number,
	.createNil = make_nothing,
#if HIREDIS_MAJOR >= 1
	.createDouble = make_double,
	.createBool = make_bool,
#endif
	.freeObject = free_nothing,
};

static bool connect_to(
	struct redis *redis, const struct errnotice_redis_url *url, int timeout_ms, struct errnotice_err *err)
{
	redis->timeout_ms = timeout_ms;
	redis->wire = wire_open(url, timeout_ms, err);
	if (!redis->wire) {
		return false;
	}
	redis->reader = redisReaderCreateWithFunctions(&functions);
	if (!redis->reader) {
		return errnotice_err_set(err, "queue: no memory");
	}
	redis->reader->privdata = &redis->replies;
	return true;
}

/* "WRONGPASS", not the rest: a server that does not know AUTH repeats the password in its answer. */
static bool log_in(struct redis *redis, const struct errnotice_redis_url *url, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	if (!*url->password) {
		return true;
	}
	if (!(*url->user ? redis_ask(redis, &reply, err, "AUTH", url->user, url->password, NULL)
			 : redis_ask(redis, &reply, err, "AUTH", url->password, NULL))) {
		return false;
	}
	return reply->kind != REDIS_ERROR
	       || errnotice_err_set(err, "queue: the login is refused (%.*s)",
		       (int)strcspn(reply->text.data, " "), reply->text.data);
}

static bool select_db(struct redis *redis, int db, struct errnotice_err *err)
{
	const struct redis_reply *reply;
	char number[16];

	/* also for the first one: it says NOAUTH or LOADING here and not in the middle of something */
	snprintf(number, sizeof(number), "%d", db);
	if (!redis_ask(redis, &reply, err, "SELECT", number, NULL)) {
		return false;
	}
	return reply->kind != REDIS_ERROR || errnotice_err_set(err, "queue: %s", reply->text.data);
}

struct redis *redis_connect(const struct errnotice_redis_url *url, int timeout_ms, struct errnotice_err *err)
{
	struct redis *redis = calloc(1, sizeof(*redis));
	if (!redis) {
		errnotice_err_set(err, "queue: no memory");
		return NULL;
	}
	if (!connect_to(redis, url, timeout_ms, err) || !log_in(redis, url, err)) {
		redis_close(redis);
		return NULL;
	}
	return redis;
}

struct redis *redis_open(const struct errnotice_redis_url *url, int timeout_ms, struct errnotice_err *err)
{
	struct redis *redis = redis_connect(url, timeout_ms, err);

	if (redis && !select_db(redis, url->db, err)) {
		redis_close(redis);
		return NULL;
	}
	return redis;
}

void redis_close(struct redis *redis)
{
	if (!redis) {
		return;
	}
	wire_close(redis->wire);
	if (redis->reader) {
		redisReaderFree(redis->reader);
	}
	arena_clear(&redis->replies);
	free(redis->out);
	free(redis);
}

/* --- the pipeline --- */

static bool make_room(struct redis *redis, size_t more)
{
	size_t room = redis->out_room ? redis->out_room : 4096;

	while (room - redis->out_len < more) {
		room *= 2;
	}
	if (room == redis->out_room) {
		return true;
	}
	char *grown = realloc(redis->out, room);
	if (!grown) {
		return false;
	}
	redis->out = grown;
	redis->out_room = room;
	return true;
}

/* make_room() has left room for it */
static void append_head(struct redis *redis, char mark, size_t number)
{
	redis->out_len += errnotice_resp_head(redis->out + redis->out_len, mark, number);
}

static void append_word(struct redis *redis, struct errnotice_span word)
{
	append_head(redis, '$', word.len);
	if (word.len > 0) {
		memcpy(redis->out + redis->out_len, word.data, word.len);
	}
	redis->out_len += word.len;
	memcpy(redis->out + redis->out_len, "\r\n", 2);
	redis->out_len += 2;
}

static bool append(
	struct redis *redis, size_t count, const struct errnotice_span *words, struct errnotice_err *err)
{
	size_t size = ERRNOTICE_RESP_HEAD;

	for (size_t i = 0; i < count; i++) {
		size += words[i].len + ERRNOTICE_RESP_HEAD + 2;
	}
	if (!make_room(redis, size)) {
		return errnotice_err_set(err, "queue: no memory");
	}
	append_head(redis, '*', count);
	for (size_t i = 0; i < count; i++) {
		append_word(redis, words[i]);
	}
	return true;
}

void redis_say_asking(struct redis *redis)
{
	redis->asking = true;
}

bool redis_send(
	struct redis *redis, size_t count, const struct errnotice_span *words, struct errnotice_err *err)
{
	struct errnotice_span asking = errnotice_span_of("ASKING");

	return (!redis->asking || append(redis, 1, &asking, err)) && append(redis, count, words, err);
}

bool redis_flush(struct redis *redis, struct errnotice_err *err)
{
	if (redis->out_len > 0 && !wire_send(redis->wire, redis->out, redis->out_len, err)) {
		return false;
	}
	redis->out_len = 0;
	return true;
}

/* Adds to `*got`, the bytes of this reply so far. */
static bool fill(struct redis *redis, size_t *got, struct errnotice_err *err)
{
	if (!redis_flush(redis, err)) {
		return false;
	}
	size_t n = wire_receive(redis->wire, redis->in, sizeof(redis->in), err);
	*got += n;
	return n > 0
	       && (redisReaderFeed(redis->reader, redis->in, n) == REDIS_OK
		       || errnotice_err_set(err, "queue: %s", redis->reader->errstr));
}

static bool receive(struct redis *redis, const struct redis_reply **reply, struct errnotice_err *err)
{
	int64_t until_ms = errnotice_clock_ms() + (int64_t)redis->timeout_ms * REPLY_PARTS;
	size_t got = 0;

	for (;;) {
		void *object = NULL;
		if (redisReaderGetReply(redis->reader, &object) != REDIS_OK) {
			return errnotice_err_set(err, "queue: %s", redis->reader->errstr);
		}
		if (object) {
			*reply = object;
			return true;
		}
		if (got > REPLY_MOST || errnotice_clock_ms() > until_ms) {
			return errnotice_err_set(err, "queue: an answer without end");
		}
		if (!fill(redis, &got, err)) {
			return false;
		}
	}
}

bool redis_receive(struct redis *redis, const struct redis_reply **reply, struct errnotice_err *err)
{
	/* the answer to ASKING is a refusal only where the next one is, too */
	return (!redis->asking || receive(redis, reply, err)) && receive(redis, reply, err);
}

bool redis_ask(struct redis *redis, const struct redis_reply **reply, struct errnotice_err *err, ...)
{
	struct errnotice_span words[WORDS_MAX];
	size_t count = 0;
	const char *word;
	va_list args;

	va_start(args, err);
	while ((word = va_arg(args, const char *)) && count < WORDS_MAX) {
		words[count++] = errnotice_span_of(word);
	}
	va_end(args);
	return redis_send(redis, count, words, err) && redis_receive(redis, reply, err);
}

void *redis_memory(struct redis *redis, size_t size)
{
	return arena_take(&redis->replies, size);
}

void redis_forget(struct redis *redis)
{
	arena_reset(&redis->replies);
}

bool redis_is_error(const struct redis_reply *reply, const char *word)
{
	return reply->kind == REDIS_ERROR && strncmp(reply->text.data, word, strlen(word)) == 0;
}
