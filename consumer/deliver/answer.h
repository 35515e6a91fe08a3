/*
 * answer -- what DingTalk's answer means and what is to be done about it.
 *
 * By errcode first, then by words in the text, because the service has changed its
 * texts twice and one code (310000) stands for four refusals.  Only HTTP 200 with
 * errcode 0 is success; whatever is not understood never is.  Pure.
 */
#ifndef CONSUMER_ANSWER_H
#define CONSUMER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum answer_class {
	ANSWER_OK,
	ANSWER_RETRY,     /* later, the same message */
	ANSWER_THROTTLED, /* too many: leave the robot alone for a while */
	ANSWER_BROKEN,    /* no message gets through until somebody repairs the robot or its configuration */
	ANSWER_REFUSED,   /* this message, for good */
	ANSWER_CLOCK,     /* our time is wrong: sign again by the service's */
};

/* Why a request ended without an HTTP answer. */
enum answer_fault {
	ANSWER_FAULT_NONE,
	ANSWER_FAULT_RESOLVE,
	ANSWER_FAULT_CONNECT,
	ANSWER_FAULT_PROXY,
	ANSWER_FAULT_TLS,
	ANSWER_FAULT_TIMEOUT, /* it may have been accepted */
	ANSWER_FAULT_CUT,     /* the connection ended early; it may have been accepted */
	ANSWER_FAULT_OTHER,
};

enum { ANSWER_TEXT = 256 };

/* What a message may do without to be taken after all. */
enum answer_less {
	ANSWER_LESS_NOTHING, /* another text would not help */
	ANSWER_LESS_LINKS,
	ANSWER_LESS_MARKS, /* Markdown's */
	ANSWER_LESS_WORDS, /* all but numbers and ids */
};

struct answer {
	enum answer_class class;
	enum answer_less less;
	bool host;              /* about all of this host's requests, not about one robot */
	bool ours;              /* this process is at fault: it says nothing about the robot */
	bool unheard;           /* surely the group did not get it: refused, or never sent */
	bool unsent;            /* it never left this host */
	int64_t errcode;        /* DingTalk's; 0 when it gave none */
	int64_t least_ms;       /* wait at least so long; 0: as usual */
	int attempts;           /* of ANSWER_RETRY: after so many the message is refused for good; 0: never */
	const char *problem;    /* in words; static */
	const char *remedy;     /* what a person should do; static, "" when nothing */
	char said[ANSWER_TEXT]; /* what the service said, clean UTF-8 without line breaks */
};

/* `body` may be anything: empty, HTML, cut, not UTF-8. */
void answer_read(struct answer *answer, long http_status, const char *body, size_t len);

/* `said` is the library's word for it; `sent`: the request may have gone out. */
void answer_unreached(struct answer *answer, enum answer_fault fault, bool sent, const char *said);

#endif
