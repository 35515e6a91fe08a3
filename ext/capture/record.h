/*
 * record -- one incident, from the throw to its verdict.
 *
 * A few throws of a request; when there is no place, the one whose loss costs
 * least makes room.  The same object thrown again is the same incident, and its
 * last verdict holds; once it had left the outermost frame it is unhandled for
 * good.  Of a chain of `previous` only the outermost is told, also when the engine
 * chains it after the throw; but what was made of one whose way had ended, and was
 * caught, speaks for itself alone.  Decides, but does nothing: what follows from a
 * fate is ext/incident.h's.
 */
#ifndef ERRNOTICE_RECORD_H
#define ERRNOTICE_RECORD_H

#include "php.h"
#include "common/span.h"
#include "ext/capture/search.h"
#include "ext/capture/issue.h"

#define ERRNOTICE_RECORDS 16

enum errnotice_fate {
	ERRNOTICE_FATE_OPEN,      /* not decided yet */
	ERRNOTICE_FATE_UNHANDLED, /* to be told */
	ERRNOTICE_FATE_CAUGHT,
	ERRNOTICE_FATE_CANCELLED, /* taken for unhandled at first, then swallowed */
	ERRNOTICE_FATE_SUPERSEDED /* a later one holds it and speaks for it */
};

struct errnotice_slot;

/* The event as it lies in its slot: ext/draft.h. */
struct errnotice_draft {
	struct errnotice_slot *slot;  /* NULL: there was none, or it is sent */
	uint32_t detail_at, path_at;  /* where in its pack the parts begin that a verdict changes */
	struct errnotice_issue issue; /* what the limit of details goes by */
};

struct errnotice_record {
	zend_long ticket;    /* unique in the process; 0: an empty place */
	zend_long turn;      /* order of last throws */
	zend_object *object; /* borrowed; NULL once it is freed, or when it could not be watched */
	struct errnotice_verdict verdict;
	bool had_handler;  /* when it was thrown last, the application had one for exceptions */
	bool shadow;       /* not configured: noted for what it may hold later, or explain */
	bool for_good;     /* unhandled, whoever catches it now */
	bool ended;        /* was with a handler or a boundary already when one was thrown that holds it */
	bool in_shutdown;  /* thrown in the shutdown functions or later */
	bool in_aftermath; /* caught while another unhandled one was dealt with: the answer is that one's */
	bool told;         /* decided; stays while its object lives, so that it is not told again */

	unsigned caught_at;           /* place of the ordinary catch that took it last; 0: none, or counted */
	const char *path;             /* as the event says it, a constant */
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
/* The one thrown last whose object lives and says that it was made there: the engine's "Uncaught" names no more. */
struct errnotice_record *errnotice_records_made_at(
	struct errnotice_records *records, struct errnotice_span file, zend_long line);

/* The one thrown last, at `turn` or before, that an ordinary catch took: the reason of a failed answer?  Or NULL. */
struct errnotice_record *errnotice_records_candidate(struct errnotice_records *records, zend_long turn);
bool errnotice_record_is_candidate(const struct errnotice_record *record);

/* Forgets all but the candidates, and of these the objects. */
void errnotice_records_keep_candidates(struct errnotice_records *records);

/* Whether one is on its way out unhandled, as far as is known. */
bool errnotice_records_have_open(const struct errnotice_records *records);

/* An empty place, or the record that is most easily spared: settle it first. */
struct errnotice_record *errnotice_records_place(struct errnotice_records *records);

/* A shadow, until the story has described it. */
void errnotice_record_begin(
	struct errnotice_records *records, struct errnotice_record *record, zend_object *object);
void errnotice_record_judge(struct errnotice_records *records, struct errnotice_record *record,
	const struct errnotice_verdict *verdict);

/*
 * Whether what becomes of `holder`, the record of `throwable`, decides over `other`: that stands in its chain,
 * was not thrown since, and had not been taken for unhandled before a holder that is caught.
 */
bool errnotice_record_holds(const struct errnotice_record *holder, const zend_object *throwable,
	const struct errnotice_record *other);

bool errnotice_record_is_unhandled(const struct errnotice_record *record);
/* Unhandled, and only what cannot be foreseen would change that. */
bool errnotice_record_is_sure(const struct errnotice_record *record);

/* What its death says, told while it dies.  OPEN for one that was caught, unless it is a shadow: it may stay a candidate. */
enum errnotice_fate errnotice_record_fate_freed(
	const struct errnotice_records *records, const struct errnotice_record *record);

/* What holds when nothing more will be learnt. */
enum errnotice_fate errnotice_record_fate_at_end(
	const struct errnotice_records *records, const struct errnotice_record *record);

#endif
