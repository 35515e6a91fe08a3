#include "consumer/ingest/facts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static void warn(struct facts *facts, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(facts->danger[facts->dangers++], sizeof(*facts->danger), format, args);
	va_end(args);
}

/* The value of `name:value` in what INFO answered, "" without. */
static const char *fact(const struct redis_reply *info, const char *name, char into[128])
{
	size_t len = strlen(name);
	const char *at = info->text.data;

	into[0] = '\0';
	for (; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
		if (strncmp(at, name, len) == 0 && at[len] == ':') {
			snprintf(into, 128, "%.*s", (int)strcspn(at + len + 1, "\r\n"), at + len + 1);
			break;
		}
	}
	return into;
}

/* The value of a setting, "" where it is unknown; `*refused` where it may not be asked. */
static bool setting(
	struct redis *redis, const char *name, char into[128], bool *refused, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	into[0] = '\0';
	if (!redis_ask(redis, &reply, err, "CONFIG", "GET", name, NULL)) {
		return false;
	}
	*refused |= reply->kind == REDIS_ERROR;
	if (reply->kind == REDIS_LIST && reply->count == 2 && reply->items[1].kind == REDIS_TEXT) {
		snprintf(into, 128, "%s", reply->items[1].text.data);
	}
	return true;
}

static void judge_info(struct facts *facts, const struct redis_reply *info)
{
	char value[128];

	if (info->kind != REDIS_TEXT) {
		warn(facts, "INFO is refused: whether Redis may lose or evict the stream is not known");
		return;
	}
	bool valkey = strcmp(fact(info, "server_name", value), "valkey") == 0;
	snprintf(facts->version, sizeof(facts->version), "%s %.20s", valkey ? "Valkey" : "Redis",
		fact(info, valkey ? "valkey_version" : "redis_version", value));
	if (strcmp(fact(info, "aof_enabled", value), "0") == 0) {
		warn(facts, "appendonly is off: a crash of Redis loses what was not yet consumed");
	}
	if (strncmp(fact(info, "maxmemory_policy", value), "allkeys-", 8) == 0) {
		warn(facts, "maxmemory-policy is %s: when memory is short Redis may evict the whole stream",
			value);
	}
}

/* Replicas and the disk: what a failover or a crash of the host may cost. */
static bool judge_settings(
	struct redis *redis, struct facts *facts, const struct redis_reply *info, struct errnotice_err *err)
{
	bool known = info->kind == REDIS_TEXT, refused = false;
	char value[128], replicas[128] = "", written[128];

	if (known && atoi(fact(info, "connected_slaves", value)) > 0) {
		snprintf(replicas, sizeof(replicas), "%s", value);
	}
	bool on_disk = known && strcmp(fact(info, "aof_enabled", value), "1") == 0;
	if (!setting(redis, "appendfsync", value, &refused, err)
		|| !setting(redis, "min-replicas-to-write", written, &refused, err)) {
		return false;
	}
	if (on_disk && strcmp(value, "no") == 0) {
		warn(facts, "appendfsync is no: a crash of Redis's host loses what the system had not yet "
			    "written");
	}
	if (*replicas && strcmp(written, "0") == 0) {
		warn(facts,
			"it has replicas (%.10s) and min-replicas-to-write is 0: a failover loses what none "
			"of them had yet",
			replicas);
	}
	if (refused) {
		warn(facts, "CONFIG GET is refused: appendfsync and min-replicas-to-write are not known");
	}
	return true;
}

bool facts_ask(struct redis *redis, struct facts *facts, struct errnotice_err *err)
{
	const struct redis_reply *info;

	*facts = (struct facts){.version = ""};
	if (!redis_ask(redis, &info, err, "INFO", NULL)) {
		return false;
	}
	judge_info(facts, info);
	return judge_settings(redis, facts, info, err);
}

bool facts_length(struct redis *redis, const char *stream, int64_t *entries, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	if (!redis_ask(redis, &reply, err, "XLEN", stream, NULL)) {
		return false;
	}
	if (reply->kind != REDIS_NUMBER) {
		return errnotice_err_set(
			err, "queue: %s", reply->kind == REDIS_ERROR ? reply->text.data : "no number");
	}
	*entries = reply->number;
	return true;
}
