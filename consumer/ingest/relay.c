#include "consumer/ingest/relay.h"

#include <inttypes.h>
#include <stdlib.h>
#include "common/clock.h"
#include "consumer/ingest/find.h"
#include "consumer/ingest/spool.h"
#include "consumer/log.h"
#include "consumer/waits.h"

enum {
	BATCH = 256,
	BATCH_BYTES = 256 << 10, /* of large records fewer: a slow line takes so many within TIMEOUT_MS */
	BATCHES_A_SECOND = 20,   /* at least, so that `rate` holds within a second, too */
	TIMEOUT_MS = 2000,
	LOOK_MS = 500, /* for files, and for a Redis that was away */
	FULL_MS = 1000,
	HELD_MS = 2000, /* until it is told that another process holds what is there to send */
	WORDS = 3,      /* XADD stream * */
};

struct relay {
	const struct conf *conf;
	struct spool *spool;
	struct redis *redis; /* NULL: not connected */
	int64_t room;        /* entries that the stream still takes, as far as is known */
	int refused;         /* files, when that was last said */
	bool full, broken;   /* that was said */
	int64_t held_ms; /* monotonic: since when there were files that another process holds; 0: there are none */
	bool held;       /* that was said */
	uint64_t sent;   /* of the file that is taken */
	off_t at[BATCH]; /* of each record in the pipeline */
};

struct relay *relay_new(const struct conf *conf)
{
	struct relay *relay = calloc(1, sizeof(*relay));

	if (!relay) {
		return NULL;
	}
	relay->conf = conf;
	relay->spool = spool_new(conf->spool.path);
	if (!relay->spool) {
		relay_free(relay);
		return NULL;
	}
	return relay;
}

void relay_free(struct relay *relay)
{
	if (!relay) {
		return;
	}
	redis_close(relay->redis);
	spool_free(relay->spool);
	free(relay);
}

/* --- what is waited for --- */

static enum relay_state queue_failed(struct relay *relay, const struct errnotice_err *err, int *pause_ms)
{
	char where[512];

	redis_close(relay->redis);
	relay->redis = NULL;
	if (waits_missing(WAITS_QUEUE, err->text)) {
		errnotice_redis_url_show(&relay->conf->queue.redis, where, sizeof(where));
		log_warn("waiting for the queue at %s: %s", where, err->text);
	}
	*pause_ms = LOOK_MS;
	return RELAY_WAITS;
}

static enum relay_state spool_failed(struct relay *relay, const struct errnotice_err *err, int *pause_ms)
{
	if (!relay->broken) {
		log_error("the spool cannot be sent: %s", err->text);
	}
	relay->broken = true;
	*pause_ms = FULL_MS;
	return RELAY_WAITS;
}

static enum relay_state wait_for_room(struct relay *relay, int *pause_ms)
{
	if (!relay->full) {
		log_warn(
			"stream %s has %d entries or more ([spool] stream_limit): what is in the spool waits",
			relay->conf->queue.stream, relay->conf->spool.stream_limit);
	}
	relay->full = true;
	*pause_ms = FULL_MS;
	return RELAY_WAITS;
}

static void tell_refused(struct relay *relay)
{
	const char *why;
	int refused = spool_refused(relay->spool, &why);

	if (refused != relay->refused && refused > 0) {
		log_warn("%d files in %s are left alone: %s%s", refused, relay->conf->spool.path, why,
			refused > 1 ? ", …" : "");
	}
	relay->refused = refused;
}

/* A writer is at it for a moment, another relay for as long as it sends; whoever may read a file can hold it for ever. */
static enum relay_state wait_for_holder(struct relay *relay, int *pause_ms)
{
	int held = spool_held(relay->spool);
	int64_t now_ms = errnotice_clock_ms();

	relay->held_ms = relay->held_ms ? relay->held_ms : now_ms;
	if (!relay->held && now_ms - relay->held_ms >= HELD_MS) {
		log_warn("%d files in %s wait: another process has locked them", held,
			relay->conf->spool.path);
		relay->held = true;
	}
	*pause_ms = LOOK_MS;
	return RELAY_WAITS;
}

static enum relay_state idle(struct relay *relay, int *pause_ms)
{
	if (spool_held(relay->spool) > 0) {
		return wait_for_holder(relay, pause_ms);
	}
	relay->held_ms = 0;
	relay->held = false;
	/* a file that is left alone would have it made again at each look */
	if (relay->refused == 0) {
		redis_close(relay->redis);
		relay->redis = NULL;
	}
	*pause_ms = LOOK_MS;
	return RELAY_IDLE;
}

/* --- Redis --- */

static bool connect_it(struct relay *relay, struct errnotice_err *err)
{
	if (!relay->redis) {
		relay->redis =
			find_redis(&relay->conf->queue.redis, relay->conf->queue.stream, TIMEOUT_MS, err);
		relay->room = 0;
	}
	return relay->redis;
}

static bool send_len(struct relay *relay, struct errnotice_err *err)
{
	const struct errnotice_span words[] = {
		errnotice_span_of("XLEN"), errnotice_span_of(relay->conf->queue.stream)};

	return redis_send(relay->redis, sizeof(words) / sizeof(*words), words, err);
}

static bool receive(struct relay *relay, const struct redis_reply **reply, struct errnotice_err *err)
{
	return redis_receive(relay->redis, reply, err)
	       && ((*reply)->kind != REDIS_ERROR
		       || errnotice_err_set(err, "queue: %.200s", (*reply)->text.data));
}

static bool receive_len(struct relay *relay, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	if (!receive(relay, &reply, err)) {
		return false;
	}
	if (reply->kind != REDIS_NUMBER || reply->number < 0) {
		return errnotice_err_set(err, "queue: XLEN is no number");
	}
	relay->room = relay->conf->spool.stream_limit - reply->number;
	if (relay->room > 0) {
		relay->full = false;
	}
	return true;
}

static bool look_for_room(struct relay *relay, struct errnotice_err *err)
{
	bool fine = relay->room > 0 || (send_len(relay, err) && receive_len(relay, err));

	redis_forget(relay->redis);
	if (fine && waits_there(WAITS_QUEUE)) {
		log_info("the queue is there");
	}
	return fine;
}

/* --- a batch --- */

static bool send_record(struct relay *relay, const struct spool_record *record, struct errnotice_err *err)
{
	struct errnotice_span words[WORDS + 2 * ERRNOTICE_SPOOL_PAIRS_MAX] = {errnotice_span_of("XADD"),
		errnotice_span_of(relay->conf->queue.stream), errnotice_span_of("*")};

	for (size_t i = 0; i < 2 * record->pairs; i++) {
		words[WORDS + i] = record->spans[i];
	}
	return redis_send(relay->redis, WORDS + 2 * record->pairs, words, err);
}

static size_t size_of(const struct spool_record *record)
{
	size_t size = 0;

	for (size_t i = 0; i < 2 * record->pairs; i++) {
		size += record->spans[i].len;
	}
	return size;
}

static int batch_most(const struct relay *relay)
{
	int most = relay->conf->spool.rate / BATCHES_A_SECOND;

	most = most < 1 ? 1 : most > BATCH ? BATCH : most;
	return relay->room < most ? (int)relay->room : most;
}

/* What is answered for is done with; of what is not, the first comes again next. */
static bool receive_batch(struct relay *relay, int count, struct errnotice_err *err)
{
	const struct redis_reply *reply;

	for (int i = 0; i < count; i++) {
		if (!receive(relay, &reply, err)) {
			spool_rewind(relay->spool, relay->at[i]);
			return false;
		}
		relay->sent++;
	}
	return receive_len(relay, err);
}

static enum relay_state finish_file(struct relay *relay, int *pause_ms)
{
	struct spool_file file = spool_file(relay->spool);
	struct errnotice_err err = {""};

	if (!spool_remove(relay->spool, &err)) {
		return spool_failed(relay, &err, pause_ms);
	}
	relay->broken = false;
	log_info("%s: %" PRIu64 " events are in the queue", file.name, relay->sent);
	if (file.torn > 0) {
		log_warn("%s: %" PRIu64 " torn records were skipped", file.name, file.torn);
	}
	relay->sent = 0;
	*pause_ms = 0;
	return RELAY_BUSY;
}

/* Into the pipeline, `*count` of them; what does not get there comes again. */
static bool send_records(
	struct relay *relay, int *count, enum spool_outcome *outcome, struct errnotice_err *err)
{
	struct spool_record record;
	int most = batch_most(relay);
	size_t bytes = 0;
	bool fine = true;

	*count = 0;
	*outcome = SPOOL_YES;
	while (fine && *count < most && bytes < BATCH_BYTES
		&& (*outcome = spool_next(relay->spool, &record, err)) == SPOOL_YES) {
		relay->at[(*count)++] = record.at;
		bytes += size_of(&record);
		fine = send_record(relay, &record, err);
	}
	fine = fine && send_len(relay, err);
	if (!fine && *count > 0) {
		spool_rewind(relay->spool, relay->at[0]);
	}
	return fine;
}

static enum relay_state send_batch(struct relay *relay, int *pause_ms)
{
	struct errnotice_err err = {""};
	enum spool_outcome outcome;
	int count;

	if (!send_records(relay, &count, &outcome, &err) || !receive_batch(relay, count, &err)) {
		return queue_failed(relay, &err, pause_ms);
	}
	redis_forget(relay->redis);
	if (outcome == SPOOL_FAILED) {
		return spool_failed(relay, &err, pause_ms);
	}
	if (outcome == SPOOL_NO) {
		return finish_file(relay, pause_ms);
	}
	*pause_ms = count * 1000 / relay->conf->spool.rate;
	return RELAY_BUSY;
}

/* --- the story --- */

enum relay_state relay_step(struct relay *relay, int *pause_ms)
{
	struct errnotice_err err = {""};
	enum spool_outcome outcome = spool_waits(relay->spool, &err);

	if (outcome == SPOOL_YES) {
		if (!connect_it(relay, &err) || !look_for_room(relay, &err)) {
			return queue_failed(relay, &err, pause_ms);
		}
		if (relay->room <= 0) {
			return wait_for_room(relay, pause_ms);
		}
		/* not before Redis is there: in an outage the writers' limit is that of one file */
		outcome = spool_take(relay->spool, &err);
		tell_refused(relay);
	}
	if (outcome == SPOOL_FAILED) {
		return spool_failed(relay, &err, pause_ms);
	}
	return outcome == SPOOL_NO ? idle(relay, pause_ms) : send_batch(relay, pause_ms);
}
