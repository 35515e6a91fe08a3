#include "consumer/plan/route.h"

static bool codes_match(const struct errnotice_codes *codes, const struct errnotice_event *event)
{
	struct errnotice_span code = event->field[ERRNOTICE_FIELD_CODE];
	bool fatal = errnotice_span_is(event->field[ERRNOTICE_FIELD_KIND], "fatal");

	return (fatal ? errnotice_codes_match_fatal(codes, code)
		      : errnotice_codes_match_exception(codes, code))
	       != ERRNOTICE_MATCH_NONE;
}

static bool names_match(
	const struct errnotice_names *names, const struct errnotice_event *event, enum errnotice_field field)
{
	return !names || errnotice_names_match(names, event->field[field]) != ERRNOTICE_MATCH_NONE;
}

static bool takes(const struct conf_route *route, const struct errnotice_event *event)
{
	return (!route->codes || codes_match(route->codes, event))
	       && (!route->ignore_codes || !codes_match(route->ignore_codes, event))
	       && names_match(route->apps, event, ERRNOTICE_FIELD_APP)
	       && names_match(route->environments, event, ERRNOTICE_FIELD_ENV)
	       && names_match(route->classes, event, ERRNOTICE_FIELD_CLASS)
	       && names_match(route->paths, event, ERRNOTICE_FIELD_PATH)
	       && names_match(route->hosts, event, ERRNOTICE_FIELD_HOST);
}

size_t route_choose(const struct conf *conf, const struct errnotice_event *event, size_t *into)
{
	size_t count = 0;
	for (size_t i = 0; i < conf->route_count; i++) {
		if (!takes(&conf->routes[i], event)) {
			continue;
		}
		into[count++] = i;
		if (!conf->routes[i].go_on) {
			break;
		}
	}
	return count;
}
