#include "consumer/ingest/pipeline.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "common/clock.h"
#include "common/place.h"
#include "consumer/halt.h"
#include "consumer/ingest/batch.h"
#include "consumer/ingest/batch_log.h"
#include "consumer/ingest/ledger.h"
#include "consumer/ingest/queue.h"
#include "consumer/ingest/rounds.h"
#include "consumer/log.h"
#include "consumer/store/epochs.h"
#include "consumer/vitals.h"
#include "consumer/waits.h"

enum {
	AUDIT_MS = 1000,    /* between two looks at what the queue says of itself */
	AUDIT_MIN_MS = 100, /* so, where everything is done: what comes later blurs the comparison */
	WAIT_MS = 500,      /* for entries; also how long a stop may wait for an idle queue */
	BACK_OFF_MIN_MS = 100,
	BACK_OFF_MAX_MS = 5000,
};

struct pipeline {
	const struct conf *conf;
	void (*due)(void *context);
	void *context;
	pthread_t thread;
	struct halt halt;
	struct queue *queue;
	struct store *store; /* NULL while it is waited for */
	bool unproved;       /* it took no write when it was last open: that it can be opened says little */
	struct epoch epoch;  /* what the store knew when the queue was looked at */
	struct batch *batch;
	struct ledger *ledger;
	int64_t audited_ms; /* monotonic */
	int back_off_ms;    /* 0: the last step went well */
	bool told_beats;    /* that heartbeats may not be read */
	struct rounds rounds;
	bool told_tasks; /* that log_queue_task does not take rows */
};

/* --- what is waited for --- */

static bool queue_failed(const struct pipeline *p, const struct errnotice_err *err)
{
	vitals_add(VITALS_QUEUE_FAILURES, 1);
	if (waits_missing(WAITS_QUEUE, err->text)) {
		char where[512];
		errnotice_redis_url_show(&p->conf->queue.redis, where, sizeof(where));
		log_warn("waiting for the queue at %s: %s", where, err->text);
	}
	return false;
}

static bool store_failed(struct pipeline *p, const struct errnotice_err *err)
{
	vitals_add(VITALS_STORE_FAILURES, 1);
	if (waits_missing(WAITS_STORE, err->text)) {
		log_warn("waiting for the store: %s", err->text);
	}
	p->unproved = p->unproved || p->store;
	store_close(p->store); /* opened anew: it may be another file by then */
	p->store = NULL;
	return false;
}

static void store_is_there(struct pipeline *p)
{
	char where[512];

	p->unproved = false;
	if (waits_there(WAITS_STORE)) {
		address_show(&p->conf->store.address, where, sizeof(where));
		log_info("the store is there: %s", where);
	}
}

static void tell_danger(const char *danger)
{
	log_warn("the queue: %s", danger);
}

static void tell_news(struct pipeline *p)
{
	struct queue_news news = queue_news(p->queue);

	if (waits_there(WAITS_QUEUE)) {
		char where[512];
		errnotice_redis_url_show(&p->conf->queue.redis, where, sizeof(where));
		log_info("the queue is there: %s, stream %s", where, p->conf->queue.stream);
		queue_each_danger(p->queue, tell_danger);
	}
	if (news.made_group) {
		log_info("made the consumer group %s at the beginning of %s", p->conf->queue.group,
			p->conf->queue.stream);
	}
	if (news.cannot_claim) {
		log_warn("this Redis knows no XAUTOCLAIM (6.2 and later do): entries of a dead consumer stay "
			 "with it");
	}
	if (news.claimed > 0) {
		vitals_add(VITALS_CLAIMED, news.claimed);
		log_info("took over %" PRIu64 " entries that another consumer did not finish", news.claimed);
	}
	if (news.lag >= 0) {
		waits_set_lag(news.lag);
	}
}

static bool have_store(struct pipeline *p)
{
	struct errnotice_err err = {""};

	if (p->store) {
		return true;
	}
	p->store = store_open_to_write(&p->conf->store.address, &err);
	if (p->store && epochs_load(p->store, p->conf, &p->epoch, &err)) {
		if (!p->unproved) {
			store_is_there(p);
		}
		return true;
	}
	store_failed(p, &err);
	struct errnotice_err queue_err = {""};
	if (halt_asked(&p->halt)) {
		return false;
	}
	if (queue_look(p->queue, &queue_err)) {
		tell_news(p);
	} else {
		queue_failed(p, &queue_err);
	}
	return false;
}

/* --- the story --- */

static int64_t now_s(void)
{
	return errnotice_clock_unix_ms() / 1000;
}

static bool read_queue(struct pipeline *p, struct queue_batch *entries)
{
	struct errnotice_err err = {""};

	if (!queue_read(p->queue, WAIT_MS, entries, &err)) {
		return queue_failed(p, &err);
	}
	if (!entries->no_group) { /* else it is not yet there for us */
		tell_news(p);
	}
	return true;
}

/* While this batch is stored Redis puts the next one together; one that was asked for is finished before the end. */
static bool ask_ahead(struct pipeline *p)
{
	struct errnotice_err err = {""};

	return halt_asked(&p->halt) || queue_ask_ahead(p->queue, &err) || queue_failed(p, &err);
}

static bool store_entries(struct pipeline *p, const struct queue_batch *entries)
{
	struct errnotice_err err = {""};

	if (!batch_read(p->batch, entries, &err)) {
		return queue_failed(p, &err);
	}
	if (!batch_store(p->batch, p->store, now_s(), &err)) {
		return store_failed(p, &err);
	}
	store_is_there(p);
	struct batch_result result = batch_result(p->batch);
	batch_log(p->batch, &p->told_tasks);
	if (result.pending > 0 || result.lost > 0) {
		p->due(p->context);
	}
	return true;
}

/* Killed before this, the entries come again and count as duplicates. */
static bool acknowledge(struct pipeline *p)
{
	struct errnotice_err err = {""};

	if (!queue_done(p->queue, &err)) {
		return queue_failed(p, &err);
	}
	tell_news(p);
	return true;
}

/* The store hears of it first: killed in between, the group is made by the next one, and the team is told once. */
static bool begin_epoch(struct pipeline *p)
{
	struct errnotice_err err = {""};
	int64_t before = p->epoch.number;
	bool make;

	bool fine = store_begin(p->store, &err)
		    && epochs_begin(p->store, p->conf, &p->epoch, now_s(), &make, &err);
	if (!store_end(p->store, fine, &err)) {
		return store_failed(p, &err);
	}
	if (make && before > 0 && p->epoch.number > before) {
		log_warn("the consumer group %s of %s is gone: what was not read by now may be lost",
			p->conf->queue.group, p->conf->queue.stream);
		p->due(p->context);
	}
	return !make || queue_make_group(p->queue, &err) || queue_failed(p, &err);
}

static bool hold_epoch(struct pipeline *p)
{
	struct errnotice_err err = {""};

	bool fine = store_begin(p->store, &err) && epochs_hold(p->store, p->conf, &p->epoch, now_s(), &err);
	return store_end(p->store, fine, &err) || store_failed(p, &err);
}

static void tell_loss(const char *host, uint64_t errors)
{
	log_warn("the queue lost %" PRIu64 " errors of host %s that it had taken", errors, host);
}

/* A loss is believed where nothing can be on another server; else it is looked for again. */
static bool compare(struct pipeline *p, const struct audit *audit)
{
	struct errnotice_err err = {""};
	bool fine = ledger_check(p->ledger, p->store, audit, false, now_s(), &err);

	if (fine && ledger_in_doubt(p->ledger) && queue_is_one(p->queue)) {
		fine = ledger_check(p->ledger, p->store, audit, true, now_s(), &err);
	}
	if (!fine) {
		return store_failed(p, &err);
	}
	if (ledger_each_loss(p->ledger, tell_loss)) {
		p->due(p->context);
	}
	return true;
}

/* What the queue says it took, against what was counted. */
static bool keep_books(struct pipeline *p)
{
	struct errnotice_err err = {""};
	struct audit audit;
	bool soon = waits_lag() == 0 && !ledger_in_doubt(p->ledger);
	int64_t pause_ms = soon ? AUDIT_MIN_MS : AUDIT_MS;

	if (errnotice_clock_ms() - p->audited_ms < pause_ms) {
		return true;
	}
	p->audited_ms = errnotice_clock_ms();
	if (!queue_audit(p->queue, &audit, &err)) {
		return queue_failed(p, &err);
	}
	if (!audit.done) {
		return true;
	}
	if (audit.refused && !p->told_beats) {
		log_warn("HSCAN " ERRNOTICE_HOSTS_KEY
			 " is refused, or it is no hash: what the queue loses of a "
			 "host's "
			 "errors is not noticed");
	}
	p->told_beats = audit.refused;
	return compare(p, &audit);
}

static bool make_rounds(struct pipeline *p)
{
	struct errnotice_err err = {""};

	switch (rounds_make(&p->rounds, p->queue, p->store, p->conf, now_s(), &err)) {
	case ROUNDS_NEWS:
		p->due(p->context);
		break;
	case ROUNDS_QUEUE_FAILED:
		return queue_failed(p, &err);
	case ROUNDS_STORE_FAILED:
		return store_failed(p, &err);
	case ROUNDS_FINE:
		break;
	}
	return true;
}

static bool step(struct pipeline *p)
{
	struct queue_batch entries;

	if (!have_store(p) || !read_queue(p, &entries)) {
		return false;
	}
	if (entries.no_group) {
		return begin_epoch(p);
	}
	if (!p->epoch.made && !hold_epoch(p)) {
		return false;
	}
	if (entries.count == 0) { /* what it did not take, others have */
		store_is_there(p);
	}
	return (entries.count == 0 || (ask_ahead(p) && store_entries(p, &entries) && acknowledge(p)))
	       && keep_books(p) && make_rounds(p);
}

static void wait_a_little(struct pipeline *p)
{
	p->back_off_ms = p->back_off_ms ? p->back_off_ms * 2 : BACK_OFF_MIN_MS;
	p->back_off_ms = p->back_off_ms > BACK_OFF_MAX_MS ? BACK_OFF_MAX_MS : p->back_off_ms;
	halt_sleep(&p->halt, p->back_off_ms);
}

static void *run(void *argument)
{
	struct pipeline *p = argument;

	while (!halt_asked(&p->halt) || (p->back_off_ms == 0 && queue_is_ahead(p->queue))) {
		if (step(p)) {
			p->back_off_ms = 0;
		} else {
			wait_a_little(p);
		}
	}
	if (p->back_off_ms) { /* there is nothing to end in good order */
		queue_give_up(p->queue);
	}
	return NULL;
}

/* --- start and stop --- */

static void free_pipeline(struct pipeline *p)
{
	queue_free(p->queue);
	store_close(p->store);
	batch_free(p->batch);
	ledger_free(p->ledger);
	halt_clear(&p->halt);
	free(p);
}

struct pipeline *pipeline_start(
	const struct conf *conf, void (*due)(void *context), void *context, struct errnotice_err *err)
{
	struct pipeline *p = calloc(1, sizeof(*p));
	if (!p) {
		errnotice_err_set(err, "no memory");
		return NULL;
	}
	*p = (struct pipeline){.conf = conf,
		.due = due,
		.context = context,
		.batch = batch_new(conf),
		.ledger = ledger_new(conf),
		.queue = queue_new(conf)};
	halt_init(&p->halt);
	int failed = p->batch && p->ledger && p->queue ? pthread_create(&p->thread, NULL, run, p) : ENOMEM;
	if (failed) {
		errnotice_err_set(err, "cannot start to read the queue: %s", strerror(failed));
		free_pipeline(p);
		return NULL;
	}
	return p;
}

void pipeline_halt(struct pipeline *pipeline)
{
	if (pipeline) {
		halt_ask(&pipeline->halt);
	}
}

void pipeline_stop(struct pipeline *pipeline)
{
	if (!pipeline) {
		return;
	}
	pipeline_halt(pipeline);
	pthread_join(pipeline->thread, NULL);
	free_pipeline(pipeline);
}
