/*
 * preview -- the message that an event would be, made and not sent: how a template or a dictionary looks.
 */
#ifndef CONSUMER_PREVIEW_H
#define CONSUMER_PREVIEW_H

#include "common/event.h"
#include "consumer/conf.h"

struct preview {
	char *message; /* the body that a robot would be sent if the event were the first of its issue */
	char *digest; /* a digest with this issue alone, where the route's template words its line; else NULL */
};

/* Heap; a body is NULL without memory. */
struct preview preview(const struct conf *conf, const struct conf_route *route,
	const struct conf_robot *robot, const struct errnotice_event *event);

#endif
