#include "consumer/ingest/inspect.h"

#include <inttypes.h>
#include <string.h>
#include "consumer/ingest/find.h"

enum { TIMEOUT_MS = 5000 };

/* The value of `name:value` in what INFO answered, "" without. */
static const char *fact(const struct redis_reply *info, const char *name, char into[128])
{
	size_t len = strlen(name);
	const char *at = info->kind == REDIS_TEXT ? info->text.data : "";

	into[0] = '\0';
	for (; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
		if (strncmp(at, name, len) == 0 && at[len] == ':') {
			snprintf(into, 128, "%.*s", (int)strcspn(at + len + 1, "\r\n"), at + len + 1);
			break;
		}
	}
	return into;
}

static void write_dangers(const struct redis_reply *info, FILE *out)
{
	char value[128];

	if (strcmp(fact(info, "aof_enabled", value), "0") == 0) {
		fputs("queue: appendonly is off: a crash of Redis loses what was not yet consumed\n", out);
	}
	if (strncmp(fact(info, "maxmemory_policy", value), "allkeys-", 8) == 0) {
		fprintf(out,
			"queue: maxmemory-policy is %s: when memory is short Redis may evict the whole "
			"stream\n",
			value);
	}
}

static bool write_facts(const struct conf *conf, struct redis *redis, FILE *out, struct errnotice_err *err)
{
	const struct redis_reply *info, *length;
	char version[128], where[512];

	if (!redis_ask(redis, &info, err, "INFO", NULL)
		|| !redis_ask(redis, &length, err, "XLEN", conf->queue.stream, NULL)) {
		return false;
	}
	if (length->kind == REDIS_ERROR) {
		return errnotice_err_set(err, "queue: %s", length->text.data);
	}
	errnotice_redis_url_show(&conf->queue.redis, where, sizeof(where));
	fprintf(out, "queue: there: %s, Redis %s, %" PRId64 " entries in %s\n", where,
		fact(info, "redis_version", version), length->number, conf->queue.stream);
	write_dangers(info, out);
	return true;
}

bool inspect_queue(const struct conf *conf, FILE *out, struct errnotice_err *err)
{
	struct redis *redis = find_redis(&conf->queue.redis, conf->queue.stream, TIMEOUT_MS, err);
	bool fine = redis && write_facts(conf, redis, out, err);
	redis_close(redis);
	return fine;
}
