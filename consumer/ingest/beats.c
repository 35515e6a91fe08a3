#include "consumer/ingest/beats.h"

#include <stdio.h>
#include <string.h>
#include "common/number.h"
#include "common/place.h"
#include "common/redis_redirect.h"
#include "common/uuid.h"

enum { TAKEN_MOST_BITS = 50, /* sums of many stay exact */ KEY = sizeof(ERRNOTICE_HOSTS_KEY) + 256 + 2 };

/* --- "<Unix s> <version> <taken> <source> <stream>" --- */

static struct errnotice_span next_word(struct errnotice_span *text)
{
	const char *end = text->len > 0 ? memchr(text->data, ' ', text->len) : NULL;
	struct errnotice_span word = errnotice_span(text->data, end ? (size_t)(end - text->data) : text->len);
	size_t used = word.len + (end != NULL);

	*text = errnotice_span(text->data + used, text->len - used);
	return word;
}

bool beat_read(struct beat *beat, struct errnotice_span text, const char *stream)
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

/* --- the hash --- */

static const char *key_of(const struct conf *conf, char into[KEY])
{
	if (conf->queue.redis.way != ERRNOTICE_REDIS_CLUSTER) {
		return ERRNOTICE_HOSTS_KEY;
	}
	errnotice_redis_key_beside(into, KEY, ERRNOTICE_HOSTS_KEY, conf->queue.stream);
	return into;
}

bool beats_scan(struct redis *redis, const struct conf *conf, struct beats_cursor *cursor,
	struct beats_page *into, struct errnotice_err *err)
{
	char key[KEY];
	const struct redis_reply *reply;

	*into = (struct beats_page){.count = 0};
	if (!redis_ask(redis, &reply, err, "HSCAN", key_of(conf, key), *cursor->text ? cursor->text : "0",
		    "COUNT", "100", NULL)) {
		return false;
	}
	/* or somebody put something else there, and no host's heartbeat is taken */
	into->refused = redis_is_error(reply, "NOPERM") || redis_is_error(reply, "WRONGTYPE");
	if (reply->kind != REDIS_LIST || reply->count != 2 || reply->items[1].kind != REDIS_LIST) {
		cursor->text[0] = '\0'; /* also where the key is on its way to another node */
		return true;
	}
	snprintf(cursor->text, sizeof(cursor->text), "%.20s",
		reply->items[0].text.len ? reply->items[0].text.data : "");
	into->items = reply->items[1].items;
	into->count = reply->items[1].count;
	return true;
}

bool beats_forget(struct redis *redis, const struct conf *conf, struct errnotice_span host, bool *done,
	struct errnotice_err *err)
{
	char key[KEY];
	const struct redis_reply *reply;
	const struct errnotice_span words[] = {
		errnotice_span_of("HDEL"), errnotice_span_of(key_of(conf, key)), host};

	if (!redis_send(redis, sizeof(words) / sizeof(*words), words, err)
		|| !redis_receive(redis, &reply, err)) {
		return false;
	}
	*done = !redis_is_error(reply, "NOPERM"); /* after any other error it is there the next time */
	return true;
}
