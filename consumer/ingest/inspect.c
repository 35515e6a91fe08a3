#include "consumer/ingest/inspect.h"

#include <inttypes.h>
#include "consumer/ingest/facts.h"
#include "consumer/ingest/find.h"

enum { TIMEOUT_MS = 5000 };

static bool write_facts(const struct conf *conf, struct redis *redis, FILE *out, struct errnotice_err *err)
{
	struct facts facts;
	int64_t entries;
	char where[512];

	if (!facts_ask(redis, &facts, err) || !facts_length(redis, conf->queue.stream, &entries, err)) {
		return false;
	}
	errnotice_redis_url_show(&conf->queue.redis, where, sizeof(where));
	fprintf(out, "queue: there: %s, %s, %" PRId64 " entries in %s\n", where,
		*facts.version ? facts.version : "its version unknown", entries, conf->queue.stream);
	for (unsigned i = 0; i < facts.dangers; i++) {
		fprintf(out, "queue: %s\n", facts.danger[i]);
	}
	return true;
}

bool inspect_queue(const struct conf *conf, FILE *out, struct errnotice_err *err)
{
	struct redis *redis = find_redis(&conf->queue.redis, conf->queue.stream, TIMEOUT_MS, err);
	bool fine = redis && write_facts(conf, redis, out, err);
	redis_close(redis);
	return fine;
}
