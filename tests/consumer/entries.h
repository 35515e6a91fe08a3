/*
 * entries -- stream entries as a queue hands them on, for tests.
 */
#ifndef ENTRIES_H
#define ENTRIES_H

#include "room.h"
#include "consumer/ingest/batch.h"

enum { ENTRIES_MOST = 64, FIELDS_MOST = 24 };

static const int64_t NOW_S = 1764000000; /* a full minute */

struct entries {
	struct queue_entry entry[ENTRIES_MOST];
	struct errnotice_span spans[ENTRIES_MOST][2 * FIELDS_MOST];
	char stream_ids[ENTRIES_MOST][32], ids[ENTRIES_MOST][40], times[ENTRIES_MOST][24],
		counts[ENTRIES_MOST][24];
	size_t count;
};

static inline void entries_set(
	struct entries *entries, size_t at, const char *name, struct errnotice_span value)
{
	struct queue_entry *entry = &entries->entry[at];
	struct errnotice_span *spans = entries->spans[at];
	size_t i = 0;
	while (i < entry->pairs && !errnotice_span_is(spans[2 * i], name)) {
		i++;
	}
	assert_true(i < FIELDS_MOST);
	spans[2 * i] = errnotice_span_of(name);
	spans[2 * i + 1] = value;
	if (i == entry->pairs) {
		entry->pairs++;
	}
}

static inline void entries_put(struct entries *entries, size_t at, const char *name, const char *value)
{
	entries_set(entries, at, name, errnotice_span_of(value));
}

/* A sound entry; `id` makes the event's identity.  Returns its place, for entries_put(). */
static inline size_t entries_add(
	struct entries *entries, unsigned id, const char *fp, int64_t time_ms, int64_t count)
{
	size_t at = entries->count++;
	assert_true(at < ENTRIES_MOST);
	snprintf(entries->stream_ids[at], 32, "1764000000000-%zu", at);
	snprintf(entries->ids[at], 40, "019ab000-0000-7000-8000-%012x", id);
	snprintf(entries->times[at], 24, "%lld", (long long)time_ms);
	snprintf(entries->counts[at], 24, "%lld", (long long)count);
	entries->entry[at] = (struct queue_entry){
		.stream_id = errnotice_span_of(entries->stream_ids[at]), .spans = entries->spans[at]};
	entries_put(entries, at, "v", "1");
	entries_put(entries, at, "id", entries->ids[at]);
	entries_put(entries, at, "time", entries->times[at]);
	entries_put(entries, at, "app", "shop");
	entries_put(entries, at, "env", "pro");
	entries_put(entries, at, "release", "r1");
	entries_put(entries, at, "host", "web1");
	entries_put(entries, at, "sapi", "fpm-fcgi");
	entries_put(entries, at, "kind", "exception");
	entries_put(entries, at, "count", entries->counts[at]);
	entries_put(entries, at, "path", "handler");
	entries_put(entries, at, "class", "App\\Order\\Failed");
	entries_put(entries, at, "code", "10012");
	entries_put(entries, at, "message", "it failed");
	entries_put(entries, at, "file", "/app/Order.php");
	entries_put(entries, at, "line", "42");
	entries_put(entries, at, "fp", fp);
	entries_put(entries, at, "site", "App\\Order::place");
	entries_put(entries, at, "detail", "{}");
	return at;
}

static inline struct queue_batch entries_batch(const struct entries *entries)
{
	return (struct queue_batch){.entries = entries->entry, .count = entries->count};
}

#endif
