/*
 * raw -- what Redis alone can do: the other side of each ratio that tools/bench prints.
 *
 *   raw fill  SOCKET STREAM N        N copies of the newest entry with ids and minutes of their own, pipelined
 *   raw drain SOCKET STREAM GROUP    XREADGROUP and XACK until nothing is left
 *
 * Prints how many entries, and the seconds they took.  Exit 1 when Redis answers with an error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <hiredis/hiredis.h>

#define PIPELINE 1000
#define BATCH    "1000"

static redisContext *redis;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "raw: %s: %s\n", what, why);
	exit(1);
}

static redisReply *checked(redisReply *reply, const char *what)
{
	if (!reply)
		die(what, redis->errstr);
	if (reply->type == REDIS_REPLY_ERROR)
		die(what, reply->str);
	return reply;
}

static double now_s(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void tell(long entries, double started_s)
{
	printf("%ld %.6f\n", entries, now_s() - started_s);
}

/* The newest entry's fields as the arguments of an XADD; they borrow from the reply, which is kept. */
static int newest_entry(const char *stream, const char **argv, size_t *lens)
{
	redisReply *reply = checked(redisCommand(redis, "XREVRANGE %s + - COUNT 1", stream), "XREVRANGE");
	int argc = 0;

	if (reply->elements != 1)
		die(stream, "holds no entry to copy");
	const redisReply *fields = reply->element[0]->element[1];

	argv[argc++] = "XADD";
	argv[argc++] = stream;
	argv[argc++] = "*";
	for (size_t i = 0; i < fields->elements && argc < 64; i++) {
		argv[argc] = fields->element[i]->str;
		lens[argc++] = fields->element[i]->len;
	}
	for (int i = 0; i < 3; i++)
		lens[i] = strlen(argv[i]);
	return argc;
}

static void point_at(const char **argv, size_t *lens, int argc, const char *field, const char *value)
{
	for (int i = 3; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], field) != 0)
			continue;
		argv[i + 1] = value;
		lens[i + 1] = strlen(value);
	}
}

static void take_answers(int count)
{
	while (count-- > 0) {
		void *reply = NULL;

		if (redisGetReply(redis, &reply) != REDIS_OK)
			die("XADD", redis->errstr);
		freeReplyObject(checked(reply, "XADD"));
	}
}

static void fill(const char *stream, long count)
{
	const char *argv[64];
	size_t lens[64];
	char id[37], ms[24], run[5];
	int argc = newest_entry(stream, argv, lens), waiting = 0;
	long long base_ms = (long long)time(NULL) * 1000 - 600000;
	double started_s = now_s();

	snprintf(run, sizeof(run), "%04x", (unsigned)(started_s * 1000) & 0xffff);
	for (long i = 0; i < count; i++) {
		long long at_ms = base_ms + i * 600000 / count; /* spread over the last ten minutes */

		snprintf(id, sizeof(id), "%08llx-%04llx-7000-8000-%s%08lx", (at_ms >> 16) & 0xffffffff,
			at_ms & 0xffff, run, (unsigned long)i & 0xffffffff);
		snprintf(ms, sizeof(ms), "%lld", at_ms);
		point_at(argv, lens, argc, "id", id);
		point_at(argv, lens, argc, "time", ms);
		redisAppendCommandArgv(redis, argc, argv, lens);
		if (++waiting == PIPELINE) {
			take_answers(waiting);
			waiting = 0;
		}
	}
	take_answers(waiting);
	tell(count, started_s);
}

static size_t acknowledge(const char *stream, const char *group, const redisReply *entries)
{
	const char **argv = calloc(entries->elements + 3, sizeof(*argv));
	size_t *lens = calloc(entries->elements + 3, sizeof(*lens)), argc = 0;

	if (!argv || !lens)
		die("XACK", "out of memory");
	argv[argc++] = "XACK";
	argv[argc++] = stream;
	argv[argc++] = group;
	for (size_t i = 0; i < entries->elements; i++)
		argv[argc++] = entries->element[i]->element[0]->str;
	for (size_t i = 0; i < argc; i++)
		lens[i] = strlen(argv[i]);
	freeReplyObject(checked(redisCommandArgv(redis, (int)argc, argv, lens), "XACK"));
	free(argv);
	free(lens);
	return argc - 3;
}

static void drain(const char *stream, const char *group)
{
	long count = 0;

	freeReplyObject(checked(redisCommand(redis, "XGROUP CREATE %s %s 0", stream, group), "XGROUP"));
	double started_s = now_s();

	for (;;) {
		redisReply *reply =
			checked(redisCommand(redis, "XREADGROUP GROUP %s raw COUNT " BATCH " STREAMS %s >",
					group, stream),
				"XREADGROUP");

		if (reply->type == REDIS_REPLY_NIL || reply->elements == 0) {
			freeReplyObject(reply);
			break;
		}
		count += (long)acknowledge(stream, group, reply->element[0]->element[1]);
		freeReplyObject(reply);
	}
	tell(count, started_s);
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "raw fill|drain SOCKET STREAM N|GROUP\n");
		return 100;
	}
	redis = redisConnectUnix(argv[2]);
	if (!redis || redis->err)
		die(argv[2], redis ? redis->errstr : "out of memory");
	if (strcmp(argv[1], "fill") == 0)
		fill(argv[3], atol(argv[4]));
	else if (strcmp(argv[1], "drain") == 0)
		drain(argv[3], argv[4]);
	else
		die(argv[1], "no such command");
	redisFree(redis);
	return 0;
}
