/*
 * log -- one line an event, to stderr, as text or JSON; any thread.
 *
 * Who handles an error logs it, once, with the context it has; who only passes it
 * on does not.  Control characters in values are escaped.
 */
#ifndef CONSUMER_LOG_H
#define CONSUMER_LOG_H

#include <stdbool.h>
#include "common/err.h"

enum log_level { LOG_DEBUG_, LOG_INFO_, LOG_WARN_, LOG_ERROR_ };

void log_setup(enum log_level level, bool json);
void log_write(enum log_level level, const char *format, ...) ERRNOTICE_FORMAT(2, 3);

#define log_debug(...) log_write(LOG_DEBUG_, __VA_ARGS__)
#define log_info(...)  log_write(LOG_INFO_, __VA_ARGS__)
#define log_warn(...)  log_write(LOG_WARN_, __VA_ARGS__)
#define log_error(...) log_write(LOG_ERROR_, __VA_ARGS__)

#endif
