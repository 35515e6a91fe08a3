#include "consumer/ingest/redis.h"

#include <errno.h>
#include <hiredis/hiredis.h>
#include <stdarg.h>
#include <stdlib.h>
#include "consumer/ingest/arena.h"

enum { WORDS_MAX = 16 };

struct redis {
	redisContext *context;
	struct arena replies;
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

/* RESP3's doubles and booleans never come: nobody says HELLO 3. */
static redisReplyObjectFunctions functions = {
	.createString = make_text,
	.createArray = make_list,
	.createInteger = make_number,
	.createNil = make_nothing,
	.freeObject = free_nothing,
};

static bool failed(const struct redis *redis, struct errnotice_err *err)
{
	if (redis->context->err == REDIS_ERR_IO && (errno == EAGAIN || errno == EWOULDBLOCK)) {
		return errnotice_err_set(err, "queue: no answer in time");
	}
	return errnotice_err_set(err, "queue: %s", redis->context->errstr);
}

static bool connect_to(
	struct redis *redis, const struct errnotice_redis_url *url, int timeout_ms, struct errnotice_err *err)
{
	struct timeval timeout = {timeout_ms / 1000, (timeout_ms % 1000) * 1000};
	redis->context = url->unix_socket ? redisConnectUnixWithTimeout(url->host, timeout)
					  : redisConnectWithTimeout(url->host, url->port, timeout);
	if (!redis->context) {
		return errnotice_err_set(err, "queue: no memory");
	}
	if (redis->context->err || redisSetTimeout(redis->context, timeout) != REDIS_OK) {
		return errnotice_err_set(err, "queue: %s", redis->context->errstr);
	}
	if (!url->unix_socket) {
		redisEnableKeepAlive(redis->context);
	}
	redis->context->reader->fn = &functions;
	redis->context->reader->privdata = &redis->replies;
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

struct redis *redis_open(const struct errnotice_redis_url *url, int timeout_ms, struct errnotice_err *err)
{
	struct redis *redis = calloc(1, sizeof(*redis));
	if (!redis) {
		errnotice_err_set(err, "queue: no memory");
		return NULL;
	}
	if (!connect_to(redis, url, timeout_ms, err) || !log_in(redis, url, err)
		|| !select_db(redis, url->db, err)) {
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
	if (redis->context) {
		redisFree(redis->context);
	}
	arena_clear(&redis->replies);
	free(redis);
}

bool redis_send(
	struct redis *redis, size_t count, const struct errnotice_span *words, struct errnotice_err *err)
{
	const char **argv = arena_take(&redis->replies, count * sizeof(*argv));
	size_t *lens = arena_take(&redis->replies, count * sizeof(*lens));

	if (!argv || !lens) {
		return errnotice_err_set(err, "queue: no memory");
	}
	for (size_t i = 0; i < count; i++) {
		argv[i] = words[i].data;
		lens[i] = words[i].len;
	}
	return redisAppendCommandArgv(redis->context, (int)count, argv, lens) == REDIS_OK
	       || failed(redis, err);
}

bool redis_receive(struct redis *redis, const struct redis_reply **reply, struct errnotice_err *err)
{
	void *object = NULL;

	errno = 0;
	if (redisGetReply(redis->context, &object) != REDIS_OK || !object) {
		return failed(redis, err);
	}
	*reply = object;
	return true;
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
