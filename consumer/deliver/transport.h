/*
 * transport -- how a robot's host is reached: by which protocols, proxy and addresses, whom TLS trusts, how long.
 *
 * The same for messages and for `check --connect`.  TLS is verified, redirects are not
 * followed, and the environment names no proxy.
 */
#ifndef CONSUMER_TRANSPORT_H
#define CONSUMER_TRANSPORT_H

#include <curl/curl.h>
#include "consumer/conf.h"

/* `robot` is borrowed for the call. */
void transport_set(CURL *easy, const struct conf_robot *robot);

#endif
