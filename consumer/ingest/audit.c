#include "consumer/ingest/audit.h"

#include "consumer/ingest/facts.h"

/* Those of this stream that have a source. */
static bool read_beats(struct redis *redis, const struct beats_page *page, const char *stream,
	struct audit *into, struct errnotice_err *err)
{
	into->beats = redis_memory(redis, (page->count / 2 + 1) * sizeof(*into->beats));
	if (!into->beats) {
		return errnotice_err_set(err, "queue: no memory");
	}
	for (size_t i = 0; i + 1 < page->count; i += 2) {
		struct beat *beat = &into->beats[into->count];
		beat->host = page->items[i].text;
		into->count += beat_read(beat, page->items[i + 1].text, stream);
	}
	return true;
}

bool audit_ask(struct redis *redis, const struct conf *conf, struct beats_cursor *cursor, struct audit *into,
	struct errnotice_err *err)
{
	struct beats_page page;
	int64_t entries;

	if (!beats_scan(redis, conf, cursor, &page, err)
		|| !read_beats(redis, &page, conf->queue.stream, into, err)
		|| !facts_length(redis, conf->queue.stream, &entries, err)) {
		return false;
	}
	into->refused = page.refused;
	into->done = true;
	into->empty = entries == 0;
	return true;
}
