/*
 * request -- the request in which it happened, for `detail`.
 *
 * Method, target (scrubbed), client address, X-Request-Id, and the trace id of
 * `traceparent` (W3C) or `sw8` (SkyWalking).  Read from the SAPI, not from what
 * the application made of it; nothing is allocated.
 */
#ifndef ERRNOTICE_REQUEST_H
#define ERRNOTICE_REQUEST_H

#include "common/json.h"
#include "common/scrub.h"

/* Writes the member `request`; nothing where there is no request, as in CLI. */
void errnotice_request_write(struct errnotice_json *json, const struct errnotice_scrub *scrub);

/* The trace id in a header's value, put into `into`; returns its length, 0 when there is none. */
size_t errnotice_request_traceparent_id(const char *header, char *into, size_t room);
size_t errnotice_request_sw8_id(const char *header, char *into, size_t room);

#endif
