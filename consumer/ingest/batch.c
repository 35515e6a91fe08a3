#include "consumer/ingest/batch.h"

#include <stdlib.h>
#include "common/fingerprint.h"
#include "consumer/ingest/arrivals.h"
#include "consumer/ingest/routing.h"
#include "consumer/store/bulletins.h"
#include "consumer/store/counting.h"
#include "consumer/store/issues.h"
#include "consumer/store/losses.h"
#include "consumer/store/poison.h"
#include "consumer/store/seen.h"
#include "consumer/store/tasks.h"
#include "consumer/store/unheard.h"

enum { AHEAD_MOST_S = 300 };

struct batch {
	const struct conf *conf;
	struct routing *routing;
	struct arena arena;
	struct entry *entries;
	bool *fresh;                           /* by entry: the store did not know it */
	struct seen_id *ids;                   /* of those that have one */
	const struct errnotice_event **events; /* the fresh ones, by issue and time */
	size_t count, event_count, room;
	struct batch_result result;
};

struct batch *batch_new(const struct conf *conf)
{
	struct batch *batch = calloc(1, sizeof(*batch));
	if (!batch) {
		return NULL;
	}
	batch->conf = conf;
	batch->routing = routing_new(conf);
	if (!batch->routing) {
		batch_free(batch);
		return NULL;
	}
	return batch;
}

void batch_free(struct batch *batch)
{
	if (!batch) {
		return;
	}
	routing_free(batch->routing);
	arena_clear(&batch->arena);
	free(batch->entries);
	free(batch->fresh);
	free(batch->ids);
	free(batch->events);
	free(batch);
}

/* --- read --- */

static bool make_room(struct batch *batch, size_t count)
{
	if (count <= batch->room) {
		return true;
	}
	free(batch->entries);
	free(batch->fresh);
	free(batch->ids);
	free(batch->events);
	batch->entries = calloc(count, sizeof(*batch->entries));
	batch->fresh = calloc(count, sizeof(*batch->fresh));
	batch->ids = calloc(count, sizeof(*batch->ids));
	batch->events = calloc(count, sizeof(*batch->events));
	bool fine = batch->entries && batch->fresh && batch->ids && batch->events;
	batch->room = fine ? count : 0;
	return fine;
}

bool batch_read(struct batch *batch, const struct queue_batch *from, struct errnotice_err *err)
{
	batch->count = 0;
	arena_reset(&batch->arena);
	if (!make_room(batch, from->count)) {
		return errnotice_err_set(err, "queue: no memory");
	}
	for (size_t i = 0; i < from->count; i++) {
		if (!entry_read(&batch->entries[i], &from->entries[i], &batch->arena, err)) {
			return false;
		}
	}
	batch->count = from->count;
	return true;
}

/* --- one entry --- */

struct storing {
	struct batch *batch;
	struct store *store;
	int64_t now_s;
	struct errnotice_err *err;
};

static bool store_poison(const struct storing *s, size_t at)
{
	const struct entry *entry = &s->batch->entries[at];
	if (!poison_keep(s->store, entry->stream_id, entry->reason, entry->whole, s->now_s,
		    &s->batch->fresh[at], s->err)) {
		return false;
	}
	s->batch->result.poison += s->batch->fresh[at];
	return true;
}

static bool limit_poison(const struct storing *s)
{
	int dropped = 0;

	if (s->batch->result.poison > 0
		&& !poison_make_room(s->store, POISON_KEPT, POISON_KEPT_BYTES, &dropped, s->err)) {
		return false;
	}
	s->batch->result.poison_dropped = (uint64_t)dropped;
	return true;
}

static bool store_lost(const struct storing *s, const struct entry *entry)
{
	const struct errnotice_event *event = &entry->event;
	struct errnotice_span host = event->field[ERRNOTICE_FIELD_HOST];
	struct errnotice_span reason = event->field[ERRNOTICE_FIELD_CODE];

	s->batch->result.lost += event->count;
	return losses_add(s->store, host, reason, event->count, s->now_s, s->err)
	       && bulletins_add(s->store, BULLETIN_LOST, host, reason, event->count, s->now_s, s->err);
}

/* A host whose clock runs ahead would pin its issue to the future: it is taken to have thrown just now. */
static void correct_time(struct errnotice_event *event, int64_t now_s)
{
	if (event->time_ms / 1000 > now_s + AHEAD_MOST_S) {
		event->time_ms = now_s * 1000;
	}
}

static bool store_task(const struct storing *s, const struct errnotice_event *event)
{
	struct batch_result *result = &s->batch->result;
	bool taken;

	if (!tasks_add(s->store, event, s->now_s, &taken, &result->tasks_why, s->err)) {
		return false;
	}
	result->tasks_refused += !taken;
	return true;
}

static bool store_identified(const struct storing *s, size_t at)
{
	struct batch *batch = s->batch;
	struct entry *entry = &batch->entries[at];

	correct_time(&entry->event, s->now_s);
	if (!batch->fresh[at]) {
		batch->result.duplicates++;
		return true;
	}
	if (entry->kind == ENTRY_LOST) {
		return store_lost(s, entry);
	}
	if (entry->event.refused > 0 && !store_task(s, &entry->event)) {
		return false;
	}
	batch->events[batch->event_count++] = &entry->event;
	batch->result.ingested += entry->event.count;
	if (entry->event.time_ms / 1000 < s->now_s - batch->conf->store.keep_ids_s) {
		batch->result.late += entry->event.count; /* its id may have been forgotten since */
	}
	return true;
}

static bool store_entry(const struct storing *s, size_t at)
{
	switch (s->batch->entries[at].kind) {
	case ENTRY_EVENT:
	case ENTRY_LOST:
		return store_identified(s, at);
	case ENTRY_POISON:
		return store_poison(s, at);
	case ENTRY_GONE:
		s->batch->result.gone++;
		return true;
	}
	return true;
}

/* --- one issue --- */

static int compare_fp(const struct errnotice_event *a, const struct errnotice_event *b)
{
	return memcmp(a->field[ERRNOTICE_FIELD_FP].data, b->field[ERRNOTICE_FIELD_FP].data, ERRNOTICE_FP_LEN);
}

/* By issue, then by time, then as they came: `events` point into one array. */
static int compare(const void *left, const void *right)
{
	const struct errnotice_event *a = *(const struct errnotice_event *const *)left;
	const struct errnotice_event *b = *(const struct errnotice_event *const *)right;
	int fp = compare_fp(a, b);

	if (fp != 0) {
		return fp;
	}
	if (a->time_ms != b->time_ms) {
		return a->time_ms < b->time_ms ? -1 : 1;
	}
	return a < b ? -1 : a > b;
}

/* Before they are counted, for it compares them with what was counted before. */
static bool find_gap(const struct storing *s, struct routing_issue *issue)
{
	int64_t last_s;

	if (!issues_last_seen(s->store, issue->fp, &last_s, s->err)) {
		return false;
	}
	issue->gap_s = 0;
	for (size_t i = 0; i < issue->count; i++) {
		int64_t at_s = issue->events[i]->time_ms / 1000;
		if (last_s != INT64_MIN && at_s - last_s > issue->gap_s) {
			issue->gap_s = at_s - last_s;
		}
		last_s = at_s > last_s ? at_s : last_s;
	}
	return true;
}

static bool store_issue(const struct storing *s, const struct errnotice_event *const *events, size_t count,
	struct routing_sums *sums)
{
	struct batch *batch = s->batch;
	struct routing_issue issue = {.events = events, .count = count};

	memcpy(issue.fp, events[0]->field[ERRNOTICE_FIELD_FP].data, ERRNOTICE_FP_LEN);
	return find_gap(s, &issue)
	       && counting_add(s->store, events, count, batch->conf->store.keep_events, s->err)
	       && routing_tell(batch->routing, s->store, &issue, s->now_s, sums, s->err);
}

static bool store_issues(const struct storing *s)
{
	struct batch *batch = s->batch;
	struct routing_sums sums = {0};

	qsort(batch->events, batch->event_count, sizeof(*batch->events), compare);
	if (!routing_begin(batch->routing, s->store, s->now_s, s->err)) {
		return false;
	}
	for (size_t first = 0, next; first < batch->event_count; first = next) {
		next = first + 1;
		while (next < batch->event_count
			&& compare_fp(batch->events[first], batch->events[next]) == 0) {
			next++;
		}
		if (!store_issue(s, batch->events + first, next - first, &sums)) {
			return false;
		}
	}
	batch->result.pending = sums.pending;
	batch->result.muted = sums.muted + sums.silenced;
	batch->result.silenced = sums.silenced;
	batch->result.unrouted = sums.unrouted;
	return routing_end(batch->routing, s->store, s->err);
}

/* `pending` is moved by notices_add(): so the law is a check of two independent books. */
static bool store_sums(const struct storing *s)
{
	const struct batch_result *result = &s->batch->result;
	const struct {
		const char *name;
		uint64_t by;
	} sums[] = {
		{"ingested", result->ingested},
		{"unrouted", result->unrouted},
		{"late", result->late},
		{"duplicates", result->duplicates},
		{"poison", result->poison},
	};

	for (size_t i = 0; i < sizeof(sums) / sizeof(*sums); i++) {
		if (!store_count(s->store, sums[i].name, "", (int64_t)sums[i].by, s->err)) {
			return false;
		}
	}
	return unheard_mute(s->store, "route", (int64_t)(result->muted - result->silenced), s->now_s, s->err)
	       && unheard_mute(s->store, "silence", (int64_t)result->silenced, s->now_s, s->err);
}

/* All ids first: of a server they are asked together. */
static bool see_ids(const struct storing *s)
{
	struct batch *batch = s->batch;
	size_t count = 0;

	for (size_t i = 0; i < batch->count; i++) {
		const struct entry *entry = &batch->entries[i];
		if (entry->kind == ENTRY_EVENT || entry->kind == ENTRY_LOST) {
			batch->ids[count++] = (struct seen_id){entry->id, &batch->fresh[i]};
		}
	}
	return seen_add(s->store, batch->ids, count, s->now_s, s->err);
}

static bool store_all(const struct storing *s)
{
	if (!see_ids(s)) {
		return false;
	}
	for (size_t i = 0; i < s->batch->count; i++) {
		if (!store_entry(s, i)) {
			return false;
		}
	}
	return limit_poison(s) && store_issues(s) && store_sums(s)
	       && arrivals_store(
		       s->batch->entries, s->batch->fresh, s->batch->count, s->store, s->now_s, s->err);
}

bool batch_store(struct batch *batch, struct store *store, int64_t now_s, struct errnotice_err *err)
{
	const struct storing storing = {batch, store, now_s, err};

	batch->result = (struct batch_result){.entries = batch->count};
	batch->event_count = 0;
	for (size_t i = 0; i < batch->count; i++) {
		batch->fresh[i] = false;
	}
	return store_end(store, store_begin(store, err) && store_all(&storing), err);
}

/* --- what it did --- */

struct batch_result batch_result(const struct batch *batch)
{
	return batch->result;
}

void batch_each_fresh(
	const struct batch *batch, void (*see)(const struct entry *entry, void *context), void *context)
{
	for (size_t i = 0; i < batch->count; i++) {
		if (batch->fresh[i]) {
			see(&batch->entries[i], context);
		}
	}
}
