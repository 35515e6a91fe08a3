#include "consumer/ingest/delivered.h"

#include <stdlib.h>

enum { FIRST_LIMIT = 16 }; /* until it is known how large the entries are; grows fourfold a step */

static const size_t BATCH_BYTES = 4 << 20;

void delivered_init(struct delivered *delivered, size_t most)
{
	*delivered = (struct delivered){.limit = most < FIRST_LIMIT ? most : FIRST_LIMIT};
}

void delivered_clear(struct delivered *delivered)
{
	free(delivered->entries);
}

static bool make_room(struct delivered *delivered, size_t count, struct errnotice_err *err)
{
	if (count <= delivered->room) {
		return true;
	}
	struct queue_entry *grown = reallocarray(delivered->entries, count, sizeof(*grown));
	if (!grown) {
		return errnotice_err_set(err, "queue: no memory");
	}
	delivered->entries = grown;
	delivered->room = count;
	return true;
}

/* Adds its bytes to `*bytes`. */
static bool add_entry(struct delivered *delivered, struct redis *redis, const struct redis_reply *item,
	size_t *bytes, struct errnotice_err *err)
{
	if (item->kind != REDIS_LIST || item->count < 2 || item->items[0].kind != REDIS_TEXT) {
		delivered->unnamed = true; /* Redis 6.2 claims them so */
		return true;
	}
	const struct redis_reply *fields = &item->items[1];
	struct errnotice_span *spans = redis_memory(redis, (fields->count + 1) * sizeof(*spans));
	if (!spans) {
		return errnotice_err_set(err, "queue: no memory");
	}
	for (size_t i = 0; i < fields->count; i++) {
		spans[i] = fields->items[i].text;
		*bytes += spans[i].len;
	}
	delivered->entries[delivered->count++] = (struct queue_entry){
		.stream_id = item->items[0].text,
		.spans = spans,
		.pairs = fields->count / 2,
		.gone = fields->kind != REDIS_LIST,
	};
	return true;
}

/* So many of the size just seen make about 4 MiB; growing in steps, for the next ones may be larger. */
static void adapt_limit(struct delivered *delivered, size_t bytes, size_t most)
{
	size_t wanted = BATCH_BYTES / (bytes / delivered->count + 1);

	wanted = wanted > delivered->limit * 4 ? delivered->limit * 4 : wanted;
	delivered->limit = wanted < 1 ? 1 : wanted;
	delivered->limit = delivered->limit > most ? most : delivered->limit;
}

bool delivered_take(struct delivered *delivered, struct redis *redis, const struct redis_reply *list,
	size_t most, struct errnotice_err *err)
{
	size_t bytes = 0;

	delivered->count = 0;
	delivered->unnamed = false;
	delivered->full = list->count >= delivered->limit;
	if (!make_room(delivered, list->count, err)) {
		return false;
	}
	for (size_t i = 0; i < list->count; i++) {
		if (!add_entry(delivered, redis, &list->items[i], &bytes, err)) {
			return false;
		}
	}
	if (delivered->count > 0) {
		adapt_limit(delivered, bytes, most);
	}
	return true;
}

void delivered_shrink(struct delivered *delivered)
{
	delivered->limit = 1;
}
