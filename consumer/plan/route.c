#include "consumer/plan/route.h"

bool route_codes_match(const struct errnotice_codes *codes, const struct errnotice_event *event)
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

const char *route_refuses(const struct conf_route *route, const struct errnotice_event *event)
{
	const struct {
		const char *key;
		const struct errnotice_names *names;
		enum errnotice_field field;
	} filters[] = {
		{"apps", route->apps, ERRNOTICE_FIELD_APP},
		{"environments", route->environments, ERRNOTICE_FIELD_ENV},
		{"classes", route->classes, ERRNOTICE_FIELD_CLASS},
		{"paths", route->paths, ERRNOTICE_FIELD_PATH},
		{"hosts", route->hosts, ERRNOTICE_FIELD_HOST},
	};

	if (route->codes && !route_codes_match(route->codes, event)) {
		return "codes";
	}
	if (route->ignore_codes && route_codes_match(route->ignore_codes, event)) {
		return "ignore_codes";
	}
	for (size_t i = 0; i < sizeof(filters) / sizeof(*filters); i++) {
		if (!names_match(filters[i].names, event, filters[i].field)) {
			return filters[i].key;
		}
	}
	return NULL;
}

size_t route_choose(const struct conf *conf, const struct errnotice_event *event, size_t *into)
{
	size_t count = 0;
	for (size_t i = 0; i < conf->route_count; i++) {
		if (route_refuses(&conf->routes[i], event)) {
			continue;
		}
		into[count++] = i;
		if (!conf->routes[i].go_on) {
			break;
		}
	}
	return count;
}
