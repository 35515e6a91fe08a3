/*
 * conf_address -- values that name a place: a robot's URL, a link, a time zone,
 * an address to listen on.  No error text repeats the value: it may be a secret.
 */
#ifndef CONSUMER_CONF_ADDRESS_H
#define CONSUMER_CONF_ADDRESS_H

#include "consumer/conf.h"

/* https:// anywhere, http:// only to this host: the access token must not travel in clear. */
bool conf_address_check_webhook(const char *url, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* http:// or https://, with no placeholder but {id}, {fp} and {trace_id}; "" is none. */
bool conf_address_check_link(const char *url, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* A zone that this host knows; "" is the system's. */
bool conf_address_check_zone(const char *name, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* 127.0.0.1:9479, [::1]:9479, or "" for off.  Names are not looked up. */
bool conf_address_parse_listen(
	struct conf_listen *listen, const char *text, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* "localhost" or a numeric loopback address. */
bool conf_address_is_loopback(const char *host);

#endif
