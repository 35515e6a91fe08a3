/*
 * handover -- the hand-over without PHP, beside hiredis with an XADD of the same fields.
 *
 *   handover both|ours|raw SOCKET STREAM N
 *
 * Copies the stream's newest entry N times: from a slot until that is free again, to
 * STREAM.handover; by hiredis, to STREAM.raw; or in turn, so that what else the
 * machine does meets both.  Linked with ext/handover and common.  Prints the median of
 * each in ns, 0 for one that was not asked for.
 */
#include <hiredis/hiredis.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ext/handover/outbox.h"
#include "ext/handover/shared.h"

static struct errnotice_endpoint endpoint = {
	.stream_limit = LONG_MAX,
	.detail_limit = 20,
	.timeout_ms = 10000,
};

static void die(const char *what, const char *why)
{
	fprintf(stderr, "handover: %s: %s\n", what, why);
	exit(1);
}

static const struct errnotice_endpoint *get_endpoint(void)
{
	return &endpoint;
}

static const struct errnotice_spool_place *no_spool(void)
{
	return NULL;
}

static void start(const char *socket, const char *stream)
{
	static const struct errnotice_outbox_setup setup = {
		.slots = 1024, /* as many as by default, and room for a tree of processes */
		.sapi = "bench",
		.version = "0",
		.endpoint = get_endpoint,
		.spool = no_spool,
	};
	struct errnotice_err err = {.text = ""};
	char url[256];

	snprintf(url, sizeof(url), "unix://%s", socket);
	snprintf(endpoint.stream, sizeof(endpoint.stream), "%s.handover", stream);
	if (!errnotice_redis_url_parse(&endpoint.redis, url, &err) || !errnotice_outbox_startup(&setup, &err))
		die(url, err.text);
}

/* Kept to the end: the fields are borrowed. */
static const redisReply *newest_entry(redisContext *redis, const char *stream)
{
	const redisReply *reply = redisCommand(redis, "XREVRANGE %s + - COUNT 1", stream);

	if (!reply || reply->type != REDIS_REPLY_ARRAY || reply->elements != 1)
		die(stream, "holds no entry to copy");
	return reply->element[0]->element[1];
}

/* -- ours ---------------------------------------------------------------- */

static void put_entry(struct errnotice_pack *pack, const redisReply *fields)
{
	for (size_t i = 0; i + 1 < fields->elements; i += 2)
		for (int field = 0; field < ERRNOTICE_FIELD_COUNT_; field++)
			if (strcmp(fields->element[i]->str, errnotice_field_name(field)) == 0)
				errnotice_pack_text(pack, field, fields->element[i + 1]->str,
					fields->element[i + 1]->len);
}

static void hand_over(const struct errnotice_pack *event)
{
	struct errnotice_slot *slot = errnotice_outbox_claim();

	if (!slot)
		die("slot", "the last event is still there");
	memcpy(errnotice_slot_pack(slot), event, sizeof(event->len) + event->len);
	errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
	errnotice_outbox_flush();
}

/* -- raw ----------------------------------------------------------------- */

static struct {
	redisContext *redis;
	char stream[256];
	const char *argv[64];
	size_t lens[64];
	int argc;
} raw;

static void raw_word(const char *data, size_t len)
{
	raw.argv[raw.argc] = data;
	raw.lens[raw.argc++] = len;
}

static void put_command(const char *stream, const redisReply *fields)
{
	snprintf(raw.stream, sizeof(raw.stream), "%s.raw", stream);
	raw_word("XADD", 4);
	raw_word(raw.stream, strlen(raw.stream));
	raw_word("*", 1);
	for (size_t i = 0; i < fields->elements && raw.argc < 64; i++)
		raw_word(fields->element[i]->str, fields->element[i]->len);
}

static void add_raw(void)
{
	redisReply *reply = redisCommandArgv(raw.redis, raw.argc, raw.argv, raw.lens);

	if (!reply || reply->type != REDIS_REPLY_STRING)
		die("XADD", reply ? reply->str : raw.redis->errstr);
	freeReplyObject(reply);
}

/* -- both ---------------------------------------------------------------- */

static long now_ns(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return at.tv_sec * 1000000000L + at.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
	long one = *(const long *)a, other = *(const long *)b;

	return (one > other) - (one < other);
}

static long median(long *took, long count)
{
	qsort(took, (size_t)count, sizeof(*took), by_size);
	return took[count / 2];
}

static void run(const char *side, const struct errnotice_pack *event, long count)
{
	bool ours = strcmp(side, "raw") != 0, theirs = strcmp(side, "ours") != 0;
	long *handed = calloc((size_t)count, sizeof(*handed)), *added = calloc((size_t)count, sizeof(*added));

	if (!handed || !added)
		die("figures", "out of memory");
	for (long i = 0; i < count; i++) {
		long started = now_ns(), between;

		if (ours)
			hand_over(event);
		between = now_ns();
		if (theirs)
			add_raw();
		handed[i] = ours ? between - started : 0;
		added[i] = theirs ? now_ns() - between : 0;
	}
	printf("%ld %ld\n", median(handed, count), median(added, count));
	free(handed);
	free(added);
}

int main(int argc, char **argv)
{
	static struct errnotice_pack event;
	const redisReply *fields;

	if (argc != 5 || atol(argv[4]) < 1) {
		fprintf(stderr, "handover both|ours|raw SOCKET STREAM N\n");
		return 100;
	}
	start(argv[2], argv[3]);
	raw.redis = redisConnectUnix(argv[2]);
	if (!raw.redis || raw.redis->err)
		die(argv[2], raw.redis ? raw.redis->errstr : "out of memory");
	fields = newest_entry(raw.redis, argv[3]);
	put_entry(&event, fields);
	put_command(argv[3], fields);
	run(argv[1], &event, atol(argv[4]));
	errnotice_outbox_shutdown();
	redisFree(raw.redis);
	return 0;
}
