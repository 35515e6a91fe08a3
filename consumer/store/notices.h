/*
 * notices -- the outbox: what is still to be said, and to whom.
 *
 * A notice is `due` until a body is made for it, then `sending` (body and
 * msg_uuid are stored before the first attempt and do not change after an
 * ambiguous answer), then `told` or `failed`.  Its items say which issue and
 * route it tells, with the exact count each; a digest is a notice with many
 * items.  There is at most one `due` notice an issue, route and robot: further
 * events join it.  Only the primary robot's notices move the law's counters.
 */
#ifndef CONSUMER_NOTICES_H
#define CONSUMER_NOTICES_H

#include <stdint.h>
#include "consumer/store/store.h"

/*
 * Inside the caller's transaction: `events` more of the issue `fp` are to be told
 * on `route` to `robot`, not before `now_s` and not within `repeat_s` of the last
 * time this issue was told there.  `primary`: they become *pending*.
 */
bool notices_add(struct store *store, const char *fp, const char *route, const char *robot, bool primary,
	uint64_t events, int64_t repeat_s, int64_t now_s, struct errnotice_err *err) ERRNOTICE_MUST_CHECK;

#endif
