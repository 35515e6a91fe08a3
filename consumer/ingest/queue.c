#include "consumer/ingest/queue.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/clock.h"
#include "consumer/ingest/facts.h"
#include "consumer/ingest/find.h"
#include "consumer/ingest/group.h"
#include "consumer/ingest/redis.h"

enum {
	ANSWER_MS = 3000, /* beyond what the command itself waits */
	WAIT_MAX_MS = 2000,
	FIRST_BATCH = 16,      /* until it is known how large the entries are; grows fourfold a step */
	TIDY_MS = 3600 * 1000, /* between two looks for dead consumers' names, and how long idle is dead */
};

static const size_t BATCH_BYTES = 4 << 20;

struct queue {
	const struct conf *conf;
	struct redis *redis; /* NULL while there is no connection */
	char name[256];      /* of this consumer */
	struct queue_entry *entries;
	size_t count, room;
	size_t limit;                    /* entries to ask for */
	bool no_group;                   /* this read found none */
	bool owes;                       /* may have entries that were delivered and not finished */
	bool claims;                     /* this Redis can */
	char cursor[64];                 /* of the claim that is under way, "0-0" between two */
	int64_t claim_at_ms, tidy_at_ms; /* monotonic */
	struct queue_news news;
	struct facts facts; /* of the Redis that was connected to last */
};

struct queue *queue_new(const struct conf *conf)
{
	struct queue *queue = calloc(1, sizeof(*queue));
	if (!queue) {
		abort();
	}
	queue->conf = conf;
	queue->news.lag = -1;
	queue->limit = FIRST_BATCH;
	if (*conf->queue.name) {
		snprintf(queue->name, sizeof(queue->name), "%s", conf->queue.name);
	} else {
		char host[200] = "";
		gethostname(host, sizeof(host) - 1);
		snprintf(queue->name, sizeof(queue->name), "%s-%ld", host, (long)getpid());
	}
	return queue;
}

static void disconnect(struct queue *queue)
{
	redis_close(queue->redis);
	queue->redis = NULL;
	queue->count = 0;
}

void queue_free(struct queue *queue)
{
	if (!queue) {
		return;
	}
	if (queue->redis) {
		group_drop(queue->redis, queue->conf, queue->name);
	}
	disconnect(queue);
	free(queue->entries);
	free(queue);
}

/* --- the connection --- */

static bool connect_queue(struct queue *queue, struct errnotice_err *err)
{
	queue->redis = find_redis(
		&queue->conf->queue.redis, queue->conf->queue.stream, WAIT_MAX_MS + ANSWER_MS, err);
	if (!queue->redis || !facts_ask(queue->redis, &queue->facts, err)) {
		return false;
	}
	queue->owes = true;
	queue->claims = true;
	strcpy(queue->cursor, "0-0");
	queue->claim_at_ms = errnotice_clock_ms();
	queue->tidy_at_ms = errnotice_clock_ms();
	return true;
}

/* --- entries --- */

static bool make_room(struct queue *queue, size_t count, struct errnotice_err *err)
{
	if (count <= queue->room) {
		return true;
	}
	struct queue_entry *grown = reallocarray(queue->entries, count, sizeof(*grown));
	if (!grown) {
		return errnotice_err_set(err, "queue: no memory");
	}
	queue->entries = grown;
	queue->room = count;
	return true;
}

/* Adds the entry `[id, [name, value, …]]`, or `[id, nil]` for one that was deleted.  Adds its bytes to `*bytes`. */
static bool add_entry(
	struct queue *queue, const struct redis_reply *item, size_t *bytes, struct errnotice_err *err)
{
	if (item->kind != REDIS_LIST || item->count < 2 || item->items[0].kind != REDIS_TEXT) {
		/* Redis 6.2 claims deleted ones without saying which; they are read again by id */
		queue->owes = true;
		return true;
	}
	const struct redis_reply *fields = &item->items[1];
	struct errnotice_span *spans = redis_memory(queue->redis, (fields->count + 1) * sizeof(*spans));
	if (!spans) {
		return errnotice_err_set(err, "queue: no memory");
	}
	for (size_t i = 0; i < fields->count; i++) {
		spans[i] = fields->items[i].text;
		*bytes += spans[i].len;
	}
	queue->entries[queue->count++] = (struct queue_entry){
		.stream_id = item->items[0].text,
		.spans = spans,
		.pairs = fields->count / 2,
		.gone = fields->kind != REDIS_LIST,
	};
	return true;
}

/* So many of the size just seen make about 4 MiB; growing in steps, for the next ones may be larger. */
static void adapt_limit(struct queue *queue, size_t bytes)
{
	size_t wanted = BATCH_BYTES / (bytes / queue->count + 1);
	size_t most = (size_t)queue->conf->queue.batch;

	wanted = wanted > queue->limit * 4 ? queue->limit * 4 : wanted;
	queue->limit = wanted < 1 ? 1 : wanted;
	queue->limit = queue->limit > most ? most : queue->limit;
}

static bool take_entries(struct queue *queue, const struct redis_reply *list, struct errnotice_err *err)
{
	size_t bytes = 0;

	if (!make_room(queue, list->count, err)) {
		return false;
	}
	for (size_t i = 0; i < list->count; i++) {
		if (!add_entry(queue, &list->items[i], &bytes, err)) {
			return false;
		}
	}
	if (queue->count > 0) {
		adapt_limit(queue, bytes);
	}
	return true;
}

/* --- the three ways to get some --- */

/* How much there is. */
static bool look(struct queue *queue, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	if (!redis_ask(queue->redis, &reply, err, "XLEN", queue->conf->queue.stream, NULL)) {
		return false;
	}
	if (reply->kind == REDIS_ERROR) {
		return errnotice_err_set(err, "queue: %s", reply->text.data);
	}
	queue->news.lag = reply->number;
	return true;
}

/* True for an answer that can be read on, also for that the group is gone (FLUSHALL, DEL, a lost failover). */
static bool usable(struct queue *queue, const struct redis_reply **reply, struct errnotice_err *err)
{
	static const struct redis_reply nothing = {.kind = REDIS_NOTHING};

	if ((*reply)->kind != REDIS_ERROR) {
		return true;
	}
	/* somebody deleted the stream, or this Redis is no master any more: the next read says which */
	if (redis_is_error(*reply, "UNBLOCKED")) {
		*reply = &nothing;
		return true;
	}
	if (!redis_is_error(*reply, "NOGROUP")) {
		return errnotice_err_set(err, "queue: %s", (*reply)->text.data);
	}
	*reply = &nothing;
	queue->no_group = true;
	/* in a cluster it may have moved away just now, group and all */
	return look(queue, err);
}

/* XREADGROUP from `from`: ">" for new entries, "0" for those that this consumer owes. */
static bool read_from(struct queue *queue, const char *from, int wait_ms, struct errnotice_err *err)
{
	char limit[24], wait[24];
	const struct redis_reply *reply;

	snprintf(limit, sizeof(limit), "%zu", queue->limit);
	snprintf(wait, sizeof(wait), "%d", wait_ms < 1 ? 1 : wait_ms > WAIT_MAX_MS ? WAIT_MAX_MS : wait_ms);
	if (!redis_ask(queue->redis, &reply, err, "XREADGROUP", "GROUP", queue->conf->queue.group,
		    queue->name, "COUNT", limit, "BLOCK", wait, "STREAMS", queue->conf->queue.stream, from,
		    NULL)
		|| !usable(queue, &reply, err)) {
		return false;
	}
	if (reply->kind == REDIS_LIST && reply->count == 1 && reply->items[0].kind == REDIS_LIST
		&& reply->items[0].count == 2) {
		return take_entries(queue, &reply->items[0].items[1], err);
	}
	return look(queue, err); /* nothing to do: a good moment */
}

static bool claim(struct queue *queue, struct errnotice_err *err)
{
	char limit[24], idle[24];
	const struct redis_reply *reply;

	snprintf(limit, sizeof(limit), "%zu", queue->limit);
	snprintf(idle, sizeof(idle), "%d", queue->conf->queue.claim_after_ms);
	if (!redis_ask(queue->redis, &reply, err, "XAUTOCLAIM", queue->conf->queue.stream,
		    queue->conf->queue.group, queue->name, idle, queue->cursor, "COUNT", limit, NULL)) {
		return false;
	}
	if (redis_is_error(reply, "ERR unknown command")) {
		queue->claims = false;
		queue->news.cannot_claim = true;
		return true;
	}
	if (!usable(queue, &reply, err)) {
		return false;
	}
	if (reply->kind != REDIS_LIST || reply->count < 2) {
		return true;
	}
	snprintf(queue->cursor, sizeof(queue->cursor), "%s",
		reply->items[0].text.len ? reply->items[0].text.data : "0-0");
	if (!take_entries(queue, &reply->items[1], err)) {
		return false;
	}
	queue->news.claimed += queue->count;
	return true;
}

static bool claim_when_due(struct queue *queue, struct errnotice_err *err)
{
	if (!queue->claims || errnotice_clock_ms() < queue->claim_at_ms) {
		return true;
	}
	if (!claim(queue, err)) {
		return false;
	}
	if (strcmp(queue->cursor, "0-0") == 0) { /* all were looked at */
		queue->claim_at_ms = errnotice_clock_ms() + queue->conf->queue.claim_after_ms / 3;
	}
	return true;
}

static bool read_next(struct queue *queue, int wait_ms, struct errnotice_err *err)
{
	if (queue->owes) {
		if (!read_from(queue, "0", 0, err)) {
			return false;
		}
		queue->owes = queue->count > 0;
	}
	if (queue->count == 0 && !claim_when_due(queue, err)) {
		return false;
	}
	if (queue->count == 0 && errnotice_clock_ms() >= queue->tidy_at_ms) {
		queue->tidy_at_ms = errnotice_clock_ms() + TIDY_MS;
		if (!group_tidy(queue->redis, queue->conf, TIDY_MS, err)) {
			return false;
		}
	}
	return queue->count > 0 || queue->no_group || read_from(queue, ">", wait_ms, err);
}

bool queue_read(struct queue *queue, int wait_ms, struct queue_batch *batch, struct errnotice_err *err)
{
	*batch = (struct queue_batch){.count = 0};
	queue->owes |= queue->count > 0; /* the last ones were not done */
	queue->count = 0;
	queue->no_group = false;
	if (queue->redis) {
		redis_forget(queue->redis);
	}
	if (!queue->redis && !connect_queue(queue, err)) {
		disconnect(queue);
		return false;
	}
	if (!read_next(queue, wait_ms, err)) {
		disconnect(queue);
		queue->limit = 1; /* it may have been too much at once */
		return false;
	}
	*batch = (struct queue_batch){queue->entries, queue->count, queue->no_group};
	return true;
}

bool queue_look(struct queue *queue, struct errnotice_err *err)
{
	if (queue->redis) {
		queue->owes |= queue->count > 0;
		queue->count = 0;
		redis_forget(queue->redis);
	}
	if ((!queue->redis && !connect_queue(queue, err)) || !look(queue, err)) {
		disconnect(queue);
		return false;
	}
	return true;
}

/* --- the group --- */

bool queue_make_group(struct queue *queue, struct errnotice_err *err)
{
	bool made;

	if (!group_make(queue->redis, queue->conf, &made, err)) {
		disconnect(queue);
		return false;
	}
	queue->news.made_group |= made;
	return true;
}

/* --- done --- */

static bool acknowledge(struct queue *queue, struct errnotice_err *err)
{
	struct errnotice_span *ids = redis_memory(queue->redis, queue->count * sizeof(*ids));

	if (!ids) {
		return errnotice_err_set(err, "queue: no memory");
	}
	for (size_t i = 0; i < queue->count; i++) {
		ids[i] = queue->entries[i].stream_id;
	}
	return group_finish(queue->redis, queue->conf, queue->count, ids, &queue->news.lag, err);
}

bool queue_done(struct queue *queue, struct errnotice_err *err)
{
	if (queue->count > 0 && !acknowledge(queue, err)) {
		disconnect(queue);
		return false;
	}
	queue->count = 0;
	return true;
}

void queue_each_danger(const struct queue *queue, void (*tell)(const char *danger))
{
	for (unsigned i = 0; i < queue->facts.dangers; i++) {
		tell(queue->facts.danger[i]);
	}
}

struct queue_news queue_news(struct queue *queue)
{
	struct queue_news news = queue->news;
	queue->news = (struct queue_news){.lag = -1};
	return news;
}
