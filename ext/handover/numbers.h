/*
 * numbers -- between the slots and the tally (tally.h): an event becomes a number, and numbers an event again.
 *
 * For one thread of a process at a time.
 */
#ifndef ERRNOTICE_NUMBERS_H
#define ERRNOTICE_NUMBERS_H

#include <stdbool.h>

struct errnotice_slot;

/* A slot, WRITING, that the oldest FINAL event of this peer gave up; NULL when there is none, or no place for it. */
struct errnotice_slot *errnotice_numbers_make(unsigned peer);

/* Whether there is any number, of any peer; a load. */
bool errnotice_numbers_any(void);

/*
 * Numbers of this peer go into free slots, FINAL, when they will not have to wait in
 * them; `last`: also when they will.  False when some stay: then this peer is to be
 * looked at, though no event may wait for it.
 */
bool errnotice_numbers_tell(unsigned peer, bool last);

#endif
