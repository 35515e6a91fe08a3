#include "consumer/ingest/routing.h"

#include <stdlib.h>
#include "common/fingerprint.h"
#include "consumer/plan/route.h"
#include "consumer/plan/silence.h"
#include "consumer/store/notices.h"
#include "consumer/store/silences.h"

/* Events of the issue in hand that one route takes. */
struct share {
	uint64_t primary, copies;
	struct window_slice *slices; /* both, by time: where the route has a threshold */
	size_t slice_count, slice_room;
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
		free(routing->shares[i].slices);
	}
	free(routing->shares);
	free(routing->chosen);
	free(routing);
}

static struct window_slice *slice_of(struct share *share, int64_t at)
{
	if (share->slice_count > 0 && share->slices[share->slice_count - 1].at == at) {
		return &share->slices[share->slice_count - 1]; /* they come by time */
	}
	if (share->slice_count == share->slice_room) {
		size_t room = 2 * share->slice_room + 16;
		struct window_slice *slices = realloc(share->slices, room * sizeof(*slices));
		if (!slices) {
			return NULL;
		}
		share->slices = slices;
		share->slice_room = room;
	}
	share->slices[share->slice_count] = (struct window_slice){.at = at};
	return &share->slices[share->slice_count++];
}

static bool put(struct share *share, const struct conf_route *route, const struct errnotice_event *event,
	bool primary)
{
	*(primary ? &share->primary : &share->copies) += event->count;
	if (route->threshold.events <= 1) {
		return true;
	}
	int64_t at = window_slice_at(event->time_ms / 1000, route->threshold.length_s);
	struct window_slice *slice = slice_of(share, at);
	if (slice) {
		slice->events += event->count;
		slice->counted += primary ? event->count : 0;
	}
	return slice;
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
		.slices = share->slices,
		.slice_count = share->slice_count,
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

bool routing_tell(struct routing *routing, struct store *store, const struct routing_issue *issue,
	int64_t now_s, struct routing_sums *sums, struct errnotice_err *err)
{
	const struct conf *conf = routing->conf;
	struct telling telling = {store, conf, issue->fp, issue->gap_s, now_s};

	for (size_t i = 0; i < conf->route_count; i++) {
		struct share *share = &routing->shares[i];
		share->primary = share->copies = share->slice_count = 0;
	}
	for (size_t i = 0; i < issue->count; i++) {
		if (!share_out(routing, issue->events[i], sums, err)) {
			return false;
		}
	}
	for (size_t i = 0; i < conf->route_count; i++) {
		if (!tell_route(&telling, &conf->routes[i], &routing->shares[i], err)) {
			return false;
		}
	}
	return true;
}
