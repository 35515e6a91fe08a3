/*
 * tally -- events of which only the number could be kept: by peer, issue and minute.
 *
 * When every slot is taken and neither Redis nor the spool takes what waits in
 * them, an event gives its slot to the next one and goes on as a number here.
 * Later the number moves into a slot again, as one event with a `count`, the
 * identity of its issue, and an id of its own.  A fixed table in shared memory, in
 * which numbers survive the process that was about to change them.  A kill in the
 * few instructions between the two counts an event twice on its way in, and loses
 * the number on its way out.  One thread of a process at a time; any number of
 * processes.
 */
#ifndef ERRNOTICE_TALLY_H
#define ERRNOTICE_TALLY_H

#include "common/event_pack.h"

#define ERRNOTICE_TALLY_ENTRIES 256
#define ERRNOTICE_TALLY_ROOM    4608 /* bytes of an event without its detail, heads included */

struct errnotice_tally_entry {
	_Atomic uint64_t word;   /* from the lowest bits: number 32, state 2, generation 30 */
	_Atomic uint64_t fp;     /* of the issue; this and the next are of a KEPT entry */
	_Atomic uint64_t minute; /* Unix minute in the upper bits, peer in the lowest 8 */
};

struct errnotice_tally {
	_Atomic uint32_t held; /* entries with a number, or more: 0 says that there is nothing to look for */
	struct errnotice_tally_entry entry[ERRNOTICE_TALLY_ENTRIES];
	struct {
		uint32_t len;
		char bytes[ERRNOTICE_TALLY_ROOM];
	} what[ERRNOTICE_TALLY_ENTRIES]; /* a pack without id, count, refused and detail */
};

/* Adds the event's count.  False when the table has no place for its issue and minute, or it has none to be found by. */
bool errnotice_tally_add(struct errnotice_tally *tally, unsigned peer, const struct errnotice_event *event);

/* Whether there is a number of this peer. */
bool errnotice_tally_holds(const struct errnotice_tally *tally, unsigned peer);

/*
 * Takes one number of this peer out, and makes an event of it in the empty pack.
 * False when there is none; or, with the number back in its place, when the system
 * gives no random bytes.
 */
bool errnotice_tally_take(struct errnotice_tally *tally, unsigned peer, struct errnotice_pack *pack);

/*
 * While nobody else uses it: undoes what a process left that was killed half-way.  An entry
 * that it was about to write is free again, and `held` says what there is.
 */
void errnotice_tally_mend(struct errnotice_tally *tally);

#endif
