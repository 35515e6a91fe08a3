/*
 * filter -- is this one configured to be reported, and which of its chain is it about?
 *
 * The chain of `previous` is walked outermost first.  The first exception that a
 * code, range, pattern or class names is the one; without one, an ignored code or
 * class anywhere in the chain ends it; else `*` takes the outermost with a code,
 * else the outermost.  errnotice.ignore_codes wins over codes, a class named in
 * errnotice.ignore_classes over both; the built-in ignored classes (`auto`) only
 * over `*`.
 */
#ifndef ERRNOTICE_FILTER_H
#define ERRNOTICE_FILTER_H

#include "php.h"
#include "ext/capture/code.h"
#include "ext/ini.h"

/* MINIT, MSHUTDOWN: the built-in table of ignored classes. */
void errnotice_filter_startup(void);
void errnotice_filter_shutdown(void);

/* The one of the chain that the event is about, and its code. */
struct errnotice_subject {
	zend_object *throwable; /* borrowed */
	struct errnotice_code code;
};

bool errnotice_filter_throwable(
	const struct errnotice_settings *settings, zend_object *thrown, struct errnotice_subject *subject);

/* `constant` is E_ERROR, E_PARSE, … */
bool errnotice_filter_fatal(const struct errnotice_settings *settings, const char *constant);

#endif
