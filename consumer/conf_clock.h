/*
 * conf_clock -- a time of the day as the configuration writes it.
 */
#ifndef CONSUMER_CONF_CLOCK_H
#define CONSUMER_CONF_CLOCK_H

#include <stdbool.h>

/* `HH:MM` up to `24:00`, in seconds since midnight, and passes it. */
bool conf_clock_read(int *into, const char **at);

#endif
