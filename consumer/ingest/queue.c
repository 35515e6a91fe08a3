#include "consumer/ingest/queue.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "common/clock.h"
#include "consumer/ingest/delivered.h"
#include "consumer/ingest/facts.h"
#include "consumer/ingest/find.h"
#include "consumer/ingest/sentinel.h"
#include "consumer/ingest/group.h"
#include "consumer/ingest/redis.h"

enum {
	ANSWER_MS = 3000, /* beyond what the command itself waits */
	WAIT_MAX_MS = 2000,
	SENTINEL_MS = 200,     /* each; what one is asked beside reading is asked again */
	TIDY_MS = 3600 * 1000, /* between two looks for dead consumers' names, and how long idle is dead */
};

struct queue {
	const struct conf *conf;
	struct redis *redis;             /* NULL while there is no connection */
	char name[256];                  /* of this consumer */
	struct delivered in_hand;        /* the last batch; none once it is done */
	bool asked;                      /* for the next ones; the answer is still to be received */
	const struct redis_reply *ahead; /* that answer, once it is here */
	bool no_group;                   /* this read found none */
	bool owes;                       /* may have entries that were delivered and not finished */
	bool claims;                     /* this Redis can */
	char cursor[64];                 /* of the claim that is under way, "0-0" between two */
	int64_t claim_at_ms, tidy_at_ms; /* monotonic */
	struct queue_news news;
	struct beats_cursor beats;
	struct facts facts; /* of the Redis that was connected to last */
};

struct queue *queue_new(const struct conf *conf)
{
	struct queue *queue = calloc(1, sizeof(*queue));
	if (!queue) {
		return NULL;
	}
	queue->conf = conf;
	queue->news.lag = -1;
	delivered_init(&queue->in_hand, (size_t)conf->queue.batch);
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
	queue->in_hand.count = 0;
	queue->asked = false;
	queue->ahead = NULL;
}

/* Ends what the last batch left on the connection; entries that are not taken come again, for they are owed. */
static bool settle(struct queue *queue, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	queue->owes |= queue->in_hand.count > 0 || queue->asked;
	queue->in_hand.count = 0;
	if (queue->asked && !redis_receive(queue->redis, &reply, err)) {
		return false;
	}
	queue->asked = false;
	if (queue->redis && !queue->ahead) {
		redis_forget(queue->redis);
	}
	return true;
}

void queue_give_up(struct queue *queue)
{
	disconnect(queue);
}

void queue_free(struct queue *queue)
{
	if (!queue) {
		return;
	}
	if (queue->redis && settle(queue, NULL)) {
		group_drop(queue->redis, queue->conf, queue->name);
	}
	disconnect(queue);
	delivered_clear(&queue->in_hand);
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

static bool take_entries(struct queue *queue, const struct redis_reply *list, struct errnotice_err *err)
{
	if (!delivered_take(&queue->in_hand, queue->redis, list, (size_t)queue->conf->queue.batch, err)) {
		return false;
	}
	queue->owes |= queue->in_hand.unnamed; /* they are read again by id */
	return true;
}

/* --- the three ways to get some --- */

/* How much there is. */
static bool look(struct queue *queue, struct errnotice_err *err)
{
	return facts_length(queue->redis, queue->conf->queue.stream, &queue->news.lag, err);
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
static bool send_read(struct queue *queue, const char *from, int wait_ms, struct errnotice_err *err)
{
	char limit[24], wait[24];

	snprintf(limit, sizeof(limit), "%zu", queue->in_hand.limit);
	snprintf(wait, sizeof(wait), "%d", wait_ms < 1 ? 1 : wait_ms > WAIT_MAX_MS ? WAIT_MAX_MS : wait_ms);
	const char *const text[] = {"XREADGROUP", "GROUP", queue->conf->queue.group, queue->name, "COUNT",
		limit, "BLOCK", wait, "STREAMS", queue->conf->queue.stream, from};
	enum { WORDS = sizeof(text) / sizeof(*text) };
	struct errnotice_span words[WORDS];
	for (size_t i = 0; i < WORDS; i++) {
		words[i] = errnotice_span_of(text[i]);
	}
	return redis_send(queue->redis, WORDS, words, err);
}

static bool take_read(struct queue *queue, const struct redis_reply *reply, struct errnotice_err *err)
{
	if (!usable(queue, &reply, err)) {
		return false;
	}
	if (reply->kind == REDIS_LIST && reply->count == 1 && reply->items[0].kind == REDIS_LIST
		&& reply->items[0].count == 2) {
		return take_entries(queue, &reply->items[0].items[1], err);
	}
	return look(queue, err); /* nothing to do: a good moment */
}

static bool read_from(struct queue *queue, const char *from, int wait_ms, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	return send_read(queue, from, wait_ms, err) && redis_receive(queue->redis, &reply, err)
	       && take_read(queue, reply, err);
}

static bool take_ahead(struct queue *queue, struct errnotice_err *err)
{
	const struct redis_reply *reply = queue->ahead;

	queue->ahead = NULL;
	return !reply || take_read(queue, reply, err);
}

static bool claim(struct queue *queue, struct errnotice_err *err)
{
	char limit[24], idle[24];
	const struct redis_reply *reply;

	snprintf(limit, sizeof(limit), "%zu", queue->in_hand.limit);
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
	queue->news.claimed += queue->in_hand.count;
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
	if (!take_ahead(queue, err)) {
		return false;
	}
	if (queue->in_hand.count == 0 && queue->owes) {
		if (!read_from(queue, "0", 0, err)) {
			return false;
		}
		queue->owes = queue->in_hand.count > 0;
	}
	if (queue->in_hand.count == 0 && !claim_when_due(queue, err)) {
		return false;
	}
	if (queue->in_hand.count == 0 && errnotice_clock_ms() >= queue->tidy_at_ms) {
		queue->tidy_at_ms = errnotice_clock_ms() + TIDY_MS;
		if (!group_tidy(queue->redis, queue->conf, TIDY_MS, err)) {
			return false;
		}
	}
	return queue->in_hand.count > 0 || queue->no_group || read_from(queue, ">", wait_ms, err);
}

bool queue_read(struct queue *queue, int wait_ms, struct queue_batch *batch, struct errnotice_err *err)
{
	*batch = (struct queue_batch){.count = 0};
	queue->no_group = false;
	if (!settle(queue, err) || (!queue->redis && !connect_queue(queue, err))) {
		disconnect(queue);
		return false;
	}
	if (!read_next(queue, wait_ms, err)) {
		disconnect(queue);
		delivered_shrink(&queue->in_hand);
		return false;
	}
	*batch = (struct queue_batch){queue->in_hand.entries, queue->in_hand.count, queue->no_group};
	return true;
}

bool queue_look(struct queue *queue, struct errnotice_err *err)
{
	queue->owes |= queue->ahead != NULL;
	queue->ahead = NULL;
	if (!settle(queue, err) || (!queue->redis && !connect_queue(queue, err)) || !look(queue, err)) {
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

/* --- ahead, and done --- */

/* Not where something goes before new entries, or where there are none. */
bool queue_ask_ahead(struct queue *queue, struct errnotice_err *err)
{
	int64_t now_ms = errnotice_clock_ms();
	bool other =
		queue->owes || (queue->claims && now_ms >= queue->claim_at_ms) || now_ms >= queue->tidy_at_ms;

	if (!queue->in_hand.full || queue->asked || other) {
		return true;
	}
	if (!send_read(queue, ">", 0, err) || !redis_flush(queue->redis, err)) {
		disconnect(queue);
		return false;
	}
	queue->asked = true;
	return true;
}

bool queue_is_ahead(const struct queue *queue)
{
	return queue->asked || queue->ahead;
}

static bool send_done(struct queue *queue, struct errnotice_err *err)
{
	struct errnotice_span *ids = redis_memory(queue->redis, queue->in_hand.count * sizeof(*ids));

	if (!ids) {
		return errnotice_err_set(err, "queue: no memory");
	}
	for (size_t i = 0; i < queue->in_hand.count; i++) {
		ids[i] = queue->in_hand.entries[i].stream_id;
	}
	return group_send_finish(queue->redis, queue->conf, queue->in_hand.count, ids, err);
}

/* The next ones are read while Redis finishes these, whose memory they get. */
static bool finish(struct queue *queue, struct errnotice_err *err)
{
	if (!send_done(queue, err)) {
		return false;
	}
	redis_forget(queue->redis);
	if (queue->asked && !redis_receive(queue->redis, &queue->ahead, err)) {
		return false;
	}
	queue->asked = false;
	return group_receive_finish(queue->redis, &queue->news.lag, err);
}

bool queue_done(struct queue *queue, struct errnotice_err *err)
{
	if (queue->in_hand.count > 0 && !finish(queue, err)) {
		disconnect(queue);
		return false;
	}
	queue->in_hand.count = 0;
	return true;
}

bool queue_audit(struct queue *queue, struct audit *audit, struct errnotice_err *err)
{
	*audit = (struct audit){.done = false};
	if (!queue->redis || queue_is_ahead(queue)) {
		return true;
	}
	redis_forget(queue->redis);
	if (!audit_ask(queue->redis, queue->conf, &queue->beats, audit, err)) {
		disconnect(queue);
		return false;
	}
	return true;
}

bool queue_is_one(const struct queue *queue)
{
	const struct errnotice_redis_url *url = &queue->conf->queue.redis;

	return url->way != ERRNOTICE_REDIS_SENTINEL || sentinel_one_takes(url, SENTINEL_MS);
}

bool queue_roster(struct queue *queue, struct roster *into, struct errnotice_err *err)
{
	if (!queue->redis || queue_is_ahead(queue)) {
		return true;
	}
	redis_forget(queue->redis);
	if (!roster_ask(queue->redis, queue->conf, into, err)) {
		disconnect(queue);
		return false;
	}
	return true;
}

bool queue_forget_host(struct queue *queue, const char *host, bool *done, struct errnotice_err *err)
{
	*done = false;
	if (!queue->redis || queue_is_ahead(queue)) {
		return true;
	}
	if (!beats_forget(queue->redis, queue->conf, errnotice_span_of(host), done, err)) {
		disconnect(queue);
		return false;
	}
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
