#include "ext/capture/filter.h"

#include "ext/capture/ignored.h"
#include "ext/capture/raw.h"

/* The best match of a class, its parents and its interfaces. */
static enum errnotice_match class_matches(const struct errnotice_names *names, const zend_class_entry *ce)
{
	enum errnotice_match best = ERRNOTICE_MATCH_NONE;

	if (!names || errnotice_names_empty(names))
		return best;
	for (const zend_class_entry *c = ce; c && best != ERRNOTICE_MATCH_NAMED; c = c->parent)
		best = MAX(best, errnotice_names_match(names, errnotice_raw_class(c)));
	for (uint32_t i = 0; i < ce->num_interfaces && best != ERRNOTICE_MATCH_NAMED; i++)
		best = MAX(best, errnotice_names_match(names, errnotice_raw_class(ce->interfaces[i])));
	return best;
}

enum weight { UNKNOWN, STARRED, IGNORED, IGNORED_BY_STATUS, NAMED };

static enum weight weigh_starred(const struct errnotice_settings *settings, const zend_object *throwable)
{
	if (settings->ignore_auto) {
		switch (errnotice_ignored_ask(throwable)) {
		case ERRNOTICE_IGNORED_NOT:
			break;
		case ERRNOTICE_IGNORED_BY_CLASS:
			return IGNORED;
		case ERRNOTICE_IGNORED_BY_STATUS:
			return IGNORED_BY_STATUS;
		}
	}
	return STARRED;
}

static enum weight weigh(
	const struct errnotice_settings *settings, const zend_object *throwable, struct errnotice_span code)
{
	enum errnotice_match by_code = errnotice_codes_match_exception(settings->codes, code);
	enum errnotice_match by_class = class_matches(settings->classes, throwable->ce);
	bool code_ignored;

	/* the common case: nothing in the lists names it, so no ignore list matters */
	if (by_code == ERRNOTICE_MATCH_NONE && by_class == ERRNOTICE_MATCH_NONE)
		return UNKNOWN;
	code_ignored = errnotice_codes_match_exception(settings->ignore_codes, code) != ERRNOTICE_MATCH_NONE;
	if (class_matches(settings->ignore_classes, throwable->ce) != ERRNOTICE_MATCH_NONE)
		return IGNORED;
	if (by_class == ERRNOTICE_MATCH_NAMED || (by_code == ERRNOTICE_MATCH_NAMED && !code_ignored))
		return NAMED;
	return code_ignored ? IGNORED : weigh_starred(settings, throwable);
}

enum answer { NO, NO_BY_STATUS, YES };

static enum answer ask_chain(
	const struct errnotice_settings *settings, zend_object *thrown, struct errnotice_subject *subject)
{
	zend_object *starred = NULL;
	enum weight ignored = UNKNOWN;
	bool starred_has_code = false;
	zend_object *throwable = thrown;

	for (int depth = 0; throwable && depth < ERRNOTICE_CHAIN_MAX; depth++) {
		enum weight weight;

		errnotice_code_read(settings->code_from, throwable, &subject->code);
		weight = weigh(settings, throwable, subject->code.text);
		if (weight == NAMED) {
			subject->throwable = throwable;
			return YES;
		}
		if (weight == IGNORED || weight == IGNORED_BY_STATUS)
			ignored = weight;
		if (weight == STARRED && (!starred || (!starred_has_code && subject->code.text.len > 0))) {
			starred = throwable;
			starred_has_code = subject->code.text.len > 0;
		}
		throwable = errnotice_raw_previous(throwable);
	}
	if (ignored == IGNORED_BY_STATUS)
		return NO_BY_STATUS;
	if (ignored == IGNORED || !starred)
		return NO;
	subject->throwable = starred;
	errnotice_code_read(settings->code_from, starred, &subject->code);
	return YES;
}

void errnotice_filter_remember_no(struct errnotice_filter_memo *memo, const zend_object *thrown)
{
	size_t at = errnotice_filter_memo_place(thrown->ce);
	zend_long code;

	if (!errnotice_raw_is_plain(thrown, &code))
		return;
	memo->no[at].ce = thrown->ce;
	memo->no[at].code = code;
}

bool errnotice_filter_throwable(const struct errnotice_settings *settings, struct errnotice_filter_memo *memo,
	zend_object *thrown, struct errnotice_subject *subject)
{
	enum answer answer = ask_chain(settings, thrown, subject);

	/* the memo goes by class and code: what hangs on more is asked again */
	if (answer == NO && errnotice_code_sources_are_plain(settings->code_from))
		errnotice_filter_remember_no(memo, thrown);
	return answer == YES;
}

bool errnotice_filter_fatal(const struct errnotice_settings *settings, const char *constant)
{
	struct errnotice_span name = errnotice_span_of(constant);

	return errnotice_codes_match_fatal(settings->codes, name) != ERRNOTICE_MATCH_NONE
	       && errnotice_codes_match_fatal(settings->ignore_codes, name) == ERRNOTICE_MATCH_NONE;
}
