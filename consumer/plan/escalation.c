#include "consumer/plan/escalation.h"

static int64_t calm_s(const struct conf_route *route)
{
	int64_t length_s = route->escalate.when.length_s;
	return route->repeat_s > length_s ? route->repeat_s : length_s;
}

uint64_t escalation_add(struct escalation *escalation, const struct conf_route *route,
	const struct window_slice *slices, size_t count, int64_t gap_s)
{
	const struct conf_threshold *when = &route->escalate.when;
	struct window *window = &escalation->window;
	uint64_t most = 0;
	bool speaks = false;

	if (gap_s >= route->back_after_s) {
		escalation->high_at = 0;
	}
	for (size_t i = 0; i < count; i++) {
		if (!window_add(window, &slices[i], when->length_s, (uint64_t)when->events)) {
			continue;
		}
		uint64_t held = window_sum(window);
		int64_t newest = window->slices[window->count - 1].at;
		speaks = speaks || newest - escalation->high_at > calm_s(route);
		most = held > most ? held : most;
		escalation->high_at = newest;
	}
	return speaks ? most : 0;
}

void escalation_call_back(struct escalation *escalation, int64_t now_s)
{
	struct window *window = &escalation->window;

	while (window->count > 0 && window->slices[window->count - 1].at > now_s + WINDOW_AHEAD_S) {
		window->count--;
	}
	if (escalation->high_at > now_s + WINDOW_AHEAD_S) {
		escalation->high_at = 0;
	}
}
