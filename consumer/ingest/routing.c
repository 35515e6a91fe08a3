#include "consumer/ingest/routing.h"

#include <stdlib.h>
#include "common/fingerprint.h"
#include "consumer/plan/route.h"
#include "consumer/store/notices.h"

/* Events of the issue in hand that one route takes. */
struct share {
	uint64_t primary, copies;
};

struct routing {
	const struct conf *conf;
	struct share *shares; /* by route */
	size_t *chosen;
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

void routing_free(struct routing *routing)
{
	if (!routing) {
		return;
	}
	free(routing->shares);
	free(routing->chosen);
	free(routing);
}

static void share_out(struct routing *routing, const struct errnotice_event *event, struct routing_sums *sums)
{
	size_t count = route_choose(routing->conf, event, routing->chosen);
	bool has_primary = false;

	for (size_t i = 0; i < count; i++) {
		size_t route = routing->chosen[i];
		if (routing->conf->routes[route].robot_count == 0) {
			continue; /* it only counts */
		}
		if (has_primary) {
			routing->shares[route].copies += event->count;
		} else {
			routing->shares[route].primary += event->count;
			has_primary = true;
		}
	}
	if (has_primary) {
		sums->pending += event->count;
	} else if (count > 0) {
		sums->muted += event->count;
	} else {
		sums->unrouted += event->count;
	}
}

struct telling {
	struct store *store;
	const char *fp;
	const struct conf_route *route;
	int64_t now_s;
};

static bool add(const struct telling *t, const struct conf_robot *robot, bool primary, uint64_t events,
	struct errnotice_err *err)
{
	return events == 0
	       || notices_add(t->store, t->fp, t->route->name, robot->name, primary, events,
		       t->route->repeat_s, t->now_s, err);
}

static bool tell_route(const struct telling *t, const struct conf *conf, const struct share *share,
	struct errnotice_err *err)
{
	for (size_t i = 0; i < t->route->robot_count; i++) {
		const struct conf_robot *robot = &conf->robots[t->route->robots[i]];
		uint64_t primary = i == 0 ? share->primary : 0;
		uint64_t copies = share->primary - primary + share->copies;
		if (!add(t, robot, true, primary, err) || !add(t, robot, false, copies, err)) {
			return false;
		}
	}
	return true;
}

bool routing_tell(struct routing *routing, struct store *store, const struct errnotice_event *const *events,
	size_t count, int64_t now_s, struct routing_sums *sums, struct errnotice_err *err)
{
	const struct conf *conf = routing->conf;
	char fp[ERRNOTICE_FP_LEN + 1] = "";

	memcpy(fp, events[0]->field[ERRNOTICE_FIELD_FP].data, ERRNOTICE_FP_LEN);
	for (size_t i = 0; i < conf->route_count; i++) {
		routing->shares[i] = (struct share){0};
	}
	for (size_t i = 0; i < count; i++) {
		share_out(routing, events[i], sums);
	}
	for (size_t i = 0; i < conf->route_count; i++) {
		struct telling telling = {store, fp, &conf->routes[i], now_s};
		if (!tell_route(&telling, conf, &routing->shares[i], err)) {
			return false;
		}
	}
	return true;
}
