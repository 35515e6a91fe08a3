#include "consumer/ingest/audit.h"

#include <stdio.h>
#include <string.h>
#include "common/number.h"
#include "common/redis_redirect.h"
#include "common/uuid.h"

#define HOSTS_KEY "errnotice:hosts"

enum { TAKEN_MOST_BITS = 50 }; /* sums of many stay exact */

/* --- heartbeats: "<Unix s> <version> <taken> <source> <stream>" --- */

static struct errnotice_span next_word(struct errnotice_span *text)
{
	const char *end = text->len > 0 ? memchr(text->data, ' ', text->len) : NULL;
	struct errnotice_span word = errnotice_span(text->data, end ? (size_t)(end - text->data) : text->len);
	size_t used = word.len + (end != NULL);

	*text = errnotice_span(text->data + used, text->len - used);
	return word;
}

/* False for one that has no source, or is of another stream. */
static bool read_beat(struct audit_beat *beat, struct errnotice_span text, const char *stream)
{
	unsigned char id[16];
	int64_t taken;

	next_word(&text);
	next_word(&text);
	if (!errnotice_number_read(next_word(&text), &taken) || taken < 0 || taken >> TAKEN_MOST_BITS) {
		return false;
	}
	beat->taken = (uint64_t)taken;
	beat->source = next_word(&text);
	return errnotice_uuid_parse(id, beat->source.data, beat->source.len)
	       && errnotice_span_is(text, stream);
}

static bool read_beats(struct redis *redis, const struct redis_reply *fields, const char *stream,
	struct audit *into, struct errnotice_err *err)
{
	into->beats = redis_memory(redis, (fields->count / 2 + 1) * sizeof(*into->beats));
	if (!into->beats) {
		return errnotice_err_set(err, "queue: no memory");
	}
	for (size_t i = 0; i + 1 < fields->count; i += 2) {
		struct audit_beat *beat = &into->beats[into->count];
		beat->host = fields->items[i].text;
		into->count += read_beat(beat, fields->items[i + 1].text, stream);
	}
	return true;
}

static bool ask_hosts(struct redis *redis, const struct conf *conf, struct audit_cursor *cursor,
	struct audit *into, struct errnotice_err *err)
{
	char key[sizeof(HOSTS_KEY) + 256 + 2] = HOSTS_KEY;
	const struct redis_reply *reply;

	if (conf->queue.redis.way == ERRNOTICE_REDIS_CLUSTER) {
		errnotice_redis_key_beside(key, sizeof(key), HOSTS_KEY, conf->queue.stream);
	}
	if (!redis_ask(redis, &reply, err, "HSCAN", key, *cursor->text ? cursor->text : "0", "COUNT", "100",
		    NULL)) {
		return false;
	}
	into->refused = redis_is_error(reply, "NOPERM");
	if (reply->kind != REDIS_LIST || reply->count != 2 || reply->items[1].kind != REDIS_LIST) {
		cursor->text[0] = '\0'; /* also where the key is on its way to another node */
		return true;
	}
	snprintf(cursor->text, sizeof(cursor->text), "%.20s",
		reply->items[0].text.len ? reply->items[0].text.data : "");
	return read_beats(redis, &reply->items[1], conf->queue.stream, into, err);
}

bool audit_ask(struct redis *redis, const struct conf *conf, struct audit_cursor *cursor, struct audit *into,
	struct errnotice_err *err)
{
	const struct redis_reply *length;

	if (!ask_hosts(redis, conf, cursor, into, err)
		|| !redis_ask(redis, &length, err, "XLEN", conf->queue.stream, NULL)) {
		return false;
	}
	if (length->kind == REDIS_ERROR) {
		return errnotice_err_set(err, "queue: %s", length->text.data);
	}
	into->done = true;
	into->empty = length->number == 0;
	return true;
}
