#include "consumer/ingest/members.h"

#include <stdio.h>
#include <string.h>
#include "consumer/ingest/facts.h"
#include "consumer/ingest/find.h"

enum { TIMEOUT_MS = 5000 };

static bool is_named(const struct redis_reply *reply, const char *name)
{
	return reply->kind == REDIS_TEXT && errnotice_span_is(reply->text, name);
}

/* Names and values in turn; a newer Redis has more of them. */
static void read_member(struct member *member, const struct redis_reply *reply)
{
	*member = (struct member){.name = ""};
	for (size_t i = 0; reply->kind == REDIS_LIST && i + 1 < reply->count; i += 2) {
		const struct redis_reply *name = &reply->items[i], *value = &reply->items[i + 1];
		if (is_named(name, "name") && value->kind == REDIS_TEXT) {
			size_t most = sizeof(member->name) - 1;
			size_t len = value->text.len < most ? value->text.len : most;
			memcpy(member->name, value->text.data, len);
			member->name[len] = '\0';
		} else if (is_named(name, "pending")) {
			member->pending = value->number;
		} else if (is_named(name, "idle")) {
			member->idle_ms = value->number;
		}
	}
}

static bool ask(const struct conf *conf, struct redis *redis, struct members *into, struct errnotice_err *err)
{
	const struct redis_reply *list;

	if (!facts_length(redis, conf->queue.stream, &into->entries, err)
		|| !redis_ask(redis, &list, err, "XINFO", "CONSUMERS", conf->queue.stream, conf->queue.group,
			NULL)) {
		return false;
	}
	/* an error: no stream or no group yet, or that it may not be asked */
	into->count = list->kind == REDIS_LIST ? (int64_t)list->count : 0;
	for (size_t i = 0; i < (size_t)into->count && i < MEMBERS_MOST; i++) {
		read_member(&into->list[into->listed++], &list->items[i]);
	}
	return true;
}

bool members_ask(const struct conf *conf, struct members *into, struct errnotice_err *err)
{
	struct redis *redis = find_redis(&conf->queue.redis, conf->queue.stream, TIMEOUT_MS, err);

	*into = (struct members){0};
	bool fine = redis && ask(conf, redis, into, err);
	redis_close(redis);
	return fine;
}
