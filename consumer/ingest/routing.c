#include "consumer/ingest/routing.h"

#include <stdlib.h>
#include "common/fingerprint.h"
#include "consumer/plan/route.h"
#include "consumer/plan/silence.h"
#include "consumer/store/escalations.h"
#include "consumer/store/notices.h"
#include "consumer/store/silences.h"

/* By time, for a window of some length. */
struct slices {
	struct window_slice *items;
	size_t count, room;
};

/* Events of the issue in hand that one route takes. */
struct share {
	uint64_t primary, copies;
	struct slices threshold, escalate; /* both, where the route has these */
};

struct routing {
	const struct conf *conf;
	struct share *shares; /* by route */
	size_t *chosen;
	struct silence silences[SILENCE_MOST];
	size_t silence_count;
};

struct routing *routing_new(const struct conf *conf)
{
	struct routing *routing = calloc(1, sizeof(*routing));
	if (!routing) {
		return NULL;
	}
	routing->conf = conf;
	routing->shares = calloc(conf->route_count + 1, sizeof(*routing->shares));
	routing->chosen = calloc(conf->route_count + 1, sizeof(*routing->chosen));
	if (!routing->shares || !routing->chosen) {
		routing_free(routing);
		return NULL;
	}
	return routing;
}

static void clear_silences(struct routing *routing)
{
	while (routing->silence_count > 0) {
		silence_clear(&routing->silences[--routing->silence_count]);
	}
}

void routing_free(struct routing *routing)
{
	if (!routing) {
		return;
	}
	clear_silences(routing);
	for (size_t i = 0; routing->shares && i < routing->conf->route_count; i++) {
		free(routing->shares[i].threshold.items);
		free(routing->shares[i].escalate.items);
	}
	free(routing->shares);
	free(routing->chosen);
	free(routing);
}

static struct window_slice *slice_of(struct slices *slices, int64_t at)
{
	if (slices->count > 0 && slices->items[slices->count - 1].at == at) {
		return &slices->items[slices->count - 1]; /* they come by time */
	}
	if (slices->count == slices->room) {
		size_t room = 2 * slices->room + 16;
		struct window_slice *items = realloc(slices->items, room * sizeof(*items));
		if (!items) {
			return NULL;
		}
		slices->items = items;
		slices->room = room;
	}
	slices->items[slices->count] = (struct window_slice){.at = at};
	return &slices->items[slices->count++];
}

static bool put_slice(
	struct slices *slices, int64_t length_s, const struct errnotice_event *event, bool primary)
{
	struct window_slice *slice = slice_of(slices, window_slice_at(event->time_ms / 1000, length_s));
	if (slice) {
		slice->events += event->count;
		slice->counted += primary ? event->count : 0;
	}
	return slice;
}

static bool put(struct share *share, const struct conf_route *route, const struct errnotice_event *event,
	bool primary)
{
	const struct conf_threshold *threshold = &route->threshold, *escalate = &route->escalate.when;

	*(primary ? &share->primary : &share->copies) += event->count;
	return (threshold->events <= 1 || put_slice(&share->threshold, threshold->length_s, event, primary))
	       && (escalate->events == 0 || put_slice(&share->escalate, escalate->length_s, event, primary));
}

/* --- silences --- */

bool routing_begin(struct routing *routing, struct store *store, int64_t now_s, struct errnotice_err *err)
{
	struct silences_row *rows = calloc(SILENCE_MOST, sizeof(*rows));
	size_t count = 0;
	bool fine = rows ? silences_load(store, now_s, rows, SILENCE_MOST, &count, err)
			 : errnotice_err_set(err, "silences: no memory");

	clear_silences(routing);
	for (size_t i = 0; i < count; i++) {
		struct silence *silence = &routing->silences[routing->silence_count++];
		struct errnotice_err why = {""};
		/* one that another version wrote, and that this one does not read, silences nothing */
		if (!silence_parse(silence, rows[i].code, rows[i].class, rows[i].fp, &why)) {
			silence_clear(silence);
			routing->silence_count--;
			continue;
		}
		silence->id = rows[i].id;
	}
	free(rows);
	return fine;
}

bool routing_end(struct routing *routing, struct store *store, struct errnotice_err *err)
{
	for (size_t i = 0; i < routing->silence_count; i++) {
		const struct silence *silence = &routing->silences[i];
		if (silence->muted > 0 && !silences_mute(store, silence->id, silence->muted, err)) {
			return false;
		}
	}
	return true;
}

static struct silence *find_silence(struct routing *routing, const struct errnotice_event *event)
{
	for (size_t i = 0; i < routing->silence_count; i++) {
		if (silence_takes(&routing->silences[i], event)) {
			return &routing->silences[i];
		}
	}
	return NULL;
}

static bool is_told(const struct routing *routing, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (routing->conf->routes[routing->chosen[i]].robot_count > 0) {
			return true;
		}
	}
	return false;
}

static bool share_out(struct routing *routing, const struct errnotice_event *event, struct routing_sums *sums,
	struct errnotice_err *err)
{
	size_t count = route_choose(routing->conf, event, routing->chosen);
	bool has_primary = false;
	struct silence *silence = is_told(routing, count) ? find_silence(routing, event) : NULL;

	if (silence) {
		silence->muted += event->count;
		sums->silenced += event->count;
		return true;
	}
	for (size_t i = 0; i < count; i++) {
		size_t at = routing->chosen[i];
		const struct conf_route *route = &routing->conf->routes[at];
		if (route->robot_count == 0) {
			continue; /* it only counts */
		}
		if (!put(&routing->shares[at], route, event, !has_primary)) {
			return errnotice_err_set(err, "routes: no memory");
		}
		has_primary = true;
	}
	if (has_primary) {
		sums->pending += event->count;
	} else if (count > 0) {
		sums->muted += event->count;
	} else {
		sums->unrouted += event->count;
	}
	return true;
}

struct telling {
	struct store *store;
	const struct conf *conf;
	const char *fp;
	int64_t gap_s, now_s;
};

/* Only a route's first robot is primary. */
static bool tell_route(const struct telling *t, const struct conf_route *route, const struct share *share,
	struct errnotice_err *err)
{
	struct notices_more more = {
		.fp = t->fp,
		.route = route,
		.gap_s = t->gap_s,
		.events = share->primary + share->copies,
		.counted = share->primary,
		.slices = share->threshold.items,
		.slice_count = share->threshold.count,
	};

	for (size_t i = 0; i < route->robot_count && more.events > 0; i++) {
		more.robot = t->conf->robots[route->robots[i]].name;
		if (!notices_add(t->store, &more, t->now_s, err)) {
			return false;
		}
		more.counted = 0;
	}
	return true;
}

/* After what it tells has joined its notices: the robot that says it may be one of the route's. */
static bool escalate(const struct telling *t, const struct conf_route *route, const struct share *share,
	struct errnotice_err *err)
{
	const struct conf_escalate *to = &route->escalate;
	struct escalation escalation;

	if (share->escalate.count == 0) {
		return true;
	}
	if (!escalations_load(t->store, t->fp, route->name, &escalation, err)) {
		return false;
	}
	escalation_call_back(&escalation, t->now_s);
	uint64_t most =
		escalation_add(&escalation, route, share->escalate.items, share->escalate.count, t->gap_s);
	struct notices_escalation told = {
		t->fp, route->name, t->conf->robots[to->robot].name, {most, to->when.length_s}, to->is_copy};
	return escalations_keep(t->store, t->fp, route->name, &escalation, err)
	       && (most == 0 || notices_escalate(t->store, &told, t->now_s, err));
}

bool routing_tell(struct routing *routing, struct store *store, const struct routing_issue *issue,
	int64_t now_s, struct routing_sums *sums, struct errnotice_err *err)
{
	const struct conf *conf = routing->conf;
	struct telling telling = {store, conf, issue->fp, issue->gap_s, now_s};

	for (size_t i = 0; i < conf->route_count; i++) {
		struct share *share = &routing->shares[i];
		share->primary = share->copies = 0;
		share->threshold.count = share->escalate.count = 0;
	}
	for (size_t i = 0; i < issue->count; i++) {
		if (!share_out(routing, issue->events[i], sums, err)) {
			return false;
		}
	}
	for (size_t i = 0; i < conf->route_count; i++) {
		if (!tell_route(&telling, &conf->routes[i], &routing->shares[i], err)
			|| !escalate(&telling, &conf->routes[i], &routing->shares[i], err)) {
			return false;
		}
	}
	return true;
}
