/*
 * handover -- the hand-over without PHP: an event in its slot, encoded, on the stream, its slot free again.
 *
 *   handover SOCKET STREAM N     hands a copy of the stream's newest entry over N times, to STREAM.handover
 *
 * Linked with ext/handover and common.  Prints how many, and the seconds that they took.
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

static redisReply *newest_entry(const char *socket, const char *stream)
{
	redisContext *redis = redisConnectUnix(socket);
	redisReply *reply = redis ? redisCommand(redis, "XREVRANGE %s + - COUNT 1", stream) : NULL;

	if (!reply || reply->type != REDIS_REPLY_ARRAY || reply->elements != 1)
		die(stream, "holds no entry to copy");
	redisFree(redis);
	return reply->element[0]->element[1];
}

static void put_entry(struct errnotice_pack *pack, const redisReply *fields)
{
	for (size_t i = 0; i + 1 < fields->elements; i += 2)
		for (int field = 0; field < ERRNOTICE_FIELD_COUNT_; field++)
			if (strcmp(fields->element[i]->str, errnotice_field_name(field)) == 0)
				errnotice_pack_text(pack, field, fields->element[i + 1]->str,
					fields->element[i + 1]->len);
}

static double now_s(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	struct errnotice_pack event = {.len = 0};

	if (argc != 4) {
		fprintf(stderr, "handover SOCKET STREAM N\n");
		return 100;
	}
	long count = atol(argv[3]);

	start(argv[1], argv[2]);
	put_entry(&event, newest_entry(argv[1], argv[2]));
	double started_s = now_s();

	for (long i = 0; i < count; i++) {
		struct errnotice_slot *slot = errnotice_outbox_claim();

		if (!slot)
			die("slot", "the last event is still there");
		memcpy(errnotice_slot_pack(slot), &event, sizeof(event.len) + event.len);
		errnotice_slot_mark(slot, ERRNOTICE_SLOT_FINAL);
		errnotice_outbox_flush();
	}
	printf("%ld %.6f\n", count, now_s() - started_s);
	errnotice_outbox_shutdown();
	return 0;
}
