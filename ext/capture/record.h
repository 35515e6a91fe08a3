/*
 * record -- one incident, from the throw to its end.
 *
 * A few throws of a request; when there is no place, the one whose loss costs
 * least makes room.  The same object thrown again is the same incident.  What
 * becomes of it is told by ext/capture/fate.h.
 */
#ifndef ERRNOTICE_RECORD_H
#define ERRNOTICE_RECORD_H

#include "php.h"
#include "common/span.h"
#include "ext/capture/search.h"
#include "ext/capture/issue.h"

#define ERRNOTICE_RECORDS 16

struct errnotice_slot;

/* The event as it lies in its slot: ext/draft.h. */
struct errnotice_draft {
	struct errnotice_slot *slot;  /* NULL: there was none, or it is sent */
	uint32_t detail_at, path_at;  /* where in its pack the parts begin that a verdict changes */
	struct errnotice_issue issue; /* what the limit of details goes by */
};

struct errnotice_record {
	zend_long ticket;     /* unique in the process; 0: an empty place */
	zend_long turn;       /* order of last throws */
	zend_long speaker;    /* ticket of a holder whose event is its own, too, if thrown again; 0: none */
	zend_object *object;  /* borrowed; NULL once it is freed, or when it could not be watched */
	zend_object *subject; /* of its chain, what the event describes: only to be compared */
	struct errnotice_verdict verdict;
	bool had_handler;   /* when it was thrown last, the application had one for exceptions */
	bool beside_script; /* thrown in a handler, or after the script */
	bool past_handlers; /* and there no handler is given what leaves the outermost frame */
	int handlers;       /* that were laid aside then */
	bool swallowed;     /* by a finally block that did not pass it on */
	bool shadow;        /* not configured: noted for what it may hold later, or explain */
	bool for_good;      /* unhandled, whoever catches it now */
	bool ended;         /* was on its way or at its end already when one was thrown that holds it */
	bool wrapped;       /* was held already by one that was thrown: caught, and passed on by hand */
	bool superseded;    /* another one of its chain is told for it */
	bool in_shutdown;   /* thrown in the shutdown functions or later */
	bool in_aftermath;  /* caught while another unhandled one was dealt with: the answer is that one's */
	bool told;          /* decided; stays while its object lives, so that it is not told again */

	unsigned caught_at;           /* place of the ordinary catch that took it last; 0: none, or counted */
	const char *path;             /* a constant; NULL: the verdict says it, see ext/capture/fate.h */
	struct errnotice_draft draft; /* ext/draft.h's */
};

struct errnotice_records {
	struct errnotice_record at[ERRNOTICE_RECORDS];
	zend_long tickets, turns; /* given so far */
	bool any;                 /* one was begun since the last clear */
};

/* Forgets all. */
void errnotice_records_clear(struct errnotice_records *records);

/* NULL when there is none. */
struct errnotice_record *errnotice_records_of(struct errnotice_records *records, const zend_object *object);
struct errnotice_record *errnotice_records_by_ticket(struct errnotice_records *records, zend_long ticket);
/* The one thrown last whose object lives and says that it was made there. */
struct errnotice_record *errnotice_records_made_at(
	struct errnotice_records *records, struct errnotice_span file, zend_long line);
/* Of these the one that the engine speaks of, when it says "Uncaught …" and quotes what it keeps in the object. */
struct errnotice_record *errnotice_records_quoted(struct errnotice_records *records,
	struct errnotice_span file, zend_long line, struct errnotice_span message);

/* The one thrown last, at `turn` or before, that an ordinary catch took: the reason of a failed answer?  Or NULL. */
struct errnotice_record *errnotice_records_candidate(struct errnotice_records *records, zend_long turn);
bool errnotice_record_is_candidate(const struct errnotice_record *record);

/* Forgets all but the candidates, and of these the objects. */
void errnotice_records_keep_candidates(struct errnotice_records *records);

/* The shadow that was thrown next after that turn, or NULL. */
const struct errnotice_record *errnotice_records_next_shadow(
	const struct errnotice_records *records, zend_long turn);

/* Whether one is on its way: one thrown now may come to hold it. */
bool errnotice_records_have_open(const struct errnotice_records *records);

/* A shadow, until the story has described it. */
void errnotice_record_begin(
	struct errnotice_records *records, struct errnotice_record *record, zend_object *object);

#endif
