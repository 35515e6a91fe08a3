/*
 * robots -- what all senders of one robot share: its turn, its health, its budget.
 *
 * A robot is known by a hash of its access token, so that consumers of one store,
 * test-notice and two configurations with the same robot share one budget.  One
 * sender at a time has the turn, under a lease: a sender that dies is waited for
 * until its request cannot be under way any more.  Times are Unix ms, by the
 * sender's clock.
 */
#ifndef CONSUMER_ROBOTS_H
#define CONSUMER_ROBOTS_H

#include "consumer/plan/breaker.h"
#include "consumer/plan/budget.h"
#include "consumer/plan/month.h"
#include "consumer/store/store.h"

/* No turn or attempt lies so far in the future, unless a clock was put back. */
enum { ROBOTS_AHEAD_MS = 10 * 60000 };

enum { ROBOTS_REASON = 256 };

struct robots_state {
	struct breaker breaker;
	char reason[ROBOTS_REASON]; /* why the breaker is open, for people; "" while it is closed */
	int64_t lease_ms;           /* another sender has the turn until then; 0: nobody */
	struct budget_sent sent;    /* what counts against the budget */
	struct month month;         /* the calendar month's; `most` is not known here */
};

/* A robot never heard of is as new. */
bool robots_load(struct store *store, const char *key, const char *sender, int64_t now_ms,
	struct robots_state *into, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Inside the caller's transaction: takes the turn until `until_ms` and counts one
 * attempt, as if it arrived then: nobody knows when a request arrives whose
 * answer is never seen.  `*sent` names the attempt.
 */
bool robots_take(struct store *store, const char *key, const char *name, const char *sender, int64_t now_ms,
	int64_t until_ms, int64_t *sent, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Inside the caller's transaction: `sender` gives the turn back; the attempt arrived
 * at `at_ms` at the latest.  Who came so late that another has the turn changes
 * neither that nor the breaker.
 */
bool robots_give(struct store *store, const char *key, const char *sender, int64_t sent, int64_t at_ms,
	const struct breaker *breaker, const char *reason, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Inside the transaction of robots_load() and robots_take(): what the month is after
 * month_spend().  And back again, for an attempt that surely never left this host.
 */
bool robots_spend(struct store *store, const char *key, const struct month *month,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool robots_unspend(struct store *store, const char *key, const struct month *month,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Inside the caller's transaction, by `sender`, who gave the turn back in it: whether
 * the robot does not work is kept until it works again.  `*first`: it did until now.
 */
bool robots_fail(struct store *store, const char *key, const char *sender, bool *first,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;
bool robots_mend(struct store *store, const char *key, const char *sender,
	struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/*
 * Inside the caller's transaction, when the clock was put back: what it left far in the
 * future is of now.  Else a budget that was used up then stays so until that time comes.
 */
bool robots_call_back(struct store *store, int64_t now_ms, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Inside the caller's transaction: a robot that failed may be tried at once; one that is throttled may not. */
bool robots_forgive(struct store *store, const char *key, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
