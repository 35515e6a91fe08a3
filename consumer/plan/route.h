/*
 * route -- which routes take an event.  Pure.
 */
#ifndef CONSUMER_ROUTE_H
#define CONSUMER_ROUTE_H

#include "common/event.h"
#include "consumer/conf.h"

/* The key of the first filter that does not let the event pass ("codes", …); NULL: the route takes it. */
const char *route_refuses(const struct conf_route *route, const struct errnotice_event *event);

/* Whether a list names the event's code: E_ items for fatals, the others for exceptions. */
bool route_codes_match(const struct errnotice_codes *codes, const struct errnotice_event *event);

/*
 * Writes the indexes of the routes that take the event, in the file's order: the
 * first that matches, and those behind it as long as each says `continue`.
 * `into` has room for conf->route_count; returns how many, 0: no route wants it.
 */
size_t route_choose(const struct conf *conf, const struct errnotice_event *event, size_t *into);

#endif
