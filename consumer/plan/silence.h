/*
 * silence -- whether a person asked not to hear of an event for a while.  Pure.
 */
#ifndef CONSUMER_SILENCE_H
#define CONSUMER_SILENCE_H

#include "common/event.h"
#include "common/fingerprint.h"
#include "common/pattern.h"

enum { SILENCE_MOST = 64 }; /* at a time */

struct silence {
	int64_t id;
	struct errnotice_codes *codes;   /* NULL: any */
	struct errnotice_names *classes; /* NULL: any */
	char fp[ERRNOTICE_FP_LEN + 1];   /* "": any */
	uint64_t muted;                  /* events of the batch in hand */
};

/* Fills a zeroed one; "" is any.  One of them must say something.  Clear it whatever this returns. */
bool silence_parse(struct silence *silence, const char *code, const char *class, const char *fp,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
void silence_clear(struct silence *silence);

/* All that it names must match. */
bool silence_takes(const struct silence *silence, const struct errnotice_event *event);

#endif
