/*
 * outbox -- captured events on their way out of the process.
 *
 * An event lives in a slot of one anonymous mapping that the whole process tree
 * shares (shared.h, slot.h), from the throw until Redis has answered or its record
 * is in the spool; a worker's death does not take it along: whoever hands over next
 * to the same endpoint sends what is final, and adopts what processes that are gone
 * had surely captured; the process that ran MINIT flushes the rest in MSHUTDOWN.
 * When none is free one that waits becomes a number of its issue and minute; what
 * finds no place even so is told as `kind=lost`.
 *
 * Never blocks beyond errnotice.timeout once per outage and process, never raises SIGPIPE,
 * never touches a parent's connection or slots after fork.  Allocates nothing
 * from the request's memory.
 */
#ifndef ERRNOTICE_OUTBOX_H
#define ERRNOTICE_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>
#include "ext/handover/endpoint.h"
#include "ext/handover/spool.h"

struct errnotice_slot; /* slot.h: what may be done with it */

/*
 * A slot for one event, WRITING, its pack empty; NULL when none is free: then the
 * caller releases a candidate of its own and asks again, then squeezes, or tells the
 * event to errnotice_outbox_lost().
 */
struct errnotice_slot *errnotice_outbox_claim(void);

/*
 * The same where every slot is taken: an event that waits gives up its own, and goes
 * on as a number (tally.h).  NULL when there is none, or the table is full.
 */
struct errnotice_slot *errnotice_outbox_squeeze(void);

/* Events that found no slot: told later as one entry of `kind=lost` with their count and `code` = reason. */
void errnotice_outbox_lost(uint64_t count);

/* True for the first errnotice.detail_limit calls of this fingerprint and minute on this host. */
bool errnotice_outbox_allows_detail(uint64_t fp, int64_t minute);

/*
 * Sends what is FINAL, whoever captured it, and what processes that are gone had
 * surely captured.  Waits at most errnotice.timeout, and not at all while the
 * breaker is open; a handful of loads when there is nothing.  A slot that is FINAL
 * is no longer its owner's: any process may send and release it at any moment.
 */
void errnotice_outbox_flush(void);

/* -- for the module glue ------------------------------------------------- */

struct errnotice_outbox_setup {
	uint32_t slots;
	bool heartbeat;      /* this is a server, whose silence means something */
	bool reloads;        /* this process may execute its program anew, and is then to have what waits */
	const char *sapi;    /* borrowed for good */
	const char *version; /* borrowed for good */

	/* Where this process sends to, NULL while that is refused; asked at each use. */
	const struct errnotice_endpoint *(*endpoint)(void);

	/* Where what Redis does not take goes, NULL while that is refused; asked at each use. */
	const struct errnotice_spool_place *(*spool)(void);
};

/* MINIT, once a process tree.  False, and why: then nothing is captured and the other calls do nothing. */
bool errnotice_outbox_startup(
	const struct errnotice_outbox_setup *setup, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

/* Whether a heartbeat is due, or may be: some loads, for every request. */
bool errnotice_outbox_heartbeat_due(void);

/* After a response that the client has whole: a heartbeat when it is due, with or without events. */
void errnotice_outbox_heartbeat(void);

/*
 * MSHUTDOWN: the last try for what this process and dead ones left; where the
 * whole tree ends, for every endpoint of it.  Then the mapping is given back, and
 * with `reloads` what is left of it waits for errnotice_outbox_startup().
 */
void errnotice_outbox_shutdown(void);

enum errnotice_redis_state {
	ERRNOTICE_REDIS_UNUSED, /* nobody of this tree had anything to send yet */
	ERRNOTICE_REDIS_UP,
	ERRNOTICE_REDIS_DOWN, /* see retry_in_ms and reason */
	ERRNOTICE_REDIS_FULL, /* the stream has reached its limit */
	ERRNOTICE_REDIS_NO_PLACE /* the endpoint was refused, or the tree uses too many: events are only counted */
};

struct errnotice_outbox_status {
	uint32_t slots, used, candidates, waiting; /* of the process tree */
	enum errnotice_redis_state redis;
	int64_t retry_in_ms; /* until the next probe, 0: with the next hand-over */
	int64_t stream_len;  /* entries when last asked, -1 never */
	uint64_t acknowledged;
	bool heartbeat_refused;
	char spool[400];  /* how it is with it, in words */
	char reason[160]; /* of the last failure, clean; "" for none */
};

/* False when there is no mapping. */
bool errnotice_outbox_status(struct errnotice_outbox_status *status);

#endif
