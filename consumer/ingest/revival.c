#include "consumer/ingest/revival.h"

#include <stdlib.h>
#include <string.h>
#include "consumer/ingest/entry.h"
#include "consumer/ingest/find.h"

enum { TIMEOUT_MS = 5000, WORDS = 3 /* XADD stream * */ };

struct revival {
	const struct conf *conf;
	struct redis *redis;
	struct arena arena;
};

struct revival *revival_open(const struct conf *conf, struct errnotice_err *err)
{
	struct revival *revival = calloc(1, sizeof(*revival));

	if (!revival) {
		errnotice_err_set(err, "queue: no memory");
		return NULL;
	}
	revival->conf = conf;
	revival->redis = find_redis(&conf->queue.redis, conf->queue.stream, TIMEOUT_MS, err);
	if (!revival->redis) {
		revival_close(revival);
		return NULL;
	}
	return revival;
}

void revival_close(struct revival *revival)
{
	if (revival) {
		redis_close(revival->redis);
		arena_clear(&revival->arena);
		free(revival);
	}
}

/* --- what was kept, as words again --- */

/* `5:hello,` at `*at`, which moves behind it. */
static bool next_netstring(struct errnotice_span *at, struct errnotice_span *text)
{
	size_t len = 0, i = 0;

	for (; i < at->len && at->data[i] >= '0' && at->data[i] <= '9' && len <= at->len; i++) {
		len = 10 * len + (size_t)(at->data[i] - '0');
	}
	if (i == 0 || i >= at->len || at->data[i] != ':' || at->len - i - 1 <= len
		|| at->data[i + 1 + len] != ',') {
		return false;
	}
	*text = errnotice_span(at->data + i + 1, len);
	*at = errnotice_span(at->data + i + len + 2, at->len - i - len - 2);
	return true;
}

/* Behind the room for XADD's own words; NULL when it is not whole, or without memory. */
static struct errnotice_span *read_words(
	struct arena *arena, struct errnotice_span whole, size_t *count, struct errnotice_err *err)
{
	struct errnotice_span at = whole, text;
	size_t found = 0;

	while (next_netstring(&at, &text)) {
		found++;
	}
	if (at.len > 0 || found == 0 || found % 2 != 0) {
		errnotice_err_set(err, "only a part of it was kept");
		return NULL;
	}
	struct errnotice_span *words = arena_take(arena, (WORDS + found) * sizeof(*words));
	if (!words) {
		errnotice_err_set(err, "no memory");
		return NULL;
	}
	at = whole;
	for (*count = 0; *count < found; ++*count) {
		if (!next_netstring(&at, &words[WORDS + *count])) {
			break; /* it was there a moment ago */
		}
	}
	return words;
}

static bool is_readable(
	struct arena *arena, const struct errnotice_span *pairs, size_t count, struct errnotice_err *err)
{
	struct queue_entry from = {errnotice_span_of("0-0"), pairs, count / 2, false};
	struct entry entry;

	return entry_read(&entry, &from, arena, err)
	       && (entry.kind != ENTRY_POISON || errnotice_err_set(err, "%s", entry.reason));
}

/*
 * Without its `source`, of which it arrived when it came, readable or not: twice would hide a loss.  One that came by
 * a spool did not arrive (arrivals.c) and keeps it.  Returns how many words are left.
 */
static size_t drop_source(struct errnotice_span *pairs, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i += 2) {
		if (errnotice_span_is(pairs[i], errnotice_field_name(ERRNOTICE_FIELD_REFUSED))
			&& pairs[i + 1].len > 0) {
			return count;
		}
	}
	for (size_t i = 0; i < count; i += 2) {
		if (!errnotice_span_is(pairs[i], errnotice_field_name(ERRNOTICE_FIELD_SOURCE))) {
			pairs[kept++] = pairs[i];
			pairs[kept++] = pairs[i + 1];
		}
	}
	return kept;
}

/* --- back to the stream --- */

static enum revival_result send_words(
	struct revival *revival, struct errnotice_span *words, size_t count, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	words[0] = errnotice_span_of("XADD");
	words[1] = errnotice_span_of(revival->conf->queue.stream);
	words[2] = errnotice_span_of("*");
	if (!redis_send(revival->redis, WORDS + count, words, err)
		|| !redis_receive(revival->redis, &reply, err)) {
		return REVIVAL_FAILED;
	}
	if (reply->kind != REDIS_TEXT) {
		errnotice_err_set(err, "queue: %s",
			reply->kind == REDIS_ERROR ? reply->text.data : "no id was answered to XADD");
		return REVIVAL_FAILED;
	}
	return REVIVAL_SENT;
}

enum revival_result revival_send(
	struct revival *revival, struct errnotice_span whole, struct errnotice_err *err)
{
	size_t count;

	arena_reset(&revival->arena);
	struct errnotice_span *words = read_words(&revival->arena, whole, &count, err);
	if (!words || !is_readable(&revival->arena, words + WORDS, count, err)) {
		return REVIVAL_UNREADABLE;
	}
	count = drop_source(words + WORDS, count);
	enum revival_result result = send_words(revival, words, count, err);
	redis_forget(revival->redis);
	return result;
}
