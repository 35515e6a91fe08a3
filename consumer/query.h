/*
 * query -- the parameters of a URL's query, as they stand there.
 */
#ifndef CONSUMER_QUERY_H
#define CONSUMER_QUERY_H

#include <stdbool.h>
#include "common/span.h"

/* Behind the `?`; at the end where there is none. */
const char *query_begin(const char *url);

/* The next `name=value` at `*at`, which moves behind it; false at the end. */
bool query_next(const char **at, struct errnotice_span *parameter);

bool query_is_named(struct errnotice_span parameter, const char *name);

/* The first value of that name that is not empty; without one, an empty span. */
struct errnotice_span query_value(const char *url, const char *name);

#endif
