#include "consumer/ingest/group.h"

#include <stdio.h>

/* --- make --- */

bool group_make(struct redis *redis, const struct conf *conf, bool *made, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	/* at 0: what is on the stream already is wanted too, and what was counted before is known by its id */
	if (!redis_ask(redis, &reply, err, "XGROUP", "CREATE", conf->queue.stream, conf->queue.group, "0",
		    "MKSTREAM", NULL)) {
		return false;
	}
	*made = reply->kind != REDIS_ERROR;
	return *made || redis_is_error(reply, "BUSYGROUP")
	       || errnotice_err_set(err, "queue: %s", reply->text.data);
}

/* --- finish --- */

static bool send_word(struct redis *redis, const char *command, struct errnotice_err *err)
{
	struct errnotice_span word = errnotice_span_of(command);
	return redis_send(redis, 1, &word, err);
}

/* `group` may be NULL. */
static bool send_ids(struct redis *redis, const char *command, const char *stream, const char *group,
	size_t count, const struct errnotice_span *stream_ids, struct errnotice_err *err)
{
	struct errnotice_span *words = redis_memory(redis, (count + 3) * sizeof(*words));
	size_t at = 0;

	if (!words) {
		return errnotice_err_set(err, "queue: no memory");
	}
	words[at++] = errnotice_span_of(command);
	words[at++] = errnotice_span_of(stream);
	if (group) {
		words[at++] = errnotice_span_of(group);
	}
	for (size_t i = 0; i < count; i++) {
		words[at++] = stream_ids[i];
	}
	return redis_send(redis, at, words, err);
}

static bool receive_fine(struct redis *redis, const struct redis_reply **reply, struct errnotice_err *err)
{
	if (!redis_receive(redis, reply, err)) {
		return false;
	}
	const struct redis_reply *bad = (*reply)->kind == REDIS_ERROR ? *reply : NULL;
	for (size_t i = 0; !bad && i < (*reply)->count; i++) {
		bad = (*reply)->items[i].kind == REDIS_ERROR ? &(*reply)->items[i] : NULL;
	}
	return !bad || errnotice_err_set(err, "queue: %s", bad->text.data);
}

/* Deleted as well as acknowledged, so that XLEN is what is not yet done. */
bool group_send_finish(struct redis *redis, const struct conf *conf, size_t count,
	const struct errnotice_span *stream_ids, struct errnotice_err *err)
{
	const char *stream = conf->queue.stream;
	const struct errnotice_span length[] = {errnotice_span_of("XLEN"), errnotice_span_of(stream)};

	return send_word(redis, "MULTI", err)
	       && send_ids(redis, "XACK", stream, conf->queue.group, count, stream_ids, err)
	       && send_ids(redis, "XDEL", stream, NULL, count, stream_ids, err)
	       && send_word(redis, "EXEC", err) && redis_send(redis, 2, length, err);
}

bool group_receive_finish(struct redis *redis, int64_t *left, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	for (int i = 0; i < 5; i++) {
		if (!receive_fine(redis, &reply, err)) {
			return false;
		}
	}
	*left = reply->number;
	return true;
}

/* --- names --- */

/* In one step, so that nothing is delivered to a name in between and lost with it. */
static const char drop_script[] =
	"for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do"
	"  local is = {}"
	"  for i = 1, #consumer, 2 do is[consumer[i]] = consumer[i + 1] end"
	"  local named = ARGV[2] ~= '' and is.name == ARGV[2]"
	"  local old = ARGV[2] == '' and is.idle > tonumber(ARGV[3])"
	"  if is.pending == 0 and (named or old) then"
	"    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], is.name)"
	"  end "
	"end";

/* Without the right to run scripts the names stay; nothing else depends on it. */
static bool drop(struct redis *redis, const struct conf *conf, const char *name, int idle_ms,
	struct errnotice_err *err)
{
	const struct redis_reply *reply;
	char idle[16];

	snprintf(idle, sizeof(idle), "%d", idle_ms);
	return redis_ask(redis, &reply, err, "EVAL", drop_script, "1", conf->queue.stream, conf->queue.group,
		name, idle, NULL);
}

bool group_tidy(struct redis *redis, const struct conf *conf, int idle_ms, struct errnotice_err *err)
{
	return drop(redis, conf, "", idle_ms, err);
}

void group_drop(struct redis *redis, const struct conf *conf, const char *name)
{
	drop(redis, conf, name, 0, NULL);
}
