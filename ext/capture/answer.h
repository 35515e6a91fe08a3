/*
 * answer -- the status that the client was really sent, and who answers for it.
 *
 * Read where the SAPI sends the headers: SG(sapi_headers) at the end of the
 * request is wrong after fastcgi_finish_request(), with a header callback and
 * with a `Status:` header.
 */
#ifndef ERRNOTICE_ANSWER_H
#define ERRNOTICE_ANSWER_H

#include "php.h"

/* Of one request; all zero when it begins. */
struct errnotice_answer {
	int status;     /* as sent, 0: nothing was sent yet */
	zend_long turn; /* of the last throw before that (record.h) */
	bool explained; /* no caught one will be told for it: something was unhandled, or was told */
};

/* MINIT, MSHUTDOWN: wraps the SAPI's way of sending headers, where it has one.  `sent` comes right before them. */
void errnotice_answer_install(void (*sent)(int status));
void errnotice_answer_remove(void);

/* One thrown at `turn` (ZEND_LONG_MAX: just now) was unhandled: the answer is its doing, unless it was sent before. */
void errnotice_answer_explain(struct errnotice_answer *answer, zend_long turn);

/* Whether the client was sent, or may yet be, a failure (5xx) that nothing explains. */
bool errnotice_answer_may_fail(const struct errnotice_answer *answer);

#endif
