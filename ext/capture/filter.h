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
#include "ext/capture/raw.h"
#include "ext/ini.h"

/*
 * What was answered with no in this request, the last code of a few classes: most
 * throws are like one before.  Zeroed when a request begins, since classes come and go.
 */
struct errnotice_filter_memo {
	struct {
		const zend_class_entry *ce;
		zend_long code;
	} no[8];
};

static inline size_t errnotice_filter_memo_place(const zend_class_entry *ce)
{
	return ((uintptr_t)ce >> 6) % 8;
}

static inline bool errnotice_filter_remembers_no(
	const struct errnotice_filter_memo *memo, const zend_object *thrown)
{
	size_t at = errnotice_filter_memo_place(thrown->ce);
	zend_long code;

	return memo->no[at].ce == thrown->ce && errnotice_raw_is_plain(thrown, &code)
	       && memo->no[at].code == code;
}

/* The one of the chain that the event is about, and its code. */
struct errnotice_subject {
	zend_object *throwable; /* borrowed */
	struct errnotice_code code;
};

/* For where every answer is no. */
void errnotice_filter_remember_no(struct errnotice_filter_memo *memo, const zend_object *thrown);

/* A no is put into the memo, if the settings make it one by class and code. */
bool errnotice_filter_throwable(const struct errnotice_settings *settings, struct errnotice_filter_memo *memo,
	zend_object *thrown, struct errnotice_subject *subject);

/* `constant` is E_ERROR, E_PARSE, … */
bool errnotice_filter_fatal(const struct errnotice_settings *settings, const char *constant);

#endif
