/*
 * preview -- the message that an event would be, made and not sent: how a template or a dictionary looks.
 */
#ifndef CONSUMER_PREVIEW_H
#define CONSUMER_PREVIEW_H

#include "common/event.h"
#include "consumer/conf.h"

/* The body that a robot would be sent if the event were the first of its issue; heap, NULL without memory. */
char *preview(const struct conf *conf, const struct conf_route *route, const struct conf_robot *robot,
	const struct errnotice_event *event);

#endif
